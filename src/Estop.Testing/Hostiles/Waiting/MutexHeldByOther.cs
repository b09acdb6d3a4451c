namespace Estop.Testing;

internal sealed class MutexHeldByOther : HostileThread
{
    public override string Hostility => "Waits for a mutex that somebody else holds";

    private readonly Mutex _mutex = new();

    protected override void Run()
    {
        Arrive();
        _mutex.WaitOne();
        _mutex.ReleaseMutex();
    }

    protected override void Prepare() => HoldElsewhere(() => _mutex.WaitOne(), _mutex.ReleaseMutex);
}
