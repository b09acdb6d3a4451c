namespace Estop.Testing;

internal sealed class EndlessContinuations : HostileThread
{
    public override string Hostility => "Each continuation continues with the next";

    protected override void Run()
    {
        Continue(Task.CompletedTask);
        Thread.Sleep(Timeout.Infinite);
    }

    private void Continue(Task task) => task.ContinueWith(
        done =>
        {
            Arrive();
            if (!Released)
            {
                Continue(done);
            }
        },
        TaskScheduler.Default);
}
