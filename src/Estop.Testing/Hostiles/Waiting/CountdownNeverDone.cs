namespace Estop.Testing;

internal sealed class CountdownNeverDone : HostileThread
{
    public override string Hostility => "Waits for a countdown and a barrier that nobody else comes to";

    private readonly CountdownEvent _countdown = new(1);

    protected override void Run()
    {
        Arrive();
        _countdown.Wait();
    }

    protected override void GiveBack() => _countdown.Signal();
}
