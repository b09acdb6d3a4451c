namespace Estop;

/// <summary>
/// A lock for a few instructions at a time. A thread that waits for it spins and yields, and so cannot be interrupted,
/// unlike one that waits for a <see cref="Lock"/>: an interrupt sent under this gate never lands at the gate.
/// </summary>
internal sealed class SpinGate
{
    private int _taken;

    public void Enter()
    {
        var spin = new SpinWait();
        while (Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
        {
            SpinOnce(ref spin);
        }
    }

    public void Exit() => Volatile.Write(ref _taken, 0);

    /// <summary>Spins or yields. Never sleeps, since a sleep takes an interrupt.</summary>
    public static void SpinOnce(ref SpinWait spin)
    {
        if (spin.NextSpinWillYield)
        {
            Thread.Yield();
        }
        else
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
