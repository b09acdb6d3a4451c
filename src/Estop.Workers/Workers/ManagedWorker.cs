using System.Diagnostics;
using System.Text.Json;

namespace Estop.Workers;

/// <summary>
/// A worker and the order of what happens to it: its lock decides between starts, stops and being forgotten. No code of a
/// kind runs under it.
/// </summary>
internal sealed partial class ManagedWorker
{
    private readonly Lock _gate = new();
    private readonly AcceptedStart _start;
    private readonly WorkerRegistry _registry;
    private readonly RunEnvironment _environment;
    private readonly DateTimeOffset _createdAt;
    private readonly WorkerRestarts _restarts;

    private WorkerRun _run;
    private WorkerStopReceipt? _lastReceipt;
    private int _forgetting;
    private bool _forgotten;

    public ManagedWorker(string id, AcceptedStart start, WorkerRegistry registry, RunEnvironment environment)
    {
        Id = id;
        _start = start;
        _registry = registry;
        _environment = environment;
        _createdAt = environment.TimeProvider.GetUtcNow();
        _restarts = new WorkerRestarts(Restart, environment.TimeProvider, Random.Shared);
        _run = new WorkerRun(this, number: 1, environment);
    }

    public string Id { get; }

    public Kind Kind => _start.Kind;

    public IReadOnlyDictionary<string, string> Labels => _start.Labels;

    public StopRequest Stop => _start.Stop;

    public JsonElement? Input => _start.Input;

    public Containment? Containment => _start.Containment;

    private RestartPolicy Restart => _start.Restart ?? Kind.Restart;

    /// <summary>Completes when no code of the current run executes any more, and what was made for it is disposed.</summary>
    public Task RunReleased
    {
        get
        {
            lock (_gate)
            {
                return _run.Released;
            }
        }
    }

    /// <summary>Completes when the current run has been given its thread, task or process, or could not be.</summary>
    public Task Started
    {
        get
        {
            lock (_gate)
            {
                return _run.Started;
            }
        }
    }

    /// <summary>Whether no code of it executes, that of the services made for it included, and none is to.</summary>
    public bool IsAtRest
    {
        get
        {
            lock (_gate)
            {
                return _run.Released.IsCompleted && _restarts.Pending is null;
            }
        }
    }

    /// <summary>
    /// Registers it and starts its first run, in one step: whoever finds it waits until it has been started, or could not be. False when
    /// there is a worker of its id.
    /// </summary>
    /// <exception cref="RefusedException">It could not be started, and is not registered.</exception>
    public bool TryLaunch()
    {
        var first = _run;
        lock (_gate)
        {
            if (!_registry.TryAdd(this))
            {
                return false;
            }

            try
            {
                Launch_NeedsLock(first, _start.BoundInput);
                _restarts.Begun();
            }
            catch
            {
                Forget_NeedsLock();
                throw;
            }
        }

        Follow(first);
        return true;
    }

    /// <summary>
    /// Starts the next run of a worker whose last one has ended, without waiting for the time that its policy gives it; but for what was
    /// made for the last one, which may hold what the next one needs. False when it is running.
    /// </summary>
    /// <exception cref="RefusedException">
    /// It was forgotten, is being stopped, was abandoned, could not be started, or the deadline of its kind has passed over the disposal.
    /// </exception>
    public async Task<bool> LaunchAgainAsync(object input)
    {
        var asked = Stopwatch.GetTimestamp();
        while (true)
        {
            WorkerRun last;
            WorkerRun? next;
            lock (_gate)
            {
                if (_forgotten)
                {
                    throw Refuse.UnknownWorker(Id);
                }

                RequireStartable_NeedsLock();
                last = _run;
                if (!last.HasEnded)
                {
                    return false;
                }

                next = last.Released.IsCompleted ? LaunchNext_NeedsLock(input) : null;
            }

            if (next is not null)
            {
                Follow(next);
                return true;
            }

            if (!await last.Released.WithinAsync(Kind.Ladder.Deadline - Stopwatch.GetElapsedTime(asked)).ConfigureAwait(false))
            {
                throw Refuse.WorkerDisposing(Id, last.Number);
            }
        }
    }

    /// <summary>Answers a second start of the same id. False when this worker has been forgotten meanwhile.</summary>
    /// <exception cref="RefusedException">It was started with something else, is being stopped or was abandoned.</exception>
    public bool Confirm(AcceptedStart other)
    {
        lock (_gate)
        {
            if (_forgotten)
            {
                return false;
            }

            if (_start.DifferencesFrom(other) is { Count: > 0 } differences)
            {
                throw Refuse.DuplicateId(Id, differences);
            }

            RequireStartable_NeedsLock();
            return true;
        }
    }

    /// <summary>Stops the current run. All refusals come before the first await.</summary>
    /// <exception cref="RefusedException">It has been forgotten, or another run than the current one was named.</exception>
    public Task<WorkerStopReceipt> StopAsync(int? run, StopRequest request, bool forget)
    {
        WorkerRun current;
        lock (_gate)
        {
            if (_forgotten)
            {
                throw Refuse.UnknownWorker(Id);
            }

            current = _run;
            if (run is { } named && named != current.Number)
            {
                throw Refuse.NotCurrentRun(Id, named, current.Number);
            }

            if (forget)
            {
                _forgetting++;
            }

            _restarts.CallOff();
            current.AnnounceStop();
        }

        _environment.Log.StopRequested(
            Id, current.Number, request.Mode, request.RequestedBy ?? "nobody named", request.Reason ?? "none given");
        return FinishStopAsync(current, request, forget).ForCaller();
    }

    /// <summary>Pauses the current run.</summary>
    /// <exception cref="RefusedException">The worker has been forgotten.</exception>
    public Task<PauseReceipt> PauseAsync(TimeSpan? deadline) => CurrentRun().PauseAsync(deadline);

    /// <summary>Lets the current run go on.</summary>
    /// <exception cref="RefusedException">The worker has been forgotten.</exception>
    public void Resume() => CurrentRun().Resume();

    public object BindInput()
    {
        var errors = new List<FieldError>();
        return Kind.Input.Bind(_start.Input, errors) ?? throw Refuse.InvalidRequest(errors);
    }

    public async Task<WorkerLook> LookAsync(TimeSpan? within)
    {
        WorkerRun run;
        WorkerStatus? status;
        lock (_gate)
        {
            run = _run;
            status = _restarts.Status;
        }

        var look = await run.LookAsync(within).ConfigureAwait(false);
        return new WorkerLook(Id, Kind.Name, run.Number, status ?? run.Status, look);
    }

    public WorkerSnapshot Snapshot()
    {
        lock (_gate)
        {
            var run = _run.Snapshot();
            return new WorkerSnapshot
            {
                Id = Id,
                Kind = Kind.Name,
                Status = _restarts.Status ?? run.Status,
                Input = _start.Input,
                Labels = Labels,
                Containment = Containment,
                Stop = Stop,
                Restart = Restart,
                Restarts = _restarts.Count,
                NextStartAt = _restarts.NextStartAt,
                GaveUpBecause = _restarts.GaveUpBecause,
                CreatedAt = _createdAt,
                Run = run,
                LastReceipt = _lastReceipt,
            };
        }
    }

    private WorkerRun CurrentRun()
    {
        lock (_gate)
        {
            return _forgotten ? throw Refuse.UnknownWorker(Id) : _run;
        }
    }

    private async Task<WorkerStopReceipt> FinishStopAsync(WorkerRun run, StopRequest request, bool forget)
    {
        var activity = EstopActivities.StartStop(Id, Kind.Name, run.Number);
        try
        {
            if (ReceiptOf(run) is not { } receipt)
            {
                var stop = await run.StopAsync(request).OnOwnThread();
                receipt = Keep(run, new WorkerStopReceipt(Id, Kind.Name, run.Number, stop));
            }

            activity?.Ended(receipt.Stop);
            if (forget && receipt.Stop.Outcome != ScopeOutcome.Abandoned)
            {
                lock (_gate)
                {
                    Forget_NeedsLock();
                }
            }

            return receipt;
        }
        finally
        {
            activity.Close();
            if (forget)
            {
                lock (_gate)
                {
                    _forgetting--;
                }
            }
        }
    }

    /// <summary>The receipt of a run that a stop has ended already: the truth about it, and not to be written again.</summary>
    private WorkerStopReceipt? ReceiptOf(WorkerRun run)
    {
        lock (_gate)
        {
            return IsFinal(_lastReceipt, run.Number) ? _lastReceipt : null;
        }
    }

    private WorkerStopReceipt Keep(WorkerRun run, WorkerStopReceipt receipt)
    {
        lock (_gate)
        {
            // Stops that met have the same end; the first to arrive here is kept.
            if (IsFinal(_lastReceipt, receipt.Run))
            {
                return _lastReceipt!;
            }

            if (_lastReceipt is null || _lastReceipt.Run <= receipt.Run)
            {
                _lastReceipt = receipt;
                NoteLeft_NeedsLock(run);
            }
        }

        _environment.Metrics.Stopped(receipt);
        _environment.Log.StopEnded(receipt);
        return receipt;
    }

    /// <summary>The receipt of an abandoned run says when its code has left.</summary>
    private void NoteLeft_NeedsLock(WorkerRun run)
    {
        if (_lastReceipt is { Stop.Outcome: ScopeOutcome.Abandoned } abandoned && abandoned.Run == run.Number)
        {
            _lastReceipt = abandoned with { LeftAt = run.EndedAt };
        }
    }

    private WorkerRun LaunchNext_NeedsLock(object input)
    {
        var next = new WorkerRun(this, _run.Number + 1, _environment);
        Launch_NeedsLock(next, input);
        _run = next;
        _restarts.BegunByHand();
        return next;
    }

    private void Launch_NeedsLock(WorkerRun run, object input)
    {
        if (_registry.IsClosed)
        {
            throw Refuse.ShuttingDown();
        }

        run.Launch(input);
    }

    /// <summary>Not under the lock: the logger may be anybody's.</summary>
    private void Follow(WorkerRun run)
    {
        run.Follow();
        _environment.Metrics.Started(Kind.Name);
        _environment.Log.RunStarted(Id, run.Number, Kind.Name);
    }

    private void RequireStartable_NeedsLock()
    {
        switch (_run.Status)
        {
            case WorkerStatus.Abandoned:
                throw Refuse.WorkerAbandoned(Id, _run.Number);
            case WorkerStatus.Stopping:
            case var _ when _forgetting > 0:
                throw Refuse.WorkerStopping(Id);
        }
    }

    private void Forget_NeedsLock()
    {
        _forgotten = true;
        _registry.Remove(this);
    }

    private static bool IsFinal(WorkerStopReceipt? receipt, int run) =>
        receipt is not null && receipt.Run == run && receipt.Stop.Outcome != ScopeOutcome.Abandoned;
}
