namespace Estop.Runtime;

/// <summary>Called by woven code around regions in which safepoints do not fire.</summary>
public static class Shield
{
    /// <summary>
    /// At the start of a <c>finally</c> or fault block, a <c>Dispose</c>, a finalizer, a type initialiser. Returns what
    /// <see cref="Exit"/> wants.
    /// </summary>
    public static int EnterCleanup() => 0;

    /// <summary>
    /// At the start of a handler. One that <paramref name="swallows"/> has the handler budget, one that rethrows the
    /// cleanup budget.
    /// </summary>
    public static int EnterHandler(bool swallows) => 0;

    /// <summary>At the end of the region, in a <c>finally</c>.</summary>
    public static void Exit(int saved)
    {
    }
}
