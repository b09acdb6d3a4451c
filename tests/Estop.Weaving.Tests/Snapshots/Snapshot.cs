using System.Reflection;

namespace Estop.Weaving.Tests.Snapshots;

/// <summary>A file beside the tests that says what the weaver makes of a piece of code, for people to read.</summary>
internal static class Snapshot
{
    private static readonly string Folder = Path.Combine(
        typeof(Snapshot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "ProjectDirectory").Value!,
        "Snapshots");

    /// <summary>Compares with the file, or writes it when <c>ESTOP_UPDATE_SNAPSHOTS</c> is 1.</summary>
    public static void Match(string name, string actual)
    {
        var path = Path.Combine(Folder, name);
        if (MayWrite(Environment.GetEnvironmentVariable("ESTOP_UPDATE_SNAPSHOTS"), Environment.GetEnvironmentVariable("CI")))
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"There is no {path}. Write it with ESTOP_UPDATE_SNAPSHOTS=1, read it, and commit it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    /// <summary>Whether snapshots are written. In CI a snapshot that accepts any change would hold nothing.</summary>
    public static bool MayWrite(string? update, string? ci) => (update, ci) switch
    {
        ("1", null or "" or "false") => true,
        ("1", _) => throw new InvalidOperationException("Snapshots are not written in CI: unset ESTOP_UPDATE_SNAPSHOTS."),
        _ => false,
    };
}
