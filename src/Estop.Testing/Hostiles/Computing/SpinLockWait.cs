namespace Estop.Testing;

internal sealed class SpinLockWait : HostileThread
{
    public override string Hostility => "Spins for a flag that somebody else holds, with Interlocked and SpinWait";

    private int _taken = 1;

    protected override void Run()
    {
        var spin = new SpinWait();
        Arrive();
        while (Interlocked.CompareExchange(ref _taken, 1, 0) != 0 && !Released)
        {
            spin.SpinOnce();
        }
    }
}
