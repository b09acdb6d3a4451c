namespace Estop.Testing;

internal sealed class RetryPolicy : HostileThread
{
    public override string Hostility => "Calls again what failed, however it failed, and waits longer each time";

    private int _attempts;

    protected override void Run()
    {
        _ = Retry(() =>
        {
            Arrive();
            Thread.Sleep(500);
            return Released ? 0 : throw new TimeoutException();
        });
    }

    private T Retry<T>(Func<T> action)
    {
        while (true)
        {
            try
            {
                return action();
            }
            catch (Exception) when (!Released)
            {
                Thread.Sleep(Math.Min(++_attempts * 10, 500));
            }
        }
    }
}
