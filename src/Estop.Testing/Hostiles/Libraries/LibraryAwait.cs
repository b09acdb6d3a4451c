namespace Estop.Testing;

internal sealed class LibraryAwait : HostileTask
{
    public override string Hostility => "Awaits a library that is not woven, takes no token and does not come back";

    public override bool EndsInProcess => false;

    protected override async Task RunAsync()
    {
        Arrive();
        await UnwovenLibrary.DelayAsync();
    }
}
