namespace Estop.Benchmarks.Latency;

/// <summary>A worker written by hand with a token in each place, on a thread. The proof: its thread can be joined.</summary>
internal sealed class TokenThread(Action<CancellationToken, Action> body) : ISubject
{
    private readonly Ready _ready = new();
    private CancellationTokenSource _stop = null!;
    private Thread _thread = null!;

    public void Start()
    {
        _stop = new CancellationTokenSource();
        _thread = new Thread(() =>
        {
            try
            {
                body(_stop.Token, _ready.Say);
            }
            catch (OperationCanceledException)
            {
                // As written by hand.
            }
        });
        _thread.Start();
        _ready.Await();
    }

    public void Stop()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }
}
