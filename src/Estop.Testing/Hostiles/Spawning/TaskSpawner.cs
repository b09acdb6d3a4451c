namespace Estop.Testing;

internal sealed class TaskSpawner : HostileThread
{
    public override string Hostility => "Has tasks start tasks, which start tasks";

    protected override void Run()
    {
        for (var i = 0; i < 4; i++)
        {
            Spawn();
        }

        Thread.Sleep(Timeout.Infinite);
    }

    private void Spawn() => Task.Run(() =>
    {
        Arrive();
        Thread.Sleep(1);
        if (!Released)
        {
            Spawn();
        }
    });
}
