namespace Estop.Testing;

internal sealed class JoinOfHostile : HostileThread
{
    public override string Hostility => "Joins a thread that is hostile itself";

    private ulong _sum;

    protected override void Run()
    {
        var other = new Thread(() =>
        {
            while (!Released)
            {
                _sum++;
            }
        })
        { IsBackground = true };
        other.Start();
        Arrive();
        other.Join();
    }
}
