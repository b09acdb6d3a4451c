namespace Estop.Benchmarks.Latency;

/// <summary>An async worker written by hand with a token in each place. The proof: its task has completed.</summary>
internal sealed class TokenTask(Func<CancellationToken, Action, Task> body) : ISubject
{
    private readonly Ready _ready = new();
    private CancellationTokenSource _stop = null!;
    private Task _task = null!;

    public void Start()
    {
        _stop = new CancellationTokenSource();
        _task = Task.Run(() => body(_stop.Token, _ready.Say));
        _ready.Await();
    }

    public void Stop()
    {
        _stop.Cancel();
        try
        {
            _task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // As written by hand.
        }

        _stop.Dispose();
    }
}
