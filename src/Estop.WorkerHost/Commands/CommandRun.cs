using System.Diagnostics;
using Estop.Processes;
using Estop.Workers;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>A run of a program, as the service sees it. What changes is changed on the event thread.</summary>
internal sealed partial class CommandRun(ChildProcesses owner, ChildStart start, CommandLine command) : IRunExecution
{
    private static readonly TimeSpan OutputTime = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LastLines _lastLines = new();

    private volatile GuardedProcess? _process;
    private volatile bool _isPaused;
    private bool _isHeld;
    private int _resumptions;
    private volatile bool _hasBecome;
    private bool _isReady;
    private ProcessEnd? _end;
    private RemoteStop? _stop;

    public Task<RunEnd> Completion => _completion.Task;

    public Task Started => _started.Task;

    public bool IsPaused => _isPaused;

    public IReadOnlyList<int> ThreadIds => [];

    /// <summary>Of the program; null before a child has become it.</summary>
    public int? ProcessId => _hasBecome ? _process?.ProcessId : null;

    public int ThreadsHere => 0;

    private EventThread Events => owner.Events;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task BeginAsync()
    {
        try
        {
            var process = await owner.TakeForCommandAsync(start.Kind.Limits);
            if (_stop is not null)
            {
                // It was stopped before it had a process, and that was said: nothing of it is executed from now on.
                await process.KillAsync(ChildProcesses.KillTime);
                process.Dispose();
                return;
            }

            _process = process;
            _ = WatchAsync(process, owner.ReadOutputAsync(process.Output!, ReadLine));
            var input = (CommandInput)command.Input.Bind(start.Input, [])!;
            var becoming = CommandChild.BecomeAsync(
                process,
                command.RequestFor(input) with { Limits = new ProcessLimits { OpenFiles = start.Kind.Limits?.OpenFiles } });
            if (!await Events.Within(becoming, owner.Options.StartTimeout))
            {
                throw new WorkerProcessException($"It had not begun within {owner.Options.StartTimeout}, and was killed.");
            }

            await becoming;
            _hasBecome = true;
            if (command.ReadyLine is null && _stop is null)
            {
                BecomeReady();
            }

            // The answer to the start says what it is by now.
            _started.TrySetResult();
        }
        catch (Exception exception)
        {
            owner.Refused(exception);
            if (_stop is null)
            {
                await EndUnbegunAsync(exception);
            }
        }
        finally
        {
            _begun.SetResult();
        }
    }

    public Task<ScopeLook> LookAsync(TimeSpan? within) => Task.FromResult(new ScopeLook
    {
        Scope = start.WorkerId,
        TakenAt = Now,
        Elapsed = TimeSpan.Zero,
        Outcome = _completion.Task.IsCompletedSuccessfully ? _completion.Task.Result.Outcome : null,
        Threads = [],
        Awaits = [],
        AllocatedBytes = 0,
    });

    /// <summary>The kernel holds the processes of its group: no code of them goes on.</summary>
    public Task<PauseReceipt> PauseAsync(TimeSpan? deadline) => Events.Run(async () =>
    {
        var began = Stopwatch.GetTimestamp();
        var resumptions = _resumptions;

        // What has not become the program would not become it while it is held.
        if (_hasBecome && _process is { } process && !_completion.Task.IsCompleted && _stop is null)
        {
            _isHeld = true;
            _isPaused = await process.SignalAsync(UnixSignals.Stop) && resumptions == _resumptions && _stop is null;
        }

        var outcome = _isPaused ? PauseOutcome.Paused
            : _completion.Task.IsCompleted ? PauseOutcome.Ended
            : resumptions != _resumptions ? PauseOutcome.Resumed
            : PauseOutcome.Incomplete;
        return new PauseReceipt(
            start.WorkerId,
            outcome,
            Stopwatch.GetElapsedTime(began),
            outcome == PauseOutcome.Incomplete ? ["Its process could not be held."] : []);
    });

    public void Resume() => Events.Run(async () =>
    {
        // Also where the pause is on its way: the guardian signals in the order in which it is told to.
        if (_isHeld && _process is { } process)
        {
            _resumptions++;
            _isHeld = false;
            _isPaused = false;
            await process.SignalAsync(UnixSignals.Continue);
        }
    });

    /// <summary>It is of no use. Nobody is told that it is over before its process is.</summary>
    private async Task EndUnbegunAsync(Exception exception)
    {
        var kill = _process is { } process ? await process.KillAsync(ChildProcesses.KillTime) : null;
        if (_stop is null)
        {
            var why = string.Join(' ', [WhyNot(exception), .. kill?.Survivors.Select(ProcessText.Of) ?? []]);
            End(new RunEnd(ScopeOutcome.Failed, why, Now) { Exception = exception });
        }
    }

    private void BecomeReady()
    {
        if (!_isReady)
        {
            _isReady = true;
            start.Observer.Entered();
        }
    }

    private void ReadLine(string line)
    {
        // Only the program writes. The word that a child has become it may still be on its way.
        _hasBecome = true;
        _lastLines.Add(line);
        owner.Logs.Add(() => start.Observer.Logged(LogLevel.Information, default, category: null, line));
        if (!_isReady && command.ReadyLine is { } ready && ready.IsMatch(line))
        {
            BecomeReady();
        }
    }

    /// <summary>The kernel has reported the death of the process, and of what it had started.</summary>
    private async Task WatchAsync(GuardedProcess process, Task output)
    {
        _end = await process.End;

        // Whoever carries a stop out says how it went, and waits for nothing that was written.
        _stop?.EndInside(null);
        if (_stop is { IsAbandoned: true })
        {
            End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now));
        }

        // What it has written last says most. Whoever holds the pipe open does not hold this up.
        await Events.Within(output, OutputTime);

        // Not before: why it could not become the program may still be unread in its channel.
        await _begun.Task;
        process.Dispose();
        if (_stop is null)
        {
            End(EndOf(_end));
        }
    }

    private RunEnd EndOf(ProcessEnd end) => end.ExitCode is { } code && command.SuccessExitCodes.Contains(code)
        ? new RunEnd(ScopeOutcome.Completed, Error: null, Now)
        : new RunEnd(ScopeOutcome.Failed, Describe(end), Now);

    /// <summary>A refusal of the program itself names it; one of the process that was to become it does not.</summary>
    private string WhyNot(Exception exception) =>
        exception.Message.Contains($"'{command.Program}'", StringComparison.Ordinal)
            ? exception.Message
            : $"'{command.Program}' could not be started: {exception.Message}";

    private string Describe(ProcessEnd end) => ProcessText.Of(ProcessId ?? 0, end, _lastLines.All);

    private void End(RunEnd end)
    {
        if (_completion.TrySetResult(end))
        {
            _started.TrySetResult();
            _isPaused = false;
        }
    }
}
