namespace Estop.Runtime;

/// <summary>Waits of the BCL that also end on a stop.</summary>
public static class Waits
{
    /// <summary>In place of <c>Thread.Sleep(int)</c>.</summary>
    [ReplacesCall(typeof(Thread), "Sleep")]
    public static void Sleep(int millisecondsTimeout)
    {
        using var wake = new ManualResetEventSlim();
        wake.Wait(millisecondsTimeout);
    }
}
