namespace Estop.Testing;

internal sealed class LibrarySleep : HostileThread
{
    public override string Hostility => "Calls a library that is not woven and sleeps";

    protected override void Run()
    {
        Arrive();
        UnwovenLibrary.Sleep();
    }
}
