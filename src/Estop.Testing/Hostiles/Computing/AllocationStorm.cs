namespace Estop.Testing;

internal sealed class AllocationStorm : HostileThread
{
    public override string Hostility => "Allocates as fast as it can, so that the collector stops every thread all the time";

    private readonly byte[][] _kept = new byte[64][];

    protected override void Run()
    {
        Arrive();
        for (uint i = 0; !Released; i++)
        {
            _kept[i % 64] = new byte[1000 + (i % 100_000)];
        }
    }
}
