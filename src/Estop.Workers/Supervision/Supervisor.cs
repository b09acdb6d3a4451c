using System.Diagnostics;

namespace Estop.Workers;

/// <summary>
/// Starts, finds and stops the workers of this process. Safe to use from any thread; every call about a worker goes
/// through here.
/// </summary>
public sealed class Supervisor
{
    private readonly KindRegistry _kinds;
    private readonly StartIntake _intake;
    private readonly WorkerRegistry _workers = new();
    private readonly WorkerListing _listing;
    private readonly RunEnvironment _environment;

    internal Supervisor(KindRegistry kinds, RunEnvironment environment)
    {
        _kinds = kinds;
        _intake = new StartIntake(kinds, environment.Children is not null);
        _listing = new WorkerListing(_workers, kinds);
        _environment = environment;
    }

    /// <summary>The registered kinds, ordered by name.</summary>
    public IReadOnlyList<WorkerKind> Kinds => [.. _kinds.All.Select(Describe)];

    internal bool IsClosed => _workers.IsClosed;

    internal ThreadBudget Threads => _environment.Threads;

    /// <summary>Whether only a new start of the service lets it start child processes again.</summary>
    internal bool NeedsRestart => _environment.Children is { NeedRestart: true };

    internal AbandonBudget Abandoned => _environment.Abandoned;

    /// <exception cref="RefusedException"><see cref="Refusal.UnknownKind"/>.</exception>
    internal RestartPolicy RestartOf(string kind) => _kinds.Get(kind).Restart;

    /// <summary>
    /// Starts a worker. The same id with the same kind, input, labels, containment, stop and restart again answers with the worker
    /// that is there, whatever its status, and starts nothing; to run one that has ended again there is <see cref="StartAgainAsync"/>.
    /// </summary>
    /// <exception cref="RefusedException">
    /// <see cref="Refusal.InvalidRequest"/>, <see cref="Refusal.UnknownKind"/>, <see cref="Refusal.DuplicateId"/>,
    /// <see cref="Refusal.WorkerStopping"/>, <see cref="Refusal.WorkerAbandoned"/>, <see cref="Refusal.TooManyThreads"/> or
    /// <see cref="Refusal.ShuttingDown"/>.
    /// </exception>
    public Task<StartResult> StartAsync(StartRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Detached(() => BeginAsync(request));
    }

    /// <summary>
    /// Starts the next run of a worker that has ended, at once also where its restart policy would have it wait, but not before what was
    /// made for its last run is disposed. What was before does not count for that policy any more. One that is running is left alone.
    /// </summary>
    /// <exception cref="RefusedException">
    /// <see cref="Refusal.UnknownWorker"/>, <see cref="Refusal.InvalidRequest"/>, <see cref="Refusal.WorkerStopping"/>,
    /// <see cref="Refusal.WorkerAbandoned"/>, <see cref="Refusal.TooManyThreads"/> or <see cref="Refusal.ShuttingDown"/>.
    /// </exception>
    public Task<StartResult> StartAgainAsync(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Detached(() => BeginAgainAsync(id));
    }

    /// <summary>
    /// Stops a worker and keeps it listed. Returns the receipt when no code of its run executes any more, or the deadline
    /// has passed and the run is abandoned. Stops that meet share one ladder and one receipt; a run that had ended answers
    /// at once. Use <see cref="Task.WaitAsync(CancellationToken)"/> to wait for less: a stop itself cannot be called off.
    /// </summary>
    /// <param name="id">The worker.</param>
    /// <param name="run">The run that is meant; null means the current one, whichever that is.</param>
    /// <param name="request">How to stop it; null means as the worker's start said.</param>
    /// <exception cref="RefusedException">
    /// <see cref="Refusal.UnknownWorker"/>, <see cref="Refusal.NotCurrentRun"/> or <see cref="Refusal.InvalidRequest"/>; the
    /// task has then failed by the time it is returned.
    /// </exception>
    public Task<WorkerStopReceipt> StopAsync(string id, int? run = null, StopRequest? request = null) =>
        StopAsync(id, run, request, forget: false);

    /// <summary>
    /// Stops a worker as <see cref="StopAsync(string, int?, StopRequest?)"/> does, and forgets it once it is dead. One that
    /// is abandoned stays listed.
    /// </summary>
    /// <inheritdoc cref="StopAsync(string, int?, StopRequest?)"/>
    public Task<WorkerStopReceipt> StopAndForgetAsync(string id, int? run = null, StopRequest? request = null) =>
        StopAsync(id, run, request, forget: true);

    /// <summary>
    /// Holds the current run of a worker at its safepoints until <see cref="Resume"/>. Returns when no code of it goes on, or the
    /// deadline has passed. A worker that is not running is left alone.
    /// </summary>
    /// <param name="id">The worker.</param>
    /// <param name="deadline">
    /// How long to wait until all is held. Null takes <see cref="LadderOptions.Deadline"/> of its kind. Range: more than 0, at most 1
    /// day.
    /// </param>
    /// <exception cref="RefusedException"><see cref="Refusal.UnknownWorker"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deadline"/> is out of its range.</exception>
    public async Task<PauseReceipt> PauseAsync(string id, TimeSpan? deadline = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (deadline is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(deadline));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, StopTimes.Longest, nameof(deadline));
        }

        return await Get(id).PauseAsync(deadline).ConfigureAwait(false);
    }

    /// <summary>Lets a paused worker go on. Does nothing to one that is not paused.</summary>
    /// <exception cref="RefusedException"><see cref="Refusal.UnknownWorker"/>.</exception>
    public void Resume(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        Get(id).Resume();
    }

    /// <summary>A worker as it is now; null when there is none of that id.</summary>
    public WorkerSnapshot? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _workers.TryGet(id, out var worker) ? worker.Snapshot() : null;
    }

    /// <summary>Looks where the code of a worker is, without stopping it. See <see cref="StopScope.LookAsync"/>.</summary>
    /// <param name="id">The worker.</param>
    /// <param name="within">
    /// How long to wait for threads that come to no safepoint. Null takes 100 ms. Range: 0 to 1 day.
    /// </param>
    /// <exception cref="RefusedException">
    /// <see cref="Refusal.UnknownWorker"/>, or <see cref="Refusal.InvalidRequest"/>.
    /// </exception>
    public async Task<WorkerLook> LookAsync(string id, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (within is { } time && (time < TimeSpan.Zero || time > StopTimes.Longest))
        {
            throw Refuse.InvalidRequest(
                [new FieldError("within", time.ToString(), "The time is out of its range.", "Use 0 to 1 day.")]);
        }

        return _workers.TryGet(id, out var worker)
            ? await worker.LookAsync(within).ConfigureAwait(false)
            : throw Refuse.UnknownWorker(id);
    }

    /// <summary>Lists workers, ordered by id.</summary>
    /// <exception cref="RefusedException">
    /// <see cref="Refusal.InvalidRequest"/>, or <see cref="Refusal.UnknownKind"/>.
    /// </exception>
    public WorkerPage List(WorkerFilter? filter = null) => _listing.List(filter ?? new WorkerFilter());

    /// <summary>Starts nothing any more, and stops all workers in parallel under one deadline.</summary>
    internal async Task<IReadOnlyList<WorkerStopReceipt>> CloseAsync(TimeSpan deadline, string requestedBy, string reason)
    {
        var began = Stopwatch.GetTimestamp();

        // First, so that a start either sees this or has made its worker one that the next line finds.
        _workers.Close();
        var stops = _workers.All.Where(worker => !worker.IsAtRest).Select(StopUnlessGoneAsync).ToList();
        var receipts = await Task.WhenAll(stops).ConfigureAwait(false);
        return [.. receipts.OfType<WorkerStopReceipt>()];

        async Task<WorkerStopReceipt?> StopUnlessGoneAsync(ManagedWorker worker)
        {
            var request = StopTimes.Within(deadline, worker.Stop, worker.Kind.Ladder) with
            {
                RequestedBy = requestedBy,
                Reason = reason,
            };
            try
            {
                var receipt = await worker.StopAsync(run: null, request, forget: false).ConfigureAwait(false);
                if (receipt.Stop.Outcome != ScopeOutcome.Abandoned)
                {
                    // One that was stopped before has its receipt, and may have more to dispose.
                    await worker.RunReleased.WithinAsync(deadline - Stopwatch.GetElapsedTime(began)).ConfigureAwait(false);
                }

                return receipt;
            }
            catch (RefusedException refusal) when (refusal.Refusal == Refusal.UnknownWorker)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// A worker outlives its caller, and nothing ambient of the caller (an HTTP request, an activity, a stop scope) may go
    /// with it: so it is started on a pool thread that nothing flows to.
    /// </summary>
    private static Task<StartResult> Detached(Func<Task<StartResult>> start)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(start);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(start);
        }
    }

    private WorkerKind Describe(Kind kind)
    {
        var next = ContainmentChoice.Of(kind, requested: null, _environment.Children is not null);
        return new WorkerKind(kind.Name, kind.Input.Schema, kind.NeedsThread, kind.Ladder)
        {
            WasAbandoned = kind.WasAbandoned,
            Containment = kind.Containment,
            NextRun = next.Where,
            NextRunBecause = next.Why,
            Restart = kind.Restart,
        };
    }

    private async Task<StartResult> BeginAsync(StartRequest request)
    {
        var accepted = _intake.Accept(request);
        while (true)
        {
            var id = accepted.Id ?? WorkerIds.Generate(accepted.Kind.Name);
            if (_workers.TryGet(id, out var existing))
            {
                if (accepted.Id is not null && existing.Confirm(accepted))
                {
                    return new StartResult(existing.Snapshot(), Started: false);
                }

                continue;
            }

            var worker = new ManagedWorker(id, accepted, _workers, _environment);
            if (worker.TryLaunch())
            {
                await worker.Started.ConfigureAwait(false);
                return new StartResult(worker.Snapshot(), Started: true);
            }
        }
    }

    private async Task<StartResult> BeginAgainAsync(string id)
    {
        var worker = Get(id);
        var started = await worker.LaunchAgainAsync(worker.BindInput()).ConfigureAwait(false);
        await worker.Started.ConfigureAwait(false);
        return new StartResult(worker.Snapshot(), started);
    }

    /// <summary>Every refusal is in the task, and whoever blocks on it waits for no thread of the pool.</summary>
    private Task<WorkerStopReceipt> StopAsync(string id, int? run, StopRequest? request, bool forget)
    {
        try
        {
            return BeginStop(id, run, request, forget);
        }
        catch (Exception exception)
        {
            return Task.FromException<WorkerStopReceipt>(exception);
        }
    }

    private Task<WorkerStopReceipt> BeginStop(string id, int? run, StopRequest? request, bool forget)
    {
        ArgumentNullException.ThrowIfNull(id);
        var worker = Get(id);
        var errors = new List<FieldError>();
        if (request is not null)
        {
            StopTimes.Check(request, worker.Kind.Ladder, prefix: "", errors);
        }

        if (errors.Count > 0)
        {
            throw Refuse.InvalidRequest(errors);
        }

        return worker.StopAsync(run, request ?? worker.Stop, forget);
    }

    private ManagedWorker Get(string id) =>
        _workers.TryGet(id, out var worker) ? worker : throw Refuse.UnknownWorker(id);
}
