namespace Estop.Testing;

internal sealed class LockHeldByOther : HostileThread
{
    public override string Hostility => "Waits for a lock that somebody else holds";

    private readonly Lock _lock = new();

    protected override void Run()
    {
        Arrive();
        lock (_lock)
        {
        }
    }

    protected override void Prepare() => HoldElsewhere(_lock.Enter, _lock.Exit);
}
