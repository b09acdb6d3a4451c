using System.Diagnostics;
using Estop.Processes;
using Estop.Workers;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>A run of a program, as the service sees it. What changes is changed on the event thread.</summary>
internal sealed partial class CommandRun(ChildProcesses owner, ChildStart start, CommandLine command) : IRunExecution
{
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OutputTime = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LastLines _lastLines = new();

    private volatile GuardedProcess? _process;
    private volatile bool _isPaused;
    private bool _isReady;
    private ProcessEnd? _end;
    private RemoteStop? _stop;

    public Task<RunEnd> Completion => _completion.Task;

    public Task Started => _started.Task;

    public bool IsPaused => _isPaused;

    public IReadOnlyList<int> ThreadIds => [];

    public int? ProcessId => _process?.ProcessId;

    public int ThreadsHere => 0;

    private EventThread Events => owner.Events;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task BeginAsync()
    {
        GuardedProcess? warm = null;
        try
        {
            warm = await owner.TakeForCommandAsync(start.Kind.Limits);
            if (_stop is null)
            {
                var input = (CommandInput)command.Input.Bind(start.Input, [])!;
                await CommandChild.BecomeAsync(warm, command.RequestFor(input));
                _process = warm;
            }
        }
        catch (Exception exception)
        {
            _ = warm?.KillAsync(KillTime);
            End(new RunEnd(ScopeOutcome.Failed, $"'{command.Program}' could not be started: {exception.Message}", Now)
            {
                Exception = exception,
            });
            return;
        }

        if (_process is not { } process)
        {
            _ = warm.KillAsync(KillTime);
            _stop!.Acknowledged.TrySetResult();
            return;
        }

        _started.TrySetResult();
        if (command.ReadyLine is null)
        {
            BecomeReady();
        }

        var output = owner.ReadOutputAsync(process.Output!, ReadLine);
        _ = WatchAsync(process, output);

        // One that came while the program was started.
        _stop?.Acknowledged.TrySetResult();
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
        if (_process is { } process && !_completion.Task.IsCompleted && _stop is null)
        {
            _isPaused = await process.SignalAsync(UnixSignals.Stop);
        }

        return new PauseReceipt(
            start.WorkerId,
            _isPaused ? PauseOutcome.Paused : _completion.Task.IsCompleted ? PauseOutcome.Ended : PauseOutcome.Incomplete,
            Stopwatch.GetElapsedTime(began),
            _isPaused || _completion.Task.IsCompleted ? [] : ["Its process could not be held."]);
    });

    public void Resume() => Events.Run(async () =>
    {
        if (_isPaused && _process is { } process)
        {
            _isPaused = false;
            await process.SignalAsync(UnixSignals.Continue);
        }
    });

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
        _lastLines.Add(line);
        owner.Logs.Add(() => start.Observer.Logged(LogLevel.Information, default, category: null, line));
        if (!_isReady && command.ReadyLine!.IsMatch(line))
        {
            BecomeReady();
        }
    }

    /// <summary>The kernel has reported the death of the process, and of what it had started.</summary>
    private async Task WatchAsync(GuardedProcess process, Task output)
    {
        var end = await process.End;

        // What it has written last says most. Whoever holds the pipe open does not hold this up.
        await Events.Within(output, OutputTime);
        process.Dispose();
        _end = end;
        if (_stop is { IsAbandoned: false } stop)
        {
            // Whoever carries the stop out says how it went.
            stop.Over.TrySetResult(null);
            return;
        }

        End(_stop is not null ? new RunEnd(ScopeOutcome.Stopped, Error: null, Now) : EndOf(end));
    }

    private RunEnd EndOf(ProcessEnd end) => end.ExitCode is { } code && command.SuccessExitCodes.Contains(code)
        ? new RunEnd(ScopeOutcome.Completed, Error: null, Now)
        : new RunEnd(ScopeOutcome.Failed, Describe(end), Now);

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
