namespace Estop.Testing;

internal sealed class EndlessParallelLoop : HostileThread
{
    public override string Hostility => "Computes on every core, in a Parallel.For whose end nobody lives to see";

    private long _sum;

    protected override void Run()
    {
        Parallel.For(0L, long.MaxValue, (i, loop) =>
        {
            Arrive();
            _sum += i;
            if (Released)
            {
                loop.Stop();
            }
        });
    }
}
