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
            await Events.Within(stop.Over.Task, budget);
            return;
        }

        _leftBecause = $"It shared process {ProcessId} with worker '{culprit}', which did not come out: the process was killed.";
        _stop = stop = new RemoteStop(
            WorkerId, new StopRequest { Deadline = budget, RequestedBy = "estop", Reason = _leftBecause }, budget, Now);
        SendStop(stop.Request);
        var left = await Events.Within(stop.Over.Task, budget);
        var receipt = left ? await stop.Over.Task : null;
        if (receipt is { Outcome: not ScopeOutcome.Abandoned })
        {
            stop.Receipt.TrySetResult(receipt);
            End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now) { MovedBecause = _leftBecause });
        }
        else
        {
            stop.EndsWithProcess = true;
            _ = EndWithProcessAsync(stop, receipt);
        }
    }

    /// <summary>
    /// The process is killed because of another run, and this one with it. Whoever has asked for its stop meanwhile learns that from
    /// the kernel's word, as everybody does.
    /// </summary>
    private async Task EndWithProcessAsync(RemoteStop stop, StopReceipt? inside)
    {
        var rungs = Rungs(stop, inside);
        var began = stop.Elapsed;
        var dead = await Events.Within(_dead.Task, KillTime);
        rungs.Add(new RungRecord(Rung.Kill, began, stop.Elapsed - began));
        stop.IsAbandoned = !dead;
        stop.Receipt.TrySetResult(stop.Compose(dead ? ScopeOutcome.Stopped : ScopeOutcome.Abandoned, rungs) with
        {
            EndedBy = dead ? Rung.Kill : null,
            Proof = dead ? Proof() : null,
            Cleanup = CleanupOutcome.Unknown,
            Killed = dead ? [_leftBecause!] : [],
            LeftBehind = dead ? [] : [$"Process {ProcessId} is being killed because of another worker, and is still there."],
        });
    }

    private async Task<StopReceipt> StopHereAsync(StopRequest request)
    {
        var deadline = request.Deadline ?? start.Kind.Ladder.Deadline;
        if (IsOver)
        {
            var end = await _completion.Task;
            return new RemoteStop(WorkerId, request, deadline, Now).Compose(end.Outcome, []) with { Proof = ProofOfEnd() };
        }

        if (_stop is null or { IsAbandoned: true })
        {
            _stop = new RemoteStop(WorkerId, request, deadline, Now);
            _ = _stop.CarryOutAsync(ClimbRungsAsync);
        }
        else
        {
            Join(_stop, request, deadline);
        }

        return await _stop.Receipt.Task;
    }

    private void Join(RemoteStop stop, StopRequest request, TimeSpan deadline)
    {
        stop.Shorten(deadline);
        if (request.Mode == StopMode.Kill && stop.Request.Mode != StopMode.Kill)
        {
            stop.Request = stop.Request with { Mode = StopMode.Kill };
            if (IsAlone)
            {
                stop.Over.TrySetResult(null);
                return;
            }
        }

        SendStop(InChild(request, deadline));
    }

    private async Task<StopReceipt> ClimbRungsAsync(RemoteStop stop)
    {
        if (!_sent)
        {
            return NeverSent(stop);
        }

        var inside = await InsideAsync(stop);
        if (inside is null or { Outcome: ScopeOutcome.Abandoned } && _processEnd is { } died && _ended is null && !_child!.IsBeingKilled)
        {
            return Died(stop, died);
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
        if (IsAlone)
        {
            await _child!.KillAsync(stop.TimeToKill);
        }

        var outcome = ended.Outcome ?? ScopeOutcome.Completed;
        End(new RunEnd(outcome, ended.Error, ended.At ?? Now));
        return stop.Compose(outcome, []) with { Proof = ProofOfEnd() };
    }

    /// <summary>The rungs inside the child. Null when it does not answer, or nobody wants to wait for it.</summary>
    private async Task<StopReceipt?> InsideAsync(RemoteStop stop)
    {
        if (IsAlone && stop.Request.Mode == StopMode.Kill)
        {
            return null;
        }

        SendStop(InChild(stop.Request, stop.Deadline));
        var ladder = start.Kind.Ladder;
        var patience = ladder.InterruptAfter + ladder.SignalAfter + ladder.CloseAfter;
        var last = stop.Deadline * 0.9;
        if (!await Events.Within(Task.WhenAny(stop.Acknowledged.Task, stop.Over.Task), patience < last ? patience : last))
        {
            return null;
        }

        return await Events.Within(stop.Over.Task, (stop.Deadline * 0.95) - stop.Elapsed) ? await stop.Over.Task : null;
    }

    /// <summary>The code has come out. A process of its own ends with it.</summary>
    private async Task<StopReceipt> CloseAsync(RemoteStop stop, StopReceipt inside)
    {
        var receipt = inside with { RequestedAt = stop.RequestedAt, Elapsed = stop.Elapsed };
        if (IsAlone)
        {
            var kill = await _child!.KillAsync(stop.TimeToKill);
            receipt = kill.Dead
                ? receipt with { Proof = Proof(), Killed = [.. kill.Others.Select(ProcessText.Of)], Elapsed = stop.Elapsed }
                : receipt with { LeftBehind = [.. receipt.LeftBehind, .. kill.Survivors.Select(ProcessText.Of)], Elapsed = stop.Elapsed };
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
            Outcome = kill.Dead ? ScopeOutcome.Stopped : ScopeOutcome.Abandoned,
            RequestedAt = stop.RequestedAt,
            Mode = stop.Request.Mode,
            Elapsed = stop.Elapsed,
            Rungs = rungs,
            EndedBy = kill.Dead ? Rung.Kill : null,
            Proof = kill.Dead ? Proof() : null,
            Cleanup = CleanupOutcome.Unknown,
            Killed = killed,
            LeftBehind = [.. kill.Survivors.Select(ProcessText.Of)],
            StillRunning = kill.Dead ? null : inside?.StillRunning,
        };
        if (kill.Dead)
        {
            End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
            return receipt;
        }

        stop.IsAbandoned = true;
        rungs.Add(new RungRecord(Rung.Abandon, stop.Elapsed, TimeSpan.Zero));
        return receipt;
    }

    /// <summary>The run has never reached the child: none of its code has been executed.</summary>
    private StopReceipt NeverSent(RemoteStop stop)
    {
        End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
        if (IsAlone)
        {
            _ = _child?.KillAsync(KillTime);
        }

        return stop.Compose(ScopeOutcome.Stopped, []) with { Proof = new ProofOfDeath(ProofKind.TasksCompleted, []) };
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
