using System.Diagnostics;

namespace Estop.Corpus;

/// <summary>
/// A PostgreSQL server of this process's own, in a folder that goes with it. It listens on a socket in that folder only.
/// </summary>
public static class PostgresServer
{
    private const string Variable = "ESTOP_POSTGRES";

    /// <summary>
    /// The server ends when the standard input does, whichever way this process goes. It does not run as root, and need not
    /// survive a power cut.
    /// </summary>
    private const string Script = """
        set -e
        folder=$(mktemp -d)
        "$0/initdb" -D "$folder/data" -A trust -U estop -E UTF8 --locale=C --no-sync > "$folder/log"
        "$0/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off > "$folder/log" 2>&1 &
        until "$0/pg_isready" -q -h "$folder"; do kill -0 $!; sleep 0.05; done
        echo "$folder"
        read -r end || true
        kill -INT $!
        wait $! || true
        rm -rf "$folder"
        """;

    private static readonly Lazy<string?> Folder = new(Start);

    /// <summary>Whether there is no server on this machine.</summary>
    public static bool IsMissing { get; } = Programs() is null;

    /// <summary>Starts it, unless it runs, and says where it is in an environment variable.</summary>
    public static void EnsureStarted() => Environment.SetEnvironmentVariable(Variable, Folder.Value);

    private static string? Start()
    {
        var asRoot = Environment.UserName == "root";
        string[] shell = ["sh", "-c", Script, Programs()!];
        var server = new Process
        {
            StartInfo = new ProcessStartInfo(asRoot ? "runuser" : shell[0], asRoot ? ["-u", "postgres", "--", .. shell] : shell[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                WorkingDirectory = "/",
            },
        };
        server.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.StandardInput.Close();
            server.WaitForExit(TimeSpan.FromSeconds(5));
        };
        return server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The PostgreSQL server did not start.");
    }

    /// <summary>Debian keeps the server's programs beside the search path, in a folder for each version.</summary>
    private static string? Programs()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(static version => Path.Combine(version, "bin"))
            : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
