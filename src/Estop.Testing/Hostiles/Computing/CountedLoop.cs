namespace Estop.Testing;

internal sealed class CountedLoop : HostileThread
{
    public override string Hostility => "A counted loop that passes as short: its counter wraps at the end of its type";

    private int _sum;

    protected override void Run()
    {
        Arrive();
        while (!Released)
        {
            for (var i = 0; i <= 1_000_000_000; i++)
            {
                _sum += i;
            }
        }
    }
}
