namespace Estop.Testing;

internal sealed class LibraryRetry : HostileThread
{
    public override string Hostility => "A retry policy in a library that is not woven: whatever the callback throws, it is called again";

    public override bool EndsInProcess => false;

    private bool _giveUp;

    protected override void Run()
    {
        UnwovenLibrary.Retry(
            () =>
            {
                Arrive();
                Thread.Sleep(1000);
            },
            ref _giveUp);
    }

    protected override void GiveBack() => Volatile.Write(ref _giveUp, true);
}
