namespace Estop.Processes;

/// <summary>The environment of a program that is no worker of .NET: an allow-list, never the service's secrets.</summary>
internal static class CommandEnvironment
{
    /// <summary>What every program gets, where the service has it.</summary>
    public static IReadOnlyList<string> Default { get; } = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER", "LOGNAME", "SHELL"];

    /// <summary>A new one, to which the caller adds.</summary>
    /// <param name="passed">The names of further variables of the service that the program gets.</param>
    public static Dictionary<string, string> Create(IEnumerable<string>? passed = null)
    {
        var environment = new Dictionary<string, string>();
        foreach (var name in Default.Concat(passed ?? []))
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                environment[name] = value;
            }
        }

        return environment;
    }
}
