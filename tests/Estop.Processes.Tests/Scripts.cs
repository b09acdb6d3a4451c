namespace Estop.Processes.Tests;

/// <summary>What processes do in tests, for a shell.</summary>
internal static class Scripts
{
    public const string Sleep = "exec sleep 1000";

    /// <summary>Starts a grandchild in a session of its own, whose parents have ended, and which ignores what can be ignored.</summary>
    public const string DoubleFork =
        """
        ( ( setsid sh -c 'trap "" TERM HUP INT QUIT; echo $$; while :; do sleep 1000; done' & ) & )
        while :; do sleep 1000; done
        """;

    /// <summary>The same with a grandchild that has thrown away its environment too.</summary>
    public const string DoubleForkWithoutEnvironment =
        """
        ( ( env -i setsid sh -c 'trap "" TERM HUP INT QUIT; echo $$; while :; do sleep 1000; done' & ) & )
        while :; do sleep 1000; done
        """;
}
