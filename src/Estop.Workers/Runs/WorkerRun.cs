using Microsoft.Extensions.Logging;

namespace Estop.Workers;

/// <summary>
/// One execution of a worker. Its status is not kept but derived from what has happened, and that it is over is only ever
/// learnt from its scope: so no status can be ahead of the truth.
/// </summary>
internal sealed class WorkerRun(
    ManagedWorker worker, int number, RunEnvironment environment, string? startedBecause = null, bool alone = false)
    : IRunSite, IRunObserver
{
    private readonly ProgressBoard _progress = new(environment.TimeProvider);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IRunExecution? _execution;
    private ContainmentChoice _containment;
    private DateTimeOffset _startedAt;
    private volatile bool _entered;
    private volatile bool _stopping;
    private volatile bool _abandoned;
    private int _abandonedThreads;
    private volatile RunEnd? _end;

    public int Number { get; } = number;

    public RunResources Resources { get; } = new(environment.Scopes);

    public WorkerStatus Status => StatusAfter(_end);

    public bool HasEnded => _end is not null;

    public DateTimeOffset? EndedAt => _end?.EndedAt;

    public bool IsStopping => _stopping;

    /// <summary>Completes when it has ended, and what was made for it is disposed.</summary>
    public Task Released => _released.Task;

    /// <summary>Completes when it has been given its thread, task or process, or could not be.</summary>
    public Task Started => Execution.Started;

    private string Name => worker.Id;

    /// <summary>Nobody finds a run that was not launched.</summary>
    private IRunExecution Execution => _execution!;

    private bool NeedsThreadHere => worker.Kind.NeedsThread && _containment.Where == Containment.InProcess;

    /// <summary>
    /// Starts the run's thread or task. The caller holds the worker's lock, and calls <see cref="Follow"/> without it; no code of the
    /// kind runs here.
    /// </summary>
    public void Launch(object input)
    {
        var kind = worker.Kind;
        _containment = ContainmentChoice.Of(kind, worker.Containment, environment.Children is not null);
        if (alone && _containment.Where == Containment.SharedProcess)
        {
            _containment = new ContainmentChoice(Containment.OwnProcess, "Two processes that it shared with others have crashed.");
        }

        if (NeedsThreadHere && !environment.Threads.TryTake())
        {
            throw Refuse.TooManyThreads(kind.Name, environment.Threads.Limit);
        }

        try
        {
            _startedAt = environment.TimeProvider.GetUtcNow();
            _execution = _containment.Where == Containment.InProcess
                ? new ScopeExecution(kind.Start(this, input, new StopScopeOptions
                {
                    Name = Name,
                    Ladder = kind.Ladder,
                    TimeProvider = environment.TimeProvider,
                    CannotExit = _ => Abandon(_execution!),
                }))
                : environment.Children!.Start(
                    new ChildStart(Name, kind, Number, worker.Input, _containment.Where, this));
        }
        catch
        {
            ReleaseThread();
            throw;
        }
    }

    /// <summary>
    /// Sees to what follows from the end of a run that was launched, on a thread of Estop's own, also when the run is over by now: a start
    /// must not wait for the disposal of it, which is a user's code.
    /// </summary>
    public void Follow() => _ = Execution.Completion.Then(FollowAsync);

    /// <inheritdoc/>
    public WorkerContext Enter()
    {
        var kind = worker.Kind;
        var logger = environment.Loggers.CreateLogger(kind.LogCategory);
        var context = new WorkerContext(Name, kind.Name, Number, logger, _progress, StopScope.Current!);
        _entered = true;
        return context;
    }

    void IRunObserver.Entered() => _entered = true;

    void IRunObserver.Progressed(WorkerProgress progress) => _progress.Show(progress);

    void IRunObserver.Logged(LogLevel level, EventId id, string? category, string message)
    {
        var logger = environment.Loggers.CreateLogger(category ?? worker.Kind.LogCategory);
        using (logger.BeginRun(worker.Kind.Name, Name, Number))
        {
            logger.Log(level, id, message, exception: null, static (text, _) => text);
        }
    }

    /// <summary>The run is over, which was learnt from its execution. The caller holds the worker's lock.</summary>
    public void End(RunEnd end) => _end = end;

    /// <summary>From here on the run counts as being stopped. The caller holds the worker's lock.</summary>
    public void AnnounceStop() => _stopping = true;

    /// <summary>Stops the run, whatever state it is in; a run that has ended answers at once.</summary>
    public async Task<StopReceipt> StopAsync(StopRequest request)
    {
        var execution = Execution;
        var receipt = await execution.StopAsync(request).OnOwnThread();
        if (receipt.Outcome == ScopeOutcome.Abandoned)
        {
            Abandon(execution);
            return receipt;
        }

        await _ended.Task.OnOwnThread();
        return await WithReleaseAsync(receipt, request.Deadline ?? worker.Kind.Ladder.Deadline).OnOwnThread();
    }

    public Task<ScopeLook> LookAsync(TimeSpan? within) => Execution.LookAsync(within);

    public Task<PauseReceipt> PauseAsync(TimeSpan? deadline) => Execution.PauseAsync(deadline);

    public void Resume() => Execution.Resume();

    public RunSnapshot Snapshot()
    {
        // Read once, so that the status and the moment of the end agree.
        var end = _end;
        return new RunSnapshot
        {
            Number = Number,
            Status = StatusAfter(end),
            StartedAt = Started.IsCompleted ? _startedAt : null,
            EndedAt = end?.EndedAt,
            Error = end?.Error,
            Progress = _progress.Last,
            Containment = _containment.Where,
            ProcessId = end is null ? Execution.ProcessId : null,
            StartedBecause = startedBecause,
            Threads = end is null ? Execution.ThreadIds : [],
        };
    }

    private WorkerStatus StatusAfter(RunEnd? end) => end?.Outcome switch
    {
        ScopeOutcome.Completed => WorkerStatus.Completed,
        ScopeOutcome.Failed => WorkerStatus.Failed,
        not null => WorkerStatus.Stopped,
        null when _abandoned => WorkerStatus.Abandoned,
        null when _stopping => WorkerStatus.Stopping,
        null when Execution.IsPaused => WorkerStatus.Paused,
        null when _entered => WorkerStatus.Running,
        null when !Started.IsCompleted => WorkerStatus.Pending,
        null => WorkerStatus.Starting,
    };

    private async Task FollowAsync(RunEnd end)
    {
        // Before the end shows, so that whoever waited for it finds the thread's place free.
        ReleaseThread();
        environment.Abandoned.Remove(Interlocked.Exchange(ref _abandonedThreads, -1));
        worker.Ended(this, end);
        _ended.SetResult();
        try
        {
            LogEnd(end);
        }
        finally
        {
            await DisposeAsync().OnOwnThread();
            _released.SetResult();
            worker.Released(this);
        }
    }

    private void Abandon(IRunExecution execution)
    {
        _abandoned = true;
        worker.Kind.WasAbandoned |= _containment.Where == Containment.InProcess;

        // Counted once, and not when it has left by now.
        var threads = execution.ThreadsHere;
        if (threads > 0 && Interlocked.CompareExchange(ref _abandonedThreads, threads, 0) == 0)
        {
            environment.Abandoned.Add(threads);
        }
    }

    private async Task DisposeAsync()
    {
        try
        {
            await Resources.DisposeAsync().AsTask().OnOwnThread();
        }
        catch (Exception exception)
        {
            environment.Log.DisposalFailed(exception, Name, Number);
        }
    }

    /// <summary>
    /// Services of a run may be slow to dispose. The stop waits for them for what is left of its deadline, and then says
    /// that it did not see the end.
    /// </summary>
    private async Task<StopReceipt> WithReleaseAsync(StopReceipt receipt, TimeSpan deadline) =>
        await _released.Task.WithinAsync(deadline - receipt.Elapsed).OnOwnThread()
            ? receipt
            : receipt with
            {
                LeftBehind = [.. receipt.LeftBehind, "The services that were made for the run are still being disposed."],
            };

    private void ReleaseThread()
    {
        if (NeedsThreadHere)
        {
            environment.Threads.Release();
        }
    }

    private void LogEnd(RunEnd end)
    {
        if (_abandoned)
        {
            environment.Log.AbandonedRunLeft(Name, Number);
        }

        switch (end.Outcome)
        {
            case ScopeOutcome.Failed:
                environment.Log.RunFailed(end.Exception, Name, Number, end.Error);
                break;
            case ScopeOutcome.Completed:
                environment.Log.RunCompleted(Name, Number);
                break;
        }
    }
}
