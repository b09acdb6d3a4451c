using System.Runtime;

namespace Estop.Benchmarks.Latency;

/// <summary>A worker that looks at nothing, under the runtime's own abort. The proof: its thread can be joined.</summary>
internal sealed class RuntimeAbort(Action<Action> body) : ISubject
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
                ControlledExecution.Run(() => body(_ready.Say), _stop.Token);
            }
            catch (OperationCanceledException)
            {
                // That is how it reports the abort.
            }
        });
        _thread.Start();
        _ready.Await();
    }

    public void Stop()
    {
        _stop.Cancel();
        _thread.Join();
    }
}
