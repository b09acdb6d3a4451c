namespace Estop.Workers;

/// <summary>A run in a stop scope of the service's own process.</summary>
internal sealed class ScopeExecution(StopScope scope) : IRunExecution
{
    public Task<RunEnd> Completion { get; } = EndOf(scope);

    public Task Started => Task.CompletedTask;

    public bool IsPaused => scope.IsPaused;

    public IReadOnlyList<int> ThreadIds => scope.ThreadIds;

    public int? ProcessId => null;

    public int ThreadsHere => Math.Max(1, scope.ThreadIds.Count);

    public Task<StopReceipt> StopAsync(StopRequest request) => scope.StopAsync(request);

    public Task<ScopeLook> LookAsync(TimeSpan? within) => scope.LookAsync(within);

    public Task<PauseReceipt> PauseAsync(TimeSpan? deadline) => scope.PauseAsync(deadline);

    public void Resume() => scope.Resume();

    /// <summary>Told on a thread of Estop's own, also where it has ended by now: whoever starts a run holds the worker's lock.</summary>
    private static Task<RunEnd> EndOf(StopScope scope) => scope.Completion.Then(RunEnd.Of);
}
