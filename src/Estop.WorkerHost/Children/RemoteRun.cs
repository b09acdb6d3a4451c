using System.Diagnostics;
using Estop.Processes;
using Estop.Workers;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>A run in a child, as the service sees it. What changes is changed on the event thread.</summary>
internal sealed partial class RemoteRun(ChildProcesses owner, ChildStart start) : IRunExecution
{
    private static readonly TimeSpan DefaultLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1);

    // A child that is late because the machine is busy is not taken for one that hangs: its worker would lose its cleanup.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<int, TaskCompletionSource<Message>> _calls = [];

    private volatile ChildProcess? _child;
    private volatile IReadOnlyList<int> _threads = [];
    private volatile bool _isPaused;
    private int _handle;
    private int _lastCall;
    private int _pausing;
    private bool _sent;
    private Message? _ended;
    private string? _leftBecause;
    private string? _processEnd;
    private RemoteStop? _stop;

    public string WorkerId => start.WorkerId;

    public Task<RunEnd> Completion => _completion.Task;

    public Task Started => _started.Task;

    public bool IsOver => _completion.Task.IsCompleted;

    public bool IsPaused => _isPaused;

    public IReadOnlyList<int> ThreadIds => _threads;

    public int? ProcessId => _child?.ProcessId;

    public int ThreadsHere => 0;

    private bool IsAlone => start.Where == Containment.OwnProcess;

    private EventThread Events => owner.Events;

    public async Task BeginAsync()
    {
        try
        {
            _child = owner.ChildFor(start);
            _handle = _child.Attach(this);
            await _child.Ready;
            if (!IsOver)
            {
                _sent = _child.Send(new Message(MessageType.Start)
                {
                    Run = _handle,
                    WorkerId = start.WorkerId,
                    Kind = start.Kind.Name,
                    Number = start.Run,
                    Input = start.Input,
                    Ladder = start.Kind.Ladder,
                    Shared = !IsAlone,
                });
                if (!_sent)
                {
                    throw new WorkerProcessException("It does not read what it is sent, and more waits for it than is kept.");
                }
            }
        }
        catch (Exception exception)
        {
            End(new RunEnd(
                ScopeOutcome.Failed, $"The run could not be given a child process: {exception.Message}", Now)
            { Exception = exception });
            if (IsAlone)
            {
                _ = _child?.KillAsync(ChildProcesses.KillTime);
            }
        }
    }

    public Task<ScopeLook> LookAsync(TimeSpan? within) => Events.Run(async () =>
    {
        var takenAt = Now;
        var began = Stopwatch.GetTimestamp();
        var answer = await CallAsync(
            new Message(MessageType.Look) { Time = within }, (within ?? DefaultLook) + AnswerTime);
        return answer?.Look ?? new ScopeLook
        {
            Scope = WorkerId,
            TakenAt = takenAt,
            Elapsed = Stopwatch.GetElapsedTime(began),
            Outcome = _completion.Task.IsCompletedSuccessfully ? _completion.Task.Result.Outcome : null,
            Threads = [],
            Awaits = [],
            AllocatedBytes = 0,
        };
    });

    public Task<PauseReceipt> PauseAsync(TimeSpan? deadline) => Events.Run(async () =>
    {
        var began = Stopwatch.GetTimestamp();
        var asked = ++_pausing;
        var answer = await CallAsync(
            new Message(MessageType.Pause) { Time = deadline }, (deadline ?? start.Kind.Ladder.Deadline) + AnswerTime);
        _isPaused = asked == _pausing && answer?.Pause is { Outcome: PauseOutcome.Paused };
        return answer?.Pause ?? new PauseReceipt(
            WorkerId,
            IsOver ? PauseOutcome.Ended : PauseOutcome.Incomplete,
            Stopwatch.GetElapsedTime(began),
            IsOver ? [] : ["Its process does not answer."]);
    });

    public void Resume() => Events.Run(() =>
    {
        _pausing++;
        _isPaused = false;
        _child?.Send(new Message(MessageType.Resume) { Run = _handle });
    });

    /// <summary>A message about this run has come from the child.</summary>
    public void Handle(Message message)
    {
        if (message.Threads is { } threads)
        {
            _threads = threads;
        }

        switch (message.Type)
        {
            case MessageType.Started:
                _started.TrySetResult();
                break;
            case MessageType.Entered:
                start.Observer.Entered();
                break;
            case MessageType.Progress:
                start.Observer.Progressed(message.Progress!);
                break;
            case MessageType.Stopping:
                _stop?.Acknowledge();
                break;
            case MessageType.Aborting when _stop is { } stop:
                stop.BeforeAbort ??= message.Rungs;
                break;
            case MessageType.CannotExit:
                _ = StopHereAsync(new StopRequest { RequestedBy = message.Receipt!.RequestedBy, Reason = message.Receipt.Reason });
                break;
            case MessageType.Stopped:
                if (message.Receipt is { Outcome: not ScopeOutcome.Abandoned } receipt)
                {
                    _ended ??= message with { Outcome = receipt.Outcome };
                }

                _stop?.EndInside(message.Receipt);
                break;
            case MessageType.Paused or MessageType.Looked:
                if (_calls.Remove(message.Call, out var call))
                {
                    call.TrySetResult(message);
                }

                break;
            case MessageType.Ended:
                _ended = message;
                _started.TrySetResult();
                if (_stop is null or { IsAbandoned: true } or { EndsWithProcess: true })
                {
                    _ = FinishAsync(message);
                }

                break;
        }
    }

    /// <summary>The worker's code has logged something. On the channel's own thread.</summary>
    public void Logged(Message message) => owner.Logs.Add(() => start.Observer.Logged(
        message.Level, new EventId(message.EventId), message.Category, message.Text ?? ""));

    /// <summary>A line of its process's standard output.</summary>
    public void Wrote(string line) =>
        owner.Logs.Add(() => start.Observer.Logged(LogLevel.Information, default, category: null, line));

    /// <summary>The kernel has reported the death of the process.</summary>
    public void ProcessEnded(string text, bool isKnownCulprit)
    {
        _processEnd = text;
        _dead.TrySetResult();
        if (_stop is { IsAbandoned: false, EndsWithProcess: false } stop)
        {
            // Whoever carries the stop out says how it went.
            stop.EndInside(null);
        }
        else if (_stop is { IsAbandoned: true, EndsWithProcess: false })
        {
            End(new RunEnd(_ended?.Outcome ?? ScopeOutcome.Stopped, _ended?.Error, Now));
        }
        else if (_leftBecause is { } reason)
        {
            End(new RunEnd(ScopeOutcome.Stopped, Error: null, Now) { MovedBecause = reason });
        }
        else if (_ended is null)
        {
            End(Crashed(text, isKnownCulprit));
        }
    }

    private DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private RunEnd Crashed(string text, bool isKnownCulprit) => IsAlone || isKnownCulprit
        ? new RunEnd(ScopeOutcome.Failed, text, Now)
        : new RunEnd(ScopeOutcome.Failed, text, Now)
        {
            MovedBecause = $"{text}. It had shared that process with others, and nobody can say whose doing it was.",
            MayBeTheCulprit = true,
        };

    /// <summary>The run is over by its child's word, without a stop. One with a process of its own not before that has died.</summary>
    private async Task FinishAsync(Message ended)
    {
        if (IsAlone)
        {
            if (!(await _child!.KillAsync(ChildProcesses.KillTime, keepsOutput: true)).Dead)
            {
                await _dead.Task;
            }

            await _child.ReadToEndAsync();
        }

        var outcome = ended.Outcome ?? ScopeOutcome.Completed;
        End(new RunEnd(outcome, ended.Error, ended.At ?? Now)
        {
            MovedBecause = outcome == ScopeOutcome.Stopped ? _leftBecause : null,
        });
        if (_stop is { EndsWithProcess: true } stop)
        {
            // It has come out after all, before its process was killed.
            stop.Receipt.TrySetResult(EndedOfItself(stop, outcome));
        }
    }

    private void End(RunEnd end)
    {
        if (!_completion.TrySetResult(end))
        {
            return;
        }

        _started.TrySetResult();
        _threads = [];
        _isPaused = false;
        foreach (var call in _calls.Values)
        {
            call.TrySetCanceled();
        }

        _child?.Detach(_handle);
    }

    /// <summary>Null when the child does not answer in the time, or has ended.</summary>
    private async Task<Message?> CallAsync(Message message, TimeSpan patience)
    {
        if (!_sent || IsOver || _child is not { } child)
        {
            return null;
        }

        var number = ++_lastCall;
        var answer = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Add(number, answer);
        child.Send(message with { Run = _handle, Call = number });
        var answered = await Events.Within(answer.Task, patience);
        _calls.Remove(number);
        return answered && answer.Task.IsCompletedSuccessfully ? await answer.Task : null;
    }
}
