using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <content>The ladder: first in the child, then the child.</content>
internal sealed partial class RemoteRun
{
    public Task<StopReceipt> StopAsync(StopRequest request) => Events.Run(() => StopHereAsync(request));

    /// <summary>
    /// The run has to leave its process because of another one: it is stopped in order, and the supervisor starts it again elsewhere.
    /// Completes when it has left, or has had its time.
    /// </summary>
    public async Task LeaveAsync(TimeSpan budget, string culprit)
    {
        if (IsOver)
        {
            return;
        }

        if (_stop is { } stop)
        {
            // It is being stopped for good; there is nothing to start again.
            var began = stop.Elapsed;
            await stop.UntilAsync(Events, () => stop.IsInsideOver, () => began + budget - stop.Elapsed);
            return;
        }

        _leftBecause = $"It shared process {ProcessId} with worker '{culprit}', which did not come out: the process was killed.";
        _stop = stop = new RemoteStop(
            WorkerId, new StopRequest { Deadline = budget, RequestedBy = "estop", Reason = _leftBecause }, budget, Now);
        if (!_sent)
        {
            stop.Receipt.TrySetResult(Nothing(stop));
            Move();
            return;
        }

        SendStop(stop.Request);
        await stop.UntilAsync(Events, () => stop.IsInsideOver, () => stop.Remaining);
        switch (stop.Inside?.Outcome ?? _ended?.Outcome)
        {
            case ScopeOutcome.Stopped:
                stop.Receipt.TrySetResult(stop.Inside ?? EndedOfItself(stop, ScopeOutcome.Stopped));
                Move();
                break;
            case (ScopeOutcome.Completed or ScopeOutcome.Failed) and var outcome:
                // It has ended of itself meanwhile, and is not done again.
                stop.Receipt.TrySetResult(stop.Inside ?? EndedOfItself(stop, outcome));
                End(new RunEnd(outcome, _ended?.Error, _ended?.At ?? Now));
                break;
            case null or ScopeOutcome.Abandoned when _processEnd is not null:
                stop.Receipt.TrySetResult(EndedWithProcess(stop, Rungs(stop, stop.Inside)));
                Move();
                break;
            default:
                stop.EndsWithProcess = true;
                _ = EndWithProcessAsync(stop, budget);
                break;
        }
    }

    private void Move() => End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now) { MovedBecause = _leftBecause });

    /// <summary>
    /// The process is killed because of another run, and this one with it. Whoever has asked for its stop meanwhile learns that from
    /// the kernel's word, as everybody does.
    /// </summary>
    private async Task EndWithProcessAsync(RemoteStop stop, TimeSpan budget)
    {
        var rungs = Rungs(stop, stop.Inside);
        var began = stop.Elapsed;

        // The others have their time before the kill.
        var dead = await Events.Within(_dead.Task, budget + ChildProcesses.KillTime);
        rungs.Add(new RungRecord(Rung.Kill, began, stop.Elapsed - began));
        stop.IsAbandoned = !dead;
        stop.Receipt.TrySetResult(dead ? EndedWithProcess(stop, rungs) : stop.Compose(ScopeOutcome.Abandoned, rungs) with
        {
            Cleanup = CleanupOutcome.Unknown,
            LeftBehind = [$"Process {ProcessId} is being killed because of another worker, and is still there."],
        });
    }

    /// <summary>The process has died, and not of this run's doing.</summary>
    private StopReceipt EndedWithProcess(RemoteStop stop, IReadOnlyList<RungRecord> rungs) =>
        stop.Compose(ScopeOutcome.Stopped, rungs) with
        {
            EndedBy = _child!.WasKilled ? Rung.Kill : null,
            Proof = Proof(),
            Cleanup = CleanupOutcome.Unknown,
            Killed = _child.WasKilled
                ? [_leftBecause ?? $"Process {ProcessId}, because of another worker that shared it and did not come out."]
                : [],
            LeftBehind = _child.WasKilled ? [] : [_processEnd!],
        };

    private async Task<StopReceipt> StopHereAsync(StopRequest request)
    {
        var deadline = request.Deadline ?? start.Kind.Ladder.Deadline;
        if (IsOver)
        {
            return EndedOfItself(new RemoteStop(WorkerId, request, deadline, Now), (await _completion.Task).Outcome);
        }

        if (_stop is null or { IsAbandoned: true })
        {
            _stop = new RemoteStop(WorkerId, request, deadline, Now);
            _ = _stop.CarryOutAsync(ClimbRungsAsync);
        }
        else
        {
            _stop.Join(request.Mode, deadline);
            if (_sent && !(IsAlone && request.Mode == StopMode.Kill))
            {
                SendStop(InChild(request, deadline));
            }
        }

        return await _stop.Receipt.Task;
    }

    private async Task<StopReceipt> ClimbRungsAsync(RemoteStop stop)
    {
        if (!_sent)
        {
            return NeverSent(stop);
        }

        var inside = await InsideAsync(stop);
        if (inside is null or { Outcome: ScopeOutcome.Abandoned } && _processEnd is { } died && _ended is null)
        {
            return _child!.WasKilled ? KilledMeanwhile(stop, inside) : Died(stop, died);
        }

        if (inside is null && _ended is { } ended)
        {
            return await EndedBeforeAsync(stop, ended);
        }

        if (inside is null or { Outcome: ScopeOutcome.Abandoned })
        {
            return await KillAsync(stop, inside);
        }

        return await CloseAsync(stop, inside);
    }

    /// <summary>The run had ended of itself when the stop came.</summary>
    private async Task<StopReceipt> EndedBeforeAsync(RemoteStop stop, Message ended)
    {
        if (IsAlone && await _child!.KillAsync(stop.TimeToKill) is var kill && IsLeftBy(kill))
        {
            return Abandoned(stop, stop.Compose(ScopeOutcome.Abandoned, []), kill);
        }

        var outcome = ended.Outcome ?? ScopeOutcome.Completed;
        End(new RunEnd(outcome, ended.Error, ended.At ?? Now));
        return EndedOfItself(stop, outcome);
    }

    /// <summary>The rungs inside the child. Null when it does not answer, or nobody wants to wait for it.</summary>
    private async Task<StopReceipt?> InsideAsync(RemoteStop stop)
    {
        if (IsAlone && stop.KillAskedAt is not null)
        {
            return null;
        }

        SendStop(InChild(stop.Request, stop.Deadline));
        var ladder = start.Kind.Ladder;
        var patience = ladder.InterruptAfter + ladder.SignalAfter + ladder.CloseAfter;
        patience = patience < LeastPatience ? LeastPatience : patience;

        // A child that still answers is done with a kill by then, however busy the machine is.
        var patienceWithKill = 2 * (patience + ladder.LetGoAfter + ladder.KillAfter);
        if (await stop.UntilAsync(Events, () => stop.IsAcknowledged || IsOverHere(), () => Least(patience, stop.Deadline * 0.9)))
        {
            await stop.UntilAsync(
                Events,
                IsOverHere,
                () => Least(
                    stop.Deadline * 0.95, stop.KillAskedAt is { } asked ? asked + patienceWithKill : TimeSpan.MaxValue));
        }

        return stop.Inside;

        bool IsOverHere() => stop.IsInsideOver || (IsAlone && stop.KillAskedAt is not null);

        TimeSpan Least(TimeSpan one, TimeSpan other) => (one < other ? one : other) - stop.Elapsed;
    }

    /// <summary>The code has come out. A process of its own ends with it.</summary>
    private async Task<StopReceipt> CloseAsync(RemoteStop stop, StopReceipt inside)
    {
        var receipt = inside with { RequestedAt = stop.RequestedAt, Elapsed = stop.Elapsed };
        if (IsAlone)
        {
            var kill = await _child!.KillAsync(stop.TimeToKill);
            if (IsLeftBy(kill))
            {
                return Abandoned(stop, receipt, kill);
            }

            receipt = receipt with { Proof = Proof(), Killed = [.. kill.Others.Select(ProcessText.Of)], Elapsed = stop.Elapsed };
        }

        End(new RunEnd(receipt.Outcome, _ended?.Error, Now));
        return receipt;
    }

    private async Task<StopReceipt> KillAsync(RemoteStop stop, StopReceipt? inside)
    {
        var rungs = Rungs(stop, inside);
        var child = _child!;
        var killed = new List<string>();
        if (!IsAlone)
        {
            var company = child.Runs.Where(run => run != this && !run.IsOver && run._stop is null).Select(run => run.WorkerId).ToList();
            if (company.Count > 0)
            {
                killed.Add(
                    $"Process {ProcessId}, which it shared with: {string.Join(", ", company)}. These are started again elsewhere.");
            }

            var cleanup = start.Kind.Ladder.CleanupBudget;
            var half = stop.Remaining / 2;
            await child.EvacuateAsync(this, cleanup < half ? cleanup : half);
        }

        var began = stop.Elapsed;
        var kill = await child.KillAsync(stop.TimeToKill);
        rungs.Add(new RungRecord(Rung.Kill, began, stop.Elapsed - began));
        killed.AddRange(kill.Others.Select(ProcessText.Of));
        var receipt = (inside ?? stop.Compose(ScopeOutcome.Stopped, [])) with
        {
            RequestedAt = stop.RequestedAt,
            Mode = stop.Request.Mode,
            Elapsed = stop.Elapsed,
            Rungs = rungs,
            Cleanup = CleanupOutcome.Unknown,
            Killed = killed,
        };
        if (IsLeftBy(kill))
        {
            return Abandoned(stop, receipt, kill);
        }

        End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
        return receipt with
        {
            Outcome = ScopeOutcome.Stopped,
            EndedBy = Rung.Kill,
            Proof = Proof(),
            LeftBehind = [],
            StillRunning = null,
        };
    }

    /// <summary>Whether the process is there after its kill. It may have died behind the answer, which nobody would be told again.</summary>
    private bool IsLeftBy(KillReceipt kill) => !kill.Dead && _processEnd is null;

    /// <summary>Not even the kill has ended the process in time: whatever its code says, it is not called stopped.</summary>
    private static StopReceipt Abandoned(RemoteStop stop, StopReceipt receipt, KillReceipt kill)
    {
        stop.IsAbandoned = true;
        return receipt with
        {
            Outcome = ScopeOutcome.Abandoned,
            Elapsed = stop.Elapsed,
            Rungs = [.. receipt.Rungs, new RungRecord(Rung.Abandon, stop.Elapsed, TimeSpan.Zero)],
            EndedBy = null,
            Proof = null,
            LeftBehind = [.. kill.Survivors.Select(ProcessText.Of)],
        };
    }

    /// <summary>The run has never reached the child: none of its code has been executed.</summary>
    private StopReceipt NeverSent(RemoteStop stop)
    {
        End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
        if (IsAlone)
        {
            _ = _child?.KillAsync(ChildProcesses.KillTime);
        }

        return Nothing(stop);
    }

    private static StopReceipt Nothing(RemoteStop stop) =>
        stop.Compose(ScopeOutcome.Stopped, []) with { Proof = new ProofOfDeath(ProofKind.TasksCompleted, []) };

    private StopReceipt EndedOfItself(RemoteStop stop, ScopeOutcome outcome) =>
        stop.Compose(outcome, []) with { Proof = ProofOfEnd() };

    /// <summary>The process was killed because of another run while the stop was on its way.</summary>
    private StopReceipt KilledMeanwhile(RemoteStop stop, StopReceipt? inside)
    {
        End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
        return EndedWithProcess(stop, Rungs(stop, inside));
    }

    /// <summary>The process died of itself while the stop was on its way.</summary>
    private StopReceipt Died(RemoteStop stop, string text)
    {
        // One that dies of the runtime's abort does so because of the stop.
        var outcome = stop.BeforeAbort is null ? ScopeOutcome.Failed : ScopeOutcome.Stopped;
        var receipt = stop.Compose(outcome, Rungs(stop, inside: null)) with
        {
            EndedBy = stop.BeforeAbort is null ? null : Rung.Abort,
            Proof = Proof(),
            Cleanup = CleanupOutcome.Unknown,
            LeftBehind = [text],
        };
        End(new RunEnd(outcome, outcome == ScopeOutcome.Failed ? text : null, Now));
        return receipt;
    }

    private void SendStop(StopRequest request) => _child!.Send(new Message(MessageType.Stop) { Run = _handle, Stop = request });

    /// <summary>Something of the deadline is left for the kill.</summary>
    private StopRequest InChild(StopRequest request, TimeSpan deadline)
    {
        var inside = deadline * 0.9;
        var grace = request.Grace ?? start.Kind.Ladder.Grace;
        return request with { Deadline = inside, Grace = grace < inside ? grace : inside * 0.9 };
    }

    private static List<RungRecord> Rungs(RemoteStop stop, StopReceipt? inside)
    {
        if (inside is not null)
        {
            return [.. inside.Rungs.Where(static rung => rung.Rung != Rung.Abandon)];
        }

        if (stop.BeforeAbort is { } before)
        {
            var began = before.Count == 0 ? TimeSpan.Zero : before[^1].After + before[^1].Elapsed;
            return
            [
                .. before.Where(static rung => rung.Rung != Rung.Abort),
                new RungRecord(Rung.Abort, began, stop.Elapsed - began),
            ];
        }

        return stop.Request.Mode == StopMode.Kill
            ? []
            : [new RungRecord(Rung.Token, TimeSpan.Zero, stop.Elapsed) { NotAvailable = "The process did not answer." }];
    }

    private ProofOfDeath Proof() => new(ProofKind.ProcessEnded, []) { ProcessId = ProcessId };

    /// <summary>A shared process lives on: there the child's own word counts.</summary>
    private ProofOfDeath ProofOfEnd() => IsAlone || _processEnd is not null
        ? Proof()
        : new ProofOfDeath(start.Kind.NeedsThread ? ProofKind.ThreadsExited : ProofKind.TasksCompleted, []);
}
