namespace Estop.Testing;

internal sealed class SemaphoreNeverReleased : HostileThread
{
    public override string Hostility => "Waits for a semaphore that nobody releases";

    private readonly SemaphoreSlim _semaphore = new(0);

    protected override void Run()
    {
        Arrive();
        _semaphore.Wait();
    }

    protected override void GiveBack() => _semaphore.Release();
}
