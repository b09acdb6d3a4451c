namespace Estop.Runtime;

/// <summary>Waiting for the finalizers, one of which may never end.</summary>
public static class FinalizerWaits
{
    /// <summary>In place of <see cref="GC.WaitForPendingFinalizers"/>.</summary>
    [ReplacesCall(typeof(GC), nameof(GC.WaitForPendingFinalizers))]
    public static void WaitForPendingFinalizers() => LetGo.Run(0, static _ =>
    {
        GC.WaitForPendingFinalizers();
        return true;
    });
}
