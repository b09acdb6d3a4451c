namespace Estop.Testing;

internal sealed class LibraryCallback : HostileThread
{
    public override string Hostility => "Is called back in a loop of a library that is not woven";

    private bool _giveUp;
    private int _calls;

    protected override void Run()
    {
        UnwovenLibrary.CallForEver(
            () =>
            {
                Arrive();
                _calls++;
            },
            ref _giveUp);
    }

    protected override void GiveBack() => Volatile.Write(ref _giveUp, true);
}
