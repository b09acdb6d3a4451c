namespace Estop.Testing;

internal sealed class SpinningLoop : HostileThread
{
    public override string Hostility => "Computes in nested loops, and calls nothing";

    private ulong _sum;

    protected override void Run()
    {
        Arrive();
        while (!Released)
        {
            for (ulong i = 0; i < 1000; i++)
            {
                for (ulong j = 0; j < 1000; j++)
                {
                    _sum += i * j;
                }
            }
        }
    }
}
