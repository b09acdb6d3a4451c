namespace Estop.Benchmarks.Latency;

/// <summary>
/// A woven worker that looks at nothing, on a thread. The proof: its thread has left the process's list. The caller awaits the
/// receipt, or is <paramref name="blocking"/>.
/// </summary>
internal sealed class EstopThread(Action<Action> body, bool blocking = false) : ISubject
{
    private readonly Ready _ready = new();
    private StopScope _scope = null!;

    public void Start()
    {
        _scope = StopScope.StartThread(() => body(_ready.Say));
        _ready.Await();
    }

    public void Stop() => Stopped.Demand(blocking ? _scope.Stop() : _scope.StopAsync().GetAwaiter().GetResult());
}
