namespace Estop.Testing;

internal sealed class EndlessFinally : HostileThread
{
    public override string Hostility => "Computes without end in its cleanup";

    private ulong _sum;

    protected override void Run()
    {
        try
        {
            Arrive();
        }
        finally
        {
            while (!Released)
            {
                _sum++;
            }
        }
    }
}
