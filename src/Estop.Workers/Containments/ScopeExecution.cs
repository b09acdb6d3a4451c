namespace Estop.Workers;

/// <summary>A run in a stop scope of the service's own process.</summary>
internal sealed class ScopeExecution(StopScope scope) : IRunExecution
{
    private readonly Lock _pausing = new();
    private volatile bool _isHeld;
    private int _resumptions;

    public Task<RunEnd> Completion { get; } = EndOf(scope);

    public Task Started => Task.CompletedTask;

    public bool IsPaused => _isHeld && scope.IsPaused;

    public IReadOnlyList<int> ThreadIds => scope.ThreadIds;

    public int? ProcessId => null;

    public int ThreadsHere => Math.Max(1, scope.ThreadIds.Count);

    public Task<StopReceipt> StopAsync(StopRequest request) => scope.StopAsync(request);

    public Task<ScopeLook> LookAsync(TimeSpan? within) => scope.LookAsync(within);

    public async Task<PauseReceipt> PauseAsync(TimeSpan? deadline)
    {
        int resumptions;
        Task<PauseReceipt> pause;
        lock (_pausing)
        {
            resumptions = _resumptions;
            pause = scope.PauseAsync(deadline);
        }

        var receipt = await pause.ConfigureAwait(false);
        lock (_pausing)
        {
            // What was held when it was resumed says nothing of a pause that came after that.
            _isHeld |= receipt.Outcome == PauseOutcome.Paused && resumptions == _resumptions;
        }

        return receipt;
    }

    public void Resume()
    {
        lock (_pausing)
        {
            _resumptions++;
            _isHeld = false;
            scope.Resume();
        }
    }

    /// <summary>Told on a thread of Estop's own, also where it has ended by now: whoever starts a run holds the worker's lock.</summary>
    private static Task<RunEnd> EndOf(StopScope scope) => scope.Completion.Then(RunEnd.Of);
}
