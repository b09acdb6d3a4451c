using System.Collections;

namespace Estop.Processes;

/// <summary>
/// The environments in which the service's executable is started again. None of them has what would change how its runtime runs: an
/// inherited diagnostic port hangs a child, and a profiler's or a hook's variables are meant for the service.
/// </summary>
internal static class ManagedEnvironment
{
    /// <summary>The variable that names the assemblies with a startup hook.</summary>
    public const string StartupHooks = "DOTNET_STARTUP_HOOKS";

    // By these the runtime is found, and is what the service's is. Beginnings of names.
    private static readonly string[] Runtime =
        ["DOTNET_ROOT", "DOTNET_ROLL_FORWARD", "DOTNET_BUNDLE_EXTRACT_BASE_DIR", "DOTNET_SYSTEM_GLOBALIZATION_"];

    private static readonly string[] System =
        ["PATH", "HOME", "TMPDIR", "TZ", "LC_", "LANG", "LD_LIBRARY_PATH", "SSL_CERT_DIR", "SSL_CERT_FILE"];

    private static readonly string[] NotForWorkers = ["DOTNET_", "CORECLR_", "COMPlus_", "ASPNETCORE_", "ESTOP_"];

    /// <summary>
    /// A new one for a process without user code, to which the caller adds: of the service's own variables only those by which a
    /// runtime is found and works. Secrets are the service's.
    /// </summary>
    public static Dictionary<string, string> Create()
    {
        var environment = Inherited(static name => Begins(name, Runtime) || Begins(name, System));
        Tune(environment);
        return environment;
    }

    /// <summary>
    /// A new one for a process with workers: what the service has, without what belongs to its runtime and its host, and what was
    /// declared.
    /// </summary>
    /// <param name="declared">Goes before everything else.</param>
    public static Dictionary<string, string> CreateForWorkers(IEnumerable<KeyValuePair<string, string>> declared)
    {
        var environment = Inherited(static name => Begins(name, Runtime) || !Begins(name, NotForWorkers));
        Tune(environment);

        // Collects on the thread that allocates: a second heap's worth of bookkeeping and a thread less in each child.
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_TieredPGO"] = "0";

        // Otherwise each piece of code and of the runtime's data is mapped a second time to be written.
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (var (name, value) in declared)
        {
            environment[name] = value;
        }

        return environment;
    }

    /// <summary>Whether an environment can hold a variable of that name.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAny('=', '\0');

    /// <summary>Why a variable cannot be declared; null if it can.</summary>
    public static string? Refusal(string name, string? value) =>
        !IsName(name)
            ? $"'{name}' is no name of a variable; use one without '=' and NUL."
            : value is null || value.Contains('\0')
                ? $"The variable '{name}' has no value that an environment can hold; give it a text without NUL."
                : name == StartupHooks || name.StartsWith("ESTOP_", StringComparison.Ordinal)
                    ? $"The variable '{name}' is one by which children are started; leave it out."
                    : null;

    private static Dictionary<string, string> Inherited(Func<string, bool> passes)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (passes((string)variable.Key))
            {
                environment[(string)variable.Key] = (string?)variable.Value ?? "";
            }
        }

        return environment;
    }

    private static void Tune(Dictionary<string, string> environment)
    {
        // Without it each killed process leaves its diagnostic sockets in the temporary folder.
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_gcServer"] = "0";
        environment[ChildVariables.Build] = ServiceBuild.Id;
    }

    private static bool Begins(string name, string[] beginnings) =>
        Array.Exists(beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
