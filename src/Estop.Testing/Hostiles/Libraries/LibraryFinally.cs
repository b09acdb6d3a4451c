namespace Estop.Testing;

internal sealed class LibraryFinally : HostileThread
{
    public override string Hostility => "Sleeps without end in the finally block of a library that is not woven";

    protected override void Run()
    {
        Arrive();
        UnwovenLibrary.SleepInFinally();
    }
}
