namespace Estop.Testing;

internal sealed class ThreadSpawner : HostileThread
{
    public override string Hostility => "Starts a thread each millisecond";

    protected override void Run()
    {
        while (!Released)
        {
            new Thread(() =>
            {
                Arrive();
                Thread.Sleep(200);
            })
            { IsBackground = true }.Start();
            Thread.Sleep(1);
        }
    }
}
