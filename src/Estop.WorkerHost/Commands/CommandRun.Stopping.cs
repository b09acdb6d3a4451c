using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <content>The ladder of a program: it is asked by its signal, and killed.</content>
internal sealed partial class CommandRun
{
    public Task<StopReceipt> StopAsync(StopRequest request) => Events.Run(async () =>
    {
        var deadline = request.Deadline ?? start.Kind.Ladder.Deadline;
        if (_end is { } ended && _stop is null)
        {
            // It had ended before the stop came; only its last lines were still awaited, or why it could not begin.
            await _begun.Task;
            End(EndOf(ended));
        }

        if (_completion.Task.IsCompleted)
        {
            var end = await _completion.Task;
            return new RemoteStop(start.WorkerId, request, deadline, Now).Compose(end.Outcome, []) with { Proof = Proof() };
        }

        if (_stop is null or { IsAbandoned: true })
        {
            _stop = new RemoteStop(start.WorkerId, request, deadline, Now);
            _ = _stop.CarryOutAsync(ClimbRungsAsync);
        }
        else
        {
            _stop.Join(request.Mode, deadline);
        }

        return await _stop.Receipt.Task;
    });

    private async Task<StopReceipt> ClimbRungsAsync(RemoteStop stop)
    {
        if (_process is not { } process)
        {
            // Nothing of it has been executed, and nothing will be.
            End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
            return stop.Compose(ScopeOutcome.Stopped, []) with { Proof = new ProofOfDeath(ProofKind.TasksCompleted, []) };
        }

        var rungs = new List<RungRecord>();

        // What has not become the program yet knows nothing of the program's signal.
        if (stop.KillAskedAt is null && _hasBecome)
        {
            await AskAsync(stop, process);
            rungs.Add(new RungRecord(Rung.Token, TimeSpan.Zero, stop.Elapsed));
        }

        return _end is { } end ? Closed(stop, rungs, end) : await KillAsync(stop, process, rungs);
    }

    /// <summary>Asks the program to end, and gives it the time for that, unless a stricter stop comes meanwhile.</summary>
    private async Task AskAsync(RemoteStop stop, GuardedProcess process)
    {
        await process.SignalAsync(command.StopSignal);

        // So that it can answer, also where a pause is on its way.
        _isHeld = false;
        _isPaused = false;
        await process.SignalAsync(UnixSignals.Continue);
        await stop.UntilAsync(Events, () => stop.IsInsideOver || _end is not null || stop.KillAskedAt is not null, () =>
        {
            var grace = stop.Request.Mode == StopMode.Graceful
                ? stop.Request.Grace ?? start.Kind.Ladder.Grace
                : command.PromptGrace;
            var latest = stop.Deadline * 0.9;
            return (grace < latest ? grace : latest) - stop.Elapsed;
        });
    }

    /// <summary>It has ended by what it was asked.</summary>
    private StopReceipt Closed(RemoteStop stop, IReadOnlyList<RungRecord> rungs, ProcessEnd end)
    {
        End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
        return stop.Compose(ScopeOutcome.Stopped, rungs) with
        {
            EndedBy = Rung.Token,
            Proof = Proof(),
            Killed = [.. end.LeftBehind.Select(ProcessText.Of)],
        };
    }

    private async Task<StopReceipt> KillAsync(RemoteStop stop, GuardedProcess process, List<RungRecord> rungs)
    {
        var began = stop.Elapsed;
        var kill = await process.KillAsync(stop.TimeToKill);
        rungs.Add(new RungRecord(Rung.Kill, began, stop.Elapsed - began));
        if (kill.Dead)
        {
            End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
            return stop.Compose(ScopeOutcome.Stopped, rungs) with
            {
                EndedBy = Rung.Kill,
                Proof = Proof(),
                Cleanup = CleanupOutcome.Unknown,
                Killed = [.. kill.Others.Select(ProcessText.Of)],
            };
        }

        stop.IsAbandoned = true;
        rungs.Add(new RungRecord(Rung.Abandon, stop.Elapsed, TimeSpan.Zero));
        return stop.Compose(ScopeOutcome.Abandoned, rungs) with
        {
            Cleanup = CleanupOutcome.Unknown,
            LeftBehind = [.. kill.Survivors.Select(ProcessText.Of)],
        };
    }

    private ProofOfDeath Proof() => new(ProofKind.ProcessEnded, []) { ProcessId = _process?.ProcessId };
}
