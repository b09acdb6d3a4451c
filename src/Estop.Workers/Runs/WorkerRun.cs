namespace Estop.Workers;

/// <summary>
/// One execution of a worker. Its status is not kept but derived from what has happened, and that it is over is only ever
/// learnt from its scope: so no status can be ahead of the truth.
/// </summary>
internal sealed class WorkerRun(ManagedWorker worker, int number, RunEnvironment environment)
{
    private readonly ProgressBoard _progress = new(environment.TimeProvider);

    private StopScope? _scope;
    private DateTimeOffset _startedAt;
    private Task _ended = Task.CompletedTask;
    private Task _released = Task.CompletedTask;
    private volatile bool _entered;
    private volatile bool _stopping;
    private volatile bool _abandoned;
    private volatile bool _paused;
    private int _abandonedThreads;
    private volatile ScopeEnd? _end;

    public int Number { get; } = number;

    public RunResources Resources { get; } = new(environment.Scopes);

    public WorkerStatus Status => StatusAfter(_end);

    public bool HasEnded => _end is not null;

    private string Name => worker.Id;

    /// <summary>Starts the run's thread or task. The caller holds the worker's lock; no code of the kind runs here.</summary>
    public void Launch(object input)
    {
        var kind = worker.Kind;
        if (kind.NeedsThread && !environment.Threads.TryTake())
        {
            throw Refuse.TooManyThreads(kind.Name, environment.Threads.Limit);
        }

        try
        {
            _startedAt = environment.TimeProvider.GetUtcNow();
            _scope = kind.Start(this, input, new StopScopeOptions
            {
                Name = Name,
                Ladder = kind.Ladder,
                TimeProvider = environment.TimeProvider,
            });
        }
        catch
        {
            ReleaseThread();
            throw;
        }

        _ended = EndAsync(_scope);
        _released = ReleaseAsync();
    }

    /// <summary>The first thing that the run's own thread or task does, once all that its code needs has been made.</summary>
    public WorkerContext Enter()
    {
        var kind = worker.Kind;
        var logger = environment.Loggers.CreateLogger(kind.LogCategory);
        var context = new WorkerContext(Name, kind.Name, Number, logger, _progress, StopScope.Current!);
        _entered = true;
        return context;
    }

    /// <summary>From here on the run counts as being stopped. The caller holds the worker's lock.</summary>
    public void AnnounceStop()
    {
        _stopping = true;
        if (_scope is null && _end is null)
        {
            // It has no code that could be running, and Launch is no longer called for it.
            _end = new ScopeEnd(ScopeOutcome.Stopped, Exception: null, environment.TimeProvider.GetUtcNow());
        }
    }

    /// <summary>Stops the run, whatever state it is in; a run that has ended answers at once.</summary>
    public async Task<StopReceipt> StopAsync(StopRequest request)
    {
        if (_scope is not { } scope)
        {
            return NeverStarted(request);
        }

        var receipt = await scope.StopAsync(request).ConfigureAwait(false);
        if (receipt.Outcome == ScopeOutcome.Abandoned)
        {
            Abandon(scope);
            return receipt;
        }

        await _ended.ConfigureAwait(false);
        return await WithReleaseAsync(receipt, request.Deadline ?? worker.Kind.Ladder.Deadline).ConfigureAwait(false);
    }

    /// <summary>Null for a run that has no code yet.</summary>
    public async Task<ScopeLook?> LookAsync(TimeSpan? within) =>
        _scope is { } scope ? await scope.LookAsync(within).ConfigureAwait(false) : null;

    /// <summary>Pauses the run. One that has no code to hold answers that it has ended.</summary>
    public async Task<PauseReceipt> PauseAsync(TimeSpan? deadline)
    {
        if (_scope is not { } scope)
        {
            return new PauseReceipt(Name, PauseOutcome.Ended, TimeSpan.Zero, []);
        }

        _paused = false;
        var receipt = await scope.PauseAsync(deadline).ConfigureAwait(false);
        _paused = receipt.Outcome == PauseOutcome.Paused;
        return receipt;
    }

    public void Resume()
    {
        _paused = false;
        _scope?.Resume();
    }

    public RunSnapshot Snapshot()
    {
        // Read once, so that the status and the moment of the end agree.
        var end = _end;
        return new RunSnapshot
        {
            Number = Number,
            Status = StatusAfter(end),
            StartedAt = _scope is null ? null : _startedAt,
            EndedAt = end?.EndedAt,
            Error = end?.Exception is { } exception ? $"{exception.GetType().FullName}: {exception.Message}" : null,
            Progress = _progress.Last,
            Threads = end is null && _scope is { } scope ? scope.ThreadIds : [],
        };
    }

    private WorkerStatus StatusAfter(ScopeEnd? end) => end?.Outcome switch
    {
        ScopeOutcome.Completed => WorkerStatus.Completed,
        ScopeOutcome.Failed => WorkerStatus.Failed,
        not null => WorkerStatus.Stopped,
        null when _abandoned => WorkerStatus.Abandoned,
        null when _stopping => WorkerStatus.Stopping,
        null when _scope is null => WorkerStatus.Pending,
        null when _paused && _scope.IsPaused => WorkerStatus.Paused,
        null when _entered => WorkerStatus.Running,
        null => WorkerStatus.Starting,
    };

    private async Task EndAsync(StopScope scope)
    {
        var end = await scope.Completion.ConfigureAwait(false);

        // Before the end shows, so that whoever waited for it finds the thread's place free.
        ReleaseThread();
        environment.Abandoned.Remove(Interlocked.Exchange(ref _abandonedThreads, -1));
        _end = end;
    }

    private void Abandon(StopScope scope)
    {
        _abandoned = true;
        worker.Kind.WasAbandoned = true;

        // Counted once, and not when it has left by now.
        var threads = Math.Max(1, scope.ThreadIds.Count);
        if (Interlocked.CompareExchange(ref _abandonedThreads, threads, 0) == 0)
        {
            environment.Abandoned.Add(threads);
        }
    }

    private async Task ReleaseAsync()
    {
        await _ended.ConfigureAwait(false);
        try
        {
            LogEnd(_end!);
        }
        finally
        {
            try
            {
                await Resources.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                environment.Log.DisposalFailed(exception, Name, Number);
            }
        }
    }

    /// <summary>
    /// Services of a run may be slow to dispose. The stop waits for them for what is left of its deadline, and then says
    /// that it did not see the end.
    /// </summary>
    private async Task<StopReceipt> WithReleaseAsync(StopReceipt receipt, TimeSpan deadline)
    {
        var remaining = deadline - receipt.Elapsed;
        try
        {
            await _released
                .WaitAsync(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, environment.TimeProvider)
                .ConfigureAwait(false);
            return receipt;
        }
        catch (TimeoutException)
        {
            return receipt with
            {
                LeftBehind = [.. receipt.LeftBehind, "The services that were made for the run are still being disposed."],
            };
        }
    }

    private StopReceipt NeverStarted(StopRequest request) => new()
    {
        Scope = Name,
        Outcome = ScopeOutcome.Stopped,
        Mode = request.Mode,
        RequestedBy = request.RequestedBy,
        Reason = request.Reason,
        RequestedAt = _end!.EndedAt,
        Elapsed = TimeSpan.Zero,
        Rungs = [],
        Proof = new ProofOfDeath(worker.Kind.NeedsThread ? ProofKind.ThreadsExited : ProofKind.TasksCompleted, []),
        Cleanup = CleanupOutcome.Finished,
    };

    private void ReleaseThread()
    {
        if (worker.Kind.NeedsThread)
        {
            environment.Threads.Release();
        }
    }

    private void LogEnd(ScopeEnd end)
    {
        if (_abandoned)
        {
            environment.Log.AbandonedRunLeft(Name, Number);
        }

        switch (end.Outcome)
        {
            case ScopeOutcome.Failed:
                environment.Log.RunFailed(end.Exception, Name, Number);
                break;
            case ScopeOutcome.Completed:
                environment.Log.RunCompleted(Name, Number);
                break;
        }
    }
}
