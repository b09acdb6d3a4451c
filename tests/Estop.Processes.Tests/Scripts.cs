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

    /// <summary>Becomes a daemon, as <c>daemon(3)</c> does: each process ends as soon as it has started the next, in a new session.</summary>
    public const string Daemon = "exec perl -MPOSIX -e 'fork and exit; setsid; fork and exit; sleep 1000'";

    /// <summary>Starts a grandchild that bears the cookie of a tree which is not there, and tells its id.</summary>
    public const string Nobodys = "( ESTOP_CHILD=nobody setsid sh -c 'echo $$; exec sleep 1000' & ) & exec sleep 1000";

    /// <summary>Starts hundreds of grandchildren without environment, which take their time to die, and one that tells its id.</summary>
    public const string ManyWithoutEnvironment =
        """
        i=0; while [ $i -lt 300 ]; do ( env -i setsid sleep 1000 & ); i=$((i + 1)); done
        ( ( env -i setsid sh -c 'echo $$; exec sleep 1000' & ) & )
        exec sleep 1000
        """;

    /// <summary>The same with a grandchild that has thrown away its environment too.</summary>
    public const string DoubleForkWithoutEnvironment =
        """
        ( ( env -i setsid sh -c 'trap "" TERM HUP INT QUIT; echo $$; while :; do sleep 1000; done' & ) & )
        while :; do sleep 1000; done
        """;
}
