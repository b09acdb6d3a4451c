namespace Estop.Runtime;

/// <summary>The body of a parallel loop with a poll before each iteration. What goes along is the visit of the thread.</summary>
internal static class PolledBody
{
    public static Func<T, ParallelLoopState, ScopeVisit, ScopeVisit> Of<T>(Action<T> body) => (item, _, visit) =>
    {
        Safepoint.Poll();
        body(item);
        return visit;
    };

    public static Func<T, ParallelLoopState, ScopeVisit, ScopeVisit> Of<T>(Action<T, ParallelLoopState> body) => (item, state, visit) =>
    {
        Safepoint.Poll();
        body(item, state);
        return visit;
    };

    public static Func<T, ParallelLoopState, long, ScopeVisit, ScopeVisit> Of<T>(Action<T, ParallelLoopState, long> body) =>
        (item, state, index, visit) =>
        {
            Safepoint.Poll();
            body(item, state, index);
            return visit;
        };

    public static Func<T, ParallelLoopState, (ScopeVisit Visit, TLocal Local), (ScopeVisit Visit, TLocal Local)> Of<T, TLocal>(
        Func<T, ParallelLoopState, TLocal, TLocal> body) => (item, state, local) =>
    {
        Safepoint.Poll();
        return (local.Visit, body(item, state, local.Local));
    };

    public static Func<T, ParallelLoopState, long, (ScopeVisit Visit, TLocal Local), (ScopeVisit Visit, TLocal Local)> Of<T, TLocal>(
        Func<T, ParallelLoopState, long, TLocal, TLocal> body) => (item, state, index, local) =>
    {
        Safepoint.Poll();
        return (local.Visit, body(item, state, index, local.Local));
    };
}
