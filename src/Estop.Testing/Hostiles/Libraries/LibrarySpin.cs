namespace Estop.Testing;

internal sealed class LibrarySpin : HostileThread
{
    public override string Hostility => "Calls a library that is not woven and computes without end";

    public override bool EndsInProcess => false;

    private bool _giveUp;

    protected override void Run()
    {
        Arrive();
        UnwovenLibrary.Spin(ref _giveUp);
    }

    protected override void GiveBack() => Volatile.Write(ref _giveUp, true);
}
