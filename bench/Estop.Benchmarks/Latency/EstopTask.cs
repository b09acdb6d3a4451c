namespace Estop.Benchmarks.Latency;

/// <summary>
/// A woven async worker that looks at nothing. The proof: its task has completed, and no thread is in it. The caller awaits the
/// receipt, or is <paramref name="blocking"/>.
/// </summary>
internal sealed class EstopTask(Func<Action, Task> body, bool blocking = false) : ISubject
{
    private readonly Ready _ready = new();
    private StopScope _scope = null!;

    public void Start()
    {
        _scope = StopScope.StartTask(() => body(_ready.Say));
        _ready.Await();
    }

    public void Stop() => Stopped.Demand(blocking ? _scope.Stop() : _scope.StopAsync().GetAwaiter().GetResult());
}
