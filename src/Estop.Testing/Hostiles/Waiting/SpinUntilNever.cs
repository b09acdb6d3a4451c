namespace Estop.Testing;

internal sealed class SpinUntilNever : HostileThread
{
    public override string Hostility => "Spins until a condition holds that never does";

    protected override void Run()
    {
        Arrive();
        SpinWait.SpinUntil(() => Released);
    }
}
