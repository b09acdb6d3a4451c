namespace Estop.Testing;

internal sealed class LibraryWait : HostileThread
{
    public override string Hostility => "Calls a library that is not woven and waits for what nobody signals";

    protected override void Run()
    {
        Arrive();
        UnwovenLibrary.WaitFor(new SemaphoreSlim(0));
    }
}
