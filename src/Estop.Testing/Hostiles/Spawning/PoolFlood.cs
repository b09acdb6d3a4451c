namespace Estop.Testing;

internal sealed class PoolFlood : HostileThread
{
    public override string Hostility => "Queues work that queues itself again";

    protected override void Run()
    {
        for (var i = 0; i < 4; i++)
        {
            ThreadPool.QueueUserWorkItem(Again);
        }

        Thread.Sleep(Timeout.Infinite);
    }

    private void Again(object? state)
    {
        Arrive();
        if (!Released)
        {
            ThreadPool.QueueUserWorkItem(Again);
        }
    }
}
