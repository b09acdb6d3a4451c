using Estop.Processes;

namespace Estop.Benchmarks.Processes;

/// <summary>What is started in these benchmarks.</summary>
internal static class Programs
{
    public static readonly GuardianOptions Guardian = new() { StartupHook = "Estop.Benchmarks" };

    public static readonly SpawnRequest Sleep = Direct("/bin/sleep", "1000");

    public static readonly SpawnRequest Spin = Direct("/bin/sh", "-c", "while :; do :; done");

    /// <summary>A process with 64 MB in use, in tail's buffer for a line that does not end, and a writer that waits.</summary>
    public static readonly SpawnRequest Large = Direct("/bin/sh", "-c", "{ head -c 64000000 /dev/zero; exec sleep 1000; } | tail -n 1");

    /// <summary>A tree with a grandchild in a session of its own, whose parents have ended, and which ignores what can be.</summary>
    public const string DoubleFork =
        """
        ( ( setsid sh -c 'trap "" TERM HUP INT QUIT; while :; do sleep 1000; done' & ) & )
        while :; do sleep 1000; done
        """;

    /// <summary>A child that has not been told yet what it is.</summary>
    public static SpawnRequest Warm()
    {
        var executable = ServiceExecutable.Current();
        var environment = ManagedEnvironment.Create();
        environment[ManagedEnvironment.StartupHooks] = "Estop.Benchmarks";
        environment[ChildVariables.Role] = "command";
        return new SpawnRequest
        {
            Path = executable.Path,
            Arguments = executable.Arguments,
            Environment = environment,
            WantsChannel = true,
            WantsOutput = true,
        };
    }

    public static SpawnRequest Direct(string path, params string[] arguments) =>
        new() { Path = path, Arguments = arguments, Environment = CommandEnvironment.Create() };
}
