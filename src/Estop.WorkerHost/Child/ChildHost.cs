using System.Runtime.InteropServices;
using Estop.Processes;
using Estop.Workers;
using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>
/// The child: makes ready what its workers need, and starts and stops runs as the service says. All of it on one thread, which
/// runs no more code of workers than what declares and binds them; when the service has gone, the process ends at once.
/// </summary>
internal sealed class ChildHost
{
    private const int GaveUp = 70;
    private const int MostLogWaiting = MessageChannel.MaximumWaiting / 8;

    // Until its code has begun the processors are the run's own.
    private static readonly TimeSpan WarmUpAfter = TimeSpan.FromMilliseconds(10);

    private readonly EventThread _events = new();
    private readonly Dictionary<int, ChildRun> _runs = [];
    private readonly MessageChannel _channel;
    private readonly string? _refusal;

    private ChildServices? _services;
    private Dictionary<string, Kind> _kinds = [];
    private bool _shared;
    private bool _isWarm;
    private long _droppedLines;

    private ChildHost(MessageChannel channel, string? refusal) => (_channel, _refusal) = (channel, refusal);

    /// <summary>Does not return.</summary>
    /// <param name="channel">To the service.</param>
    /// <param name="refusal">Why this process is not what it was to be; the service is told, and ends it.</param>
    public static void Run(MessageChannel channel, string? refusal)
    {
        var host = new ChildHost(channel, refusal);
        channel.Start("estop-channel", host.Received, host.Closed);

        // Whoever sends it to all processes of the service means the service, which ends its children in order.
        using var asked = PosixSignalRegistration.Create(PosixSignal.SIGTERM, host.AskedToTerminate);
        host._events.RunHere();
        Exit(0);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void Exit(int status);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int TrimNativeHeap(nuint keep);

    /// <summary>What the runtime's compiler has left free of the memory that was needed to get ready goes back to the system.</summary>
    private static void GiveBackNativeMemory()
    {
        try
        {
            _ = TrimNativeHeap(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Not the libc of GNU.
        }
    }

    private void AskedToTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        Send(new Message(MessageType.AskedToTerminate));
    }

    private void Received(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var message = Message.Of(bytes);
            _events.Run(() => Handle(message));
        }
        catch (Exception exception)
        {
            // Here, while the channel is open: that it failed could not be said through it.
            Give(exception);
        }
    }

    /// <summary>
    /// From any thread. Lines for the log are dropped and counted when the service does not keep up; without one of the other
    /// messages it would believe what is not so.
    /// </summary>
    private void Send(Message message)
    {
        if (message.Type != MessageType.Log)
        {
            if (!_channel.Send(message.ToBytes()))
            {
                Exit(GaveUp);
            }

            return;
        }

        if (Volatile.Read(ref _droppedLines) > 0 && Interlocked.Exchange(ref _droppedLines, 0) is > 0 and var dropped
            && !_channel.Send(DroppedLines(dropped).ToBytes(), MostLogWaiting))
        {
            Interlocked.Add(ref _droppedLines, dropped);
        }

        if (!_channel.Send(message.ToBytes(), MostLogWaiting))
        {
            Interlocked.Increment(ref _droppedLines);
        }
    }

    private static Message DroppedLines(long count) =>
        new(MessageType.Log) { Level = LogLevel.Warning, Text = $"{count} lines were dropped: the service did not read them in time" };

    private void Closed(Exception? failure)
    {
        if (failure is null)
        {
            // The service has gone, or wants no more of this child.
            Exit(0);
        }

        Give(failure!);
    }

    /// <summary>What fails here is no worker's fault, and nothing can be relied on after it: the service is told, and all ends.</summary>
    private void Give(Exception failure)
    {
        Send(new Message(MessageType.Log) { Level = LogLevel.Critical, Text = $"The child process gives up: {failure}" });
        Exit(GaveUp);
    }

    private void Handle(Message message)
    {
        try
        {
            GiveOnFailureOf(CarryOutAsync(message));
        }
        catch (Exception exception)
        {
            Give(exception);
        }
    }

    // No async method: each that the first start goes through is a dozen methods to compile.
    private void GiveOnFailureOf(Task task) => task.ContinueWith(
        failed => Give(failed.Exception!.GetBaseException()),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        _events);

    private Task CarryOutAsync(Message message)
    {
        switch (message.Type)
        {
            case MessageType.Hello:
                return GetReadyAsync(message);
            case MessageType.Start:
                return StartAsync(message);
            case MessageType.Stop when _runs.TryGetValue(message.Run, out var run):
                _isWarm = true;
                return run.StopAsync(message);
            case MessageType.Stop:
                // It has ended by now, and has said so: there is nothing to add.
                Send(new Message(MessageType.Stopped) { Run = message.Run });
                break;
            case MessageType.Pause when _runs.TryGetValue(message.Run, out var run):
                return run.PauseAsync(message);
            case MessageType.Resume when _runs.TryGetValue(message.Run, out var run):
                run.Resume();
                break;
            case MessageType.Look when _runs.TryGetValue(message.Run, out var run):
                return run.LookAsync(message);
        }

        return Task.CompletedTask;
    }

    private async Task GetReadyAsync(Message hello)
    {
        if (_refusal is not null)
        {
            Send(new Message(MessageType.Ready) { Error = _refusal });
            return;
        }

        try
        {
            var setup = Type.GetType(hello.Setup!, throwOnError: true)!;
            _services = new ChildServices(setup, hello.Configuration!, Send);
            _kinds = _services.Kinds.ToDictionary(static kind => kind.Name, StringComparer.Ordinal);
            if (SparePriority.IsSpare)
            {
                await PrepareAsync(_services.Kinds);
            }

            Send(new Message(MessageType.Ready)
            {
                Module = setup.Module.ModuleVersionId,
                Modules = WorkerModules.Of(setup, _kinds.Values),
            });
        }
        catch (Exception exception)
        {
            Send(new Message(MessageType.Ready) { Error = exception.ToString(), Module = WorkerModules.OfName(hello.Setup!) });
        }
    }

    /// <summary>What a spare has done before anybody waits for it.</summary>
    private async Task PrepareAsync(IReadOnlyList<Kind> kinds)
    {
        await WarmUpAsync(kinds);

        // From here on somebody may wait for it.
        while (!SparePriority.TryRestore())
        {
            await _events.Delay(TimeSpan.FromMilliseconds(100));
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GiveBackNativeMemory();
    }

    private async Task WarmUpLateAsync(Kind kind)
    {
        if (!_isWarm)
        {
            await WarmUpAsync([kind]);

            // No collection: it would hold up what the run's code has begun.
            GiveBackNativeMemory();
        }
    }

    private async Task WarmUpAsync(IReadOnlyList<Kind> kinds)
    {
        _isWarm = true;
        foreach (var warmUp in WarmUp.For(kinds))
        {
            await WarmUpAsync(warmUp);
        }
    }

    /// <summary>
    /// Starts and stops a run that nobody sees, by the way of those that count, so that the first of them does not wait for the
    /// compiler.
    /// </summary>
    private async Task WarmUpAsync(WarmUp warmUp)
    {
        _kinds.Add(warmUp.Kind.Name, warmUp.Kind);
        var over = RunAsync(Message.Of(warmUp.Start.ToBytes()), static message => message.ToBytes());
        await Task.WhenAny(warmUp.Asleep, over);
        await CarryOutAsync(Message.Of(new Message(MessageType.Stop) { Stop = new StopRequest() }.ToBytes()));
        await over;
        _kinds.Remove(warmUp.Kind.Name);
    }

    private Task StartAsync(Message message)
    {
        if (message.Shared && !_shared)
        {
            _shared = true;
            RunConsole.Install(Send);
        }

        var over = RunAsync(message, Send);
        if (!_isWarm)
        {
            // Whoever has waited for this child waits no longer; what a stop needs is made ready before one comes.
            var kind = _kinds[message.Kind!];
            _events.After(WarmUpAfter, () => GiveOnFailureOf(WarmUpLateAsync(kind)));
        }

        return over;
    }

    /// <summary>Completes when the run is over.</summary>
    private Task RunAsync(Message start, Action<Message> send)
    {
        var run = new ChildRun(start, _kinds[start.Kind!], _services!, send, _events, over: () => _runs.Remove(start.Run));
        _runs.Add(start.Run, run);
        run.Start();
        return run.Over;
    }
}
