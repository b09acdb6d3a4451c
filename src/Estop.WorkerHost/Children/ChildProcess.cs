using System.Collections.Concurrent;
using System.Diagnostics;
using Estop.Processes;
using Estop.Workers;

namespace Estop.WorkerHost;

/// <summary>A child as the service sees it. All of it on the event thread, but for the lines of its workers' logs.</summary>
internal sealed class ChildProcess(ChildProcesses owner, RunProcess? settings = null, bool isSpare = false)
{
    private const string FilesReplaced =
        "The files of the service have been replaced since it was started, so that a child would run other code than the service; "
            + "restart the service.";

    private static readonly TimeSpan OutputTime = TimeSpan.FromSeconds(1);

    // For what it has sent last. Whoever else holds its end of the channel does not hold its end up.
    private static readonly TimeSpan LastWordTime = TimeSpan.FromSeconds(1);

    // So long after the time for a kill its answer may come.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<int, RemoteRun> _runs = new();
    private readonly LastLines _lastLines = new();
    private readonly TaskCompletionSource<Message> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GuardedProcess? _process;
    private Task<KillReceipt>? _kill;
    private Task _output = Task.CompletedTask;
    private Task? _evacuation;
    private string? _refusal;
    private int _lastHandle;

    /// <summary>Completes when it takes runs. Faults when it could not be started.</summary>
    public Task Ready { get; private set; } = Task.CompletedTask;

    /// <summary>The one kind whose runs share it; null when it is a spare, or a run's own.</summary>
    public Kind? SharedBy { get; set; }

    public IReadOnlyCollection<RemoteRun> Runs => [.. _runs.Values];

    public int RunCount => _runs.Count;

    /// <summary>Whether it takes no more runs.</summary>
    public bool IsCondemned { get; private set; }

    /// <summary>Whether the service has killed it, or begun to.</summary>
    public bool WasKilled => _kill is not null;

    public int? ProcessId => _process?.ProcessId;

    public void Start(Message hello) => Ready = StartAsync(hello);

    /// <summary>The number of the run in this child.</summary>
    public int Attach(RemoteRun run)
    {
        _runs[++_lastHandle] = run;
        return _lastHandle;
    }

    public void Detach(int handle)
    {
        if (_runs.TryRemove(handle, out _))
        {
            owner.RunLeft(this);
        }
    }

    /// <summary>False when more waits for it than is kept, or it has gone.</summary>
    public bool Send(Message message) => _process?.Channel?.Send(message.ToBytes()) ?? false;

    /// <summary>
    /// Kills the process and its tree, for as long as <paramref name="timeout"/> says. Whoever asks meanwhile or later gets the same answer,
    /// unless that is that it lives.
    /// </summary>
    /// <param name="timeout">How long to wait for the kernel; more than zero.</param>
    /// <param name="keepsOutput">Whether what it has written is still read.</param>
    public async Task<KillReceipt> KillAsync(TimeSpan timeout, bool keepsOutput = false)
    {
        IsCondemned = true;
        if (_process is not { } process)
        {
            return new KillReceipt { Elapsed = TimeSpan.Zero, End = new ProcessEnd() };
        }

        if (!keepsOutput)
        {
            process.Output?.Discard();
        }

        var asked = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = timeout - Stopwatch.GetElapsedTime(asked);
            left = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
            if (_kill is null or { IsCompletedSuccessfully: true, Result.Dead: false } or { IsFaulted: true })
            {
                _kill = process.KillAsync(left, keepsOutput);
            }

            var kill = _kill;
            if (!await owner.Events.Within(kill, left + AnswerTime))
            {
                return new KillReceipt
                {
                    Elapsed = Stopwatch.GetElapsedTime(asked),
                    Survivors = [ProcessFacts.Unkilled(process.ProcessId)],
                };
            }

            // One that had less time than this has left is asked again.
            if (await kill is var receipt && (receipt.Dead || Stopwatch.GetElapsedTime(asked) >= timeout))
            {
                return receipt;
            }
        }
    }

    /// <summary>Completes when what a dead process has written has been read, or what holds its output open has had its time.</summary>
    public Task ReadToEndAsync() => owner.Events.Within(_output, OutputTime);

    /// <summary>
    /// Empties the process of the other runs before it is killed: they are told, and stopped in order, within
    /// <paramref name="budget"/>.
    /// </summary>
    public Task EvacuateAsync(RemoteRun culprit, TimeSpan budget)
    {
        IsCondemned = true;
        return _evacuation ??= Task.WhenAll(
            [.. _runs.Values.Where(run => run != culprit).Select(run => run.LeaveAsync(budget, culprit.WorkerId))]);
    }

    /// <summary>How it ended, in words.</summary>
    public string Describe(ProcessEnd end) => ProcessText.Of(ProcessId ?? 0, end, _lastLines.All);

    /// <summary>A runtime that gets too little to begin with often cannot say what it was.</summary>
    private string EndedTooEarly(ProcessEnd end) =>
        $"It has ended before it was ready: {Describe(end)}. Unless that says why, it has met {NativeError.LimitsOfARuntime}. Raise it "
            + "for the service and for the kind, or run fewer workers.";

    private async Task StartAsync(Message hello)
    {
        _process = await owner.SpawnAsync("child", settings, isSpare);
        if (IsCondemned)
        {
            // Nobody wants it any more.
            await KillAsync(ChildProcesses.KillTime);
            _process.Dispose();
            throw new WorkerProcessException("The child process was not wanted any more when it had been made.");
        }

        _output = owner.ReadOutputAsync(_process.Output!, ReadLine);
        _ = WatchAsync(_process);
        try
        {
            _process.Channel!.Start("estop-child", Received, Closed);
        }
        catch (SpawnException exception)
        {
            _heard.TrySetResult();
            throw await RefusedAsync(exception.Message);
        }

        Send(hello);
        if (!await owner.Events.Within(_ready.Task, owner.Options.StartTimeout))
        {
            throw await RefusedAsync($"The child process was not ready within {owner.Options.StartTimeout}, and was killed.");
        }

        var ready = await _ready.Task;
        if (ready.Module is { } module && module != hello.Module || ready.Error is null && ready.Modules != hello.Modules)
        {
            owner.FilesWereReplaced();
            throw await RefusedAsync(FilesReplaced);
        }

        if (ready.Error is { } error)
        {
            throw await RefusedAsync($"The child process could not be made ready: {error}");
        }
    }

    /// <summary>It is of no use. What waits for it is told why, and not that it was killed therefore.</summary>
    private async Task<WorkerProcessException> RefusedAsync(string reason)
    {
        _refusal = reason;
        await KillAsync(ChildProcesses.KillTime);
        return new WorkerProcessException(reason);
    }

    /// <summary>
    /// Behind all that it has sent. A child that says what cannot be understood is not to be trusted with workers.
    /// </summary>
    private void Closed(Exception? failure) => _ = owner.Events.Run(() =>
    {
        _heard.TrySetResult();
        if (failure is null)
        {
            return Task.CompletedTask;
        }

        ReadLine($"Its channel failed: {failure.Message}");
        return KillAsync(ChildProcesses.KillTime);
    });

    /// <summary>On the channel's own thread.</summary>
    private void Received(ReadOnlySpan<byte> bytes)
    {
        var message = Message.Of(bytes);
        if (message is { Type: MessageType.Log, Run: not 0 })
        {
            // Here, and into a bounded queue: what a stop is told by never waits behind what workers log.
            if (_runs.TryGetValue(message.Run, out var run))
            {
                run.Logged(message);
            }
        }
        else
        {
            _ = owner.Events.Run(() => Handle(message));
        }
    }

    private void Handle(Message message)
    {
        switch (message.Type)
        {
            case MessageType.Ready:
                _ready.TrySetResult(message);
                break;
            case MessageType.Log when message.Run == 0:
                ReadLine(message.Text!);
                break;
            case MessageType.AskedToTerminate:
                owner.ChildAskedToTerminate(ProcessId ?? 0);
                break;
            default:
                if (_runs.TryGetValue(message.Run, out var run))
                {
                    run.Handle(message);
                }

                break;
        }
    }

    private void ReadLine(string line)
    {
        _lastLines.Add(line);
        if (SharedBy is null && _runs.Values.FirstOrDefault() is { } run)
        {
            run.Wrote(line);
        }
        else
        {
            owner.ChildWrote(ProcessId ?? 0, line);
        }
    }

    private async Task WatchAsync(GuardedProcess process)
    {
        var end = await process.End;
        IsCondemned = true;

        // Its end comes by another thread than its words, of which the last may say what it has died of, or that a run was over before.
        await owner.Events.Within(_heard.Task, LastWordTime);
        if (_kill is null)
        {
            // What it has written last says most. Whoever holds the pipe open does not hold this up.
            await ReadToEndAsync();
            if (!_ready.Task.IsCompleted && end.ExitCode == ChildBootstrap.AnotherBuild)
            {
                owner.FilesWereReplaced();
                _refusal ??= FilesReplaced;
            }

            _refusal ??= _ready.Task.IsCompleted ? null : EndedTooEarly(end);
        }

        var text = _refusal is null ? Describe(end) : $"The run could not be given a child process: {_refusal}";
        _ready.TrySetResult(new Message(MessageType.Ready) { Error = _refusal ?? text });
        owner.Ended(this);
        var runs = _runs.Values.ToList();
        var company = runs.Count(static run => !run.IsOver);
        foreach (var run in runs)
        {
            run.ProcessEnded(text, isKnownCulprit: company == 1 || _refusal is not null);
        }

        process.Dispose();
    }
}
