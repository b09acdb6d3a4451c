namespace Estop.Testing;

internal sealed class WriterWait : HostileThread
{
    public override string Hostility => "Wants to write under a ReaderWriterLockSlim that a reader never leaves";

    private readonly ReaderWriterLockSlim _lock = new();

    protected override void Run()
    {
        Arrive();
        _lock.EnterWriteLock();
        _lock.ExitWriteLock();
    }

    protected override void Prepare() => HoldElsewhere(_lock.EnterReadLock, _lock.ExitReadLock);
}
