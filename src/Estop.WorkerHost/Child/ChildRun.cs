using System.Diagnostics;
using Estop.Processes;
using Estop.Workers;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>A run in the child that it executes in. Everything but <see cref="Enter"/> on the child's event thread.</summary>
internal sealed class ChildRun : IRunSite
{
    private static readonly TimeSpan ProgressPause = TimeSpan.FromMilliseconds(50);
    private static readonly AsyncLocal<int> Ambient = new();

    private readonly Message _start;
    private readonly Kind _kind;
    private readonly ChildServices _services;
    private readonly Action<Message> _send;
    private readonly EventThread _events;
    private readonly Action _over;
    private readonly ProgressBoard _progress;

    private StopScope? _scope;
    private Task _released = Task.CompletedTask;
    private Task _lastStop = Task.CompletedTask;
    private int _progressWaits;
    private WorkerProgress? _shown;

    /// <param name="start">What was asked for.</param>
    /// <param name="kind">Its code.</param>
    /// <param name="services">What it is made with.</param>
    /// <param name="send">Tells the service.</param>
    /// <param name="events">The child's event thread.</param>
    /// <param name="over">Is called when the run is over, and the service has been told.</param>
    public ChildRun(Message start, Kind kind, ChildServices services, Action<Message> send, EventThread events, Action over)
    {
        _start = start;
        _kind = kind;
        _services = services;
        _send = send;
        _events = events;
        _over = over;
        _progress = new ProgressBoard(TimeProvider.System, Reported);
        Resources = new RunResources(services);
    }

    /// <summary>The run on whose behalf the calling code executes; 0 outside of any.</summary>
    public static int Current => Ambient.Value;

    public RunResources Resources { get; }

    /// <summary>Completes when the run is over, and what was made for it has been disposed, or has had its time for that.</summary>
    public Task Over { get; private set; } = Task.CompletedTask;

    private Message Answer(MessageType type) => new(type) { Run = _start.Run };

    public void Start()
    {
        object? input;
        try
        {
            var errors = new List<FieldError>();
            input = _kind.Input.Bind(_start.Input, errors)
                ?? throw new InvalidOperationException(
                    "The input does not fit in the child process: " + string.Join(' ', errors.Select(error => error.Message)));
            _scope = _kind.Start(this, input, new StopScopeOptions
            {
                Name = _start.WorkerId,
                Ladder = _start.Ladder!,
                GivesUpEarly = true,
                CannotExit = receipt => _send(Answer(MessageType.CannotExit) with { Receipt = receipt }),
                Aborting = _start.Shared ? null : rungs => _send(Answer(MessageType.Aborting) with { Rungs = rungs }),
            });
        }
        catch (Exception exception)
        {
            _send(Answer(MessageType.Ended) with
            {
                Outcome = ScopeOutcome.Failed,
                Error = exception is OutOfMemoryException
                    ? NativeError.NoThread("The thread of the run could not be started").Message
                    : RunEnd.TextOf(exception),
                At = TimeProvider.System.GetUtcNow(),
            });
            _over();
            return;
        }

        // Without its threads, which the run itself tells, and may do before.
        _send(Answer(MessageType.Started));
        Over = EndAsync(_scope);
    }

    public WorkerContext Enter()
    {
        Ambient.Value = _start.Run;
        var logger = _services.Loggers.CreateLogger(_kind.LogCategory);
        var scope = StopScope.Current!;
        _send(Answer(MessageType.Entered) with { Threads = scope.ThreadIds });
        return new WorkerContext(_start.WorkerId!, _kind.Name, _start.Number, logger, _progress, scope);
    }

    public Task StopAsync(Message message) => _lastStop = Task.WhenAll(_lastStop, StopOnceAsync(message));

    private Task StopOnceAsync(Message message)
    {
        if (_scope is not { } scope)
        {
            return Task.CompletedTask;
        }

        _send(Answer(MessageType.Stopping));
        var started = Stopwatch.GetTimestamp();
        return scope.StopAsync(message.Stop!).ContinueWith(
            stop => StoppedAsync(message, started, stop.GetAwaiter().GetResult()),
            CancellationToken.None,
            TaskContinuationOptions.None,
            _events).Unwrap();
    }

    private Task StoppedAsync(Message message, long started, StopReceipt receipt)
    {
        if (receipt.Outcome != ScopeOutcome.Abandoned)
        {
            return StoppedAndReleasedAsync(message, started, receipt);
        }

        // The kill waits for this, and not for an async method to be compiled.
        _send(Answer(MessageType.Stopped) with { Receipt = receipt });
        return Task.CompletedTask;
    }

    private async Task StoppedAndReleasedAsync(Message message, long started, StopReceipt receipt)
    {
        var deadline = message.Stop!.Deadline ?? _start.Ladder!.Deadline;
        var end = await _scope!.Completion;
        if (!await _events.Within(_released, deadline - Stopwatch.GetElapsedTime(started)))
        {
            receipt = receipt with
            {
                LeftBehind = [.. receipt.LeftBehind, "The services that were made for the run are still being disposed."],
            };
        }

        _send(Answer(MessageType.Stopped) with { Receipt = receipt, Error = RunEnd.TextOf(end.Exception), At = end.EndedAt });
    }

    public async Task PauseAsync(Message message)
    {
        var receipt = await _scope!.PauseAsync(message.Time);
        _send(Answer(MessageType.Paused) with { Call = message.Call, Pause = receipt });
    }

    public void Resume() => _scope?.Resume();

    public async Task LookAsync(Message message)
    {
        var look = await _scope!.LookAsync(message.Time);
        _send(Answer(MessageType.Looked) with { Call = message.Call, Look = look });
    }

    private async Task EndAsync(StopScope scope)
    {
        _released = scope.Completion.ContinueWith(
            _ => Resources.IsEmpty ? Task.CompletedTask : ReleaseAsync(), CancellationToken.None, TaskContinuationOptions.None, _events).Unwrap();
        var end = await scope.Completion;
        await _events.Within(_released, _start.Ladder!.CleanupBudget);
        ShowProgress();

        RunConsole.EndOf(_start.Run);

        // The receipts come before the end.
        await _lastStop;
        _send(Answer(MessageType.Ended) with { Outcome = end.Outcome, Error = RunEnd.TextOf(end.Exception), At = end.EndedAt });
        _over();
    }

    private async Task ReleaseAsync()
    {
        try
        {
            // On a thread of its own: it is the worker's code, and the pool may be full of it.
            await Task.Factory.StartNew(
                () => Resources.DisposeAsync().AsTask().GetAwaiter().GetResult(),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        catch (Exception exception)
        {
            _send(Answer(MessageType.Log) with
            {
                Level = LogLevel.Error,
                Text = $"What was made for the run could not be disposed: {exception}",
            });
        }
    }

    /// <summary>On whichever thread of the run. What is reported in a burst is sent once, as it is after the burst.</summary>
    private void Reported()
    {
        if (Interlocked.Exchange(ref _progressWaits, 1) == 0)
        {
            _events.Run(SendProgress);
        }
    }

    private void SendProgress()
    {
        ShowProgress();
        _events.After(ProgressPause, () =>
        {
            Volatile.Write(ref _progressWaits, 0);
            ShowProgress();
        });
    }

    private void ShowProgress()
    {
        if (_progress.Last is { } last && last != _shown)
        {
            _shown = last;
            _send(Answer(MessageType.Progress) with { Progress = last, Threads = _scope?.ThreadIds });
        }
    }
}
