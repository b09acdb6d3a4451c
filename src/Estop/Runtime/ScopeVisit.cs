namespace Estop.Runtime;

/// <summary>What a thread was doing before it entered a scope; put back when it leaves.</summary>
public readonly struct ScopeVisit
{
    /// <summary>A visit of a thread that is in the scope already, in nothing that holds a stop back.</summary>
    internal ScopeVisit(ScopeThread thread) => Thread = thread;

    internal ScopeVisit(
        ScopeThread thread,
        StopScope scope,
        StopScope? outer,
        bool outerDedicated,
        bool outerCanPark,
        int shields,
        int locks,
        StopShield? declared,
        long handlerEntered,
        ArmedWait armed,
        ScopeUsage outerSince)
    {
        Thread = thread;
        Scope = scope;
        Outer = outer;
        OuterDedicated = outerDedicated;
        OuterCanPark = outerCanPark;
        Shields = shields;
        Locks = locks;
        Declared = declared;
        HandlerEntered = handlerEntered;
        Armed = armed;
        OuterSince = outerSince;
    }

    internal ScopeThread? Thread { get; }

    internal StopScope? Scope { get; }

    internal StopScope? Outer { get; }

    internal bool OuterDedicated { get; }

    internal bool OuterCanPark { get; }

    internal int Shields { get; }

    internal int Locks { get; }

    internal StopShield? Declared { get; }

    internal long HandlerEntered { get; }

    internal ArmedWait Armed { get; }

    internal ScopeUsage OuterSince { get; }
}
