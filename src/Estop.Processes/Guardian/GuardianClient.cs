using System.Collections.Concurrent;

namespace Estop.Processes;

/// <summary>
/// The service's side of the guardian: the one process that is the parent of every child, and kills them all when the service
/// has gone.
/// </summary>
internal sealed class GuardianClient : IDisposable
{
    private const int ShortestSweepPause = 5;
    private const int LongestSweepPause = 1000;
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, PendingSpawn> _spawning = new();
    private readonly ConcurrentDictionary<long, GuardedProcess> _processes = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<GuardianAnswer?>> _asked = new();
    private readonly TaskCompletionSource<GuardianAbilities> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _lost = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly MessageChannel _channel;
    private readonly Descriptor _guardian;
    private readonly OutputPump _pump = new();
    private readonly EventThread _clock = new();
    private long _lastId;
    private volatile bool _isLost;

    private GuardianClient(MessageChannel channel, Descriptor guardian, int processId, GuardianOptions options)
    {
        _channel = channel;
        _guardian = guardian;
        ProcessId = processId;
        Instance = options.Instance;
        Abilities = new GuardianAbilities();
        Lost = _lost.Token;
    }

    /// <summary>The guardian's process id.</summary>
    public int ProcessId { get; }

    /// <summary>The cookie that everything started by this guardian bears.</summary>
    public string Instance { get; }

    /// <summary>What can be enforced here.</summary>
    public GuardianAbilities Abilities { get; private set; }

    /// <summary>
    /// Is cancelled when the guardian has gone, of itself or by <see cref="Dispose"/>. Its children are dead then or about to
    /// be: a new guardian with the same lock file kills what is left before it is ready.
    /// </summary>
    public CancellationToken Lost { get; }

    /// <summary>Starts a guardian, and returns when it is ready.</summary>
    /// <exception cref="PlatformNotSupportedException">This is no Linux on x64 or Arm64.</exception>
    /// <exception cref="SpawnException">It could not be started, or was not ready in time.</exception>
    public static async Task<GuardianClient> StartAsync(GuardianOptions options, CancellationToken cancellationToken = default)
    {
        Platform.Require();
        var executable = options.Executable ?? ServiceExecutable.Current();
        var (here, there) = PacketSocket.Pair();
        GuardianClient client;
        using (there)
        {
            var channel = new MessageChannel(here, takesDescriptors: true);
            Descriptor? handle = null;
            var processId = 0;
            try
            {
                processId = PosixSpawn.Start(
                    executable.Path, executable.Arguments, GuardianEnvironment.For(options), null, null, there);

                // If somebody has reaped it already, it has ended: this is no handle of it.
                handle = ProcessDescriptor.Open(processId, out var error)
                    ?? throw NativeError.For($"A handle of the guardian ({processId}) could not be had", error);
                client = new GuardianClient(channel, handle, processId, options);
                client.StartThreads();
            }
            catch (Exception exception)
            {
                channel.Dispose();
                handle?.Dispose();
                if (processId != 0)
                {
                    // It has started nothing yet, and nobody else reaps it.
                    _ = Libc.Kill(processId, Libc.KillSignal);
                    ProcessDescriptor.WaitAndReap(processId);
                }

                if (exception is OutOfMemoryException)
                {
                    throw NativeError.NoThread("The guardian could not be served");
                }

                throw;
            }
        }

        try
        {
            client.Abilities = await client._ready.Task.WaitAsync(options.StartTimeout, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (Exception exception)
        {
            client.Dispose();
            throw exception is TimeoutException
                ? new SpawnException(
                    $"The guardian was not ready within {options.StartTimeout.TotalSeconds:0.#} s. An earlier one of the same lock file may "
                    + "still be killing what cannot be killed.",
                    0)
                : exception;
        }
    }

    /// <summary>Starts a process.</summary>
    /// <exception cref="SpawnException">It could not be started; nothing of it is left.</exception>
    public Task<GuardedProcess> SpawnAsync(SpawnRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = Interlocked.Increment(ref _lastId);
        var pending = PendingSpawn.Create(request);
        _spawning[id] = pending;
        using (var order = new WireWriter(GuardianMessage.Spawn).Add(id).Add(request))
        {
            if (!_channel.Send(order.Message, pending.There))
            {
                Refuse(id, new SpawnException("The guardian has gone, so nothing can be started.", 0));
            }
        }

        if (_isLost)
        {
            // It went after this order was noted, and may not have been seen there.
            Refuse(id, new SpawnException("The guardian has gone, so nothing can be started.", 0));
        }

        return pending.WaitAsync(cancellationToken);
    }

    /// <summary>Has the guardian kill all that it started, and returns when it has, or after ten seconds.</summary>
    public void Dispose()
    {
        _channel.Dispose();
        _ended.Wait(EndTimeout);
    }

    /// <summary>Tells when a time is over, without the pool.</summary>
    internal EventThread Clock => _clock;

    /// <summary>Asks the guardian about a process; null if it cannot answer any more. Nothing of it waits for the thread pool.</summary>
    internal Task<GuardianAnswer?> AskAsync(GuardianMessage question, long id, long detail, TimeSpan timeout)
    {
        var request = Interlocked.Increment(ref _lastId);
        var asked = new TaskCompletionSource<GuardianAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[request] = asked;
        using var message = new WireWriter(question).Add(id).Add(request).Add(detail);
        if (!_channel.Send(message.Message) || _isLost)
        {
            Answer(request, null);
        }
        else
        {
            _clock.After(timeout, () => Answer(request, null));
        }

        return asked.Task;
    }

    /// <summary>All or none of them.</summary>
    private void StartThreads()
    {
        try
        {
            _pump.Start();
            _clock.Start("Estop guardian's clock");
            _channel.Start("Estop guardian", Received, Closed);
        }
        catch
        {
            _pump.Dispose();
            _clock.End();
            throw;
        }
    }

    private void Received(ReadOnlySpan<byte> bytes)
    {
        using var message = new WireReader(bytes);
        switch (message.Message)
        {
            case GuardianMessage.Ready:
                _ready.TrySetResult(message.Abilities());
                break;
            case GuardianMessage.Unable:
                _ready.TrySetException(new SpawnException(message.String(), message.Int()));
                break;
            case GuardianMessage.Spawned:
                Spawned(message.Long(), message.Int(), message.String(), _channel.TakeDescriptors());
                break;
            case GuardianMessage.NotSpawned:
                var (id, error) = (message.Long(), message.Int());
                Refuse(id, new SpawnException(message.String(), error));
                break;
            case GuardianMessage.Ended:
                Ended(message.Long(), message.ProcessEnd());
                break;
            case GuardianMessage.Killed:
                Answer(message.Long(), new GuardianAnswer(true, message.Killed(), message.Unkilled()));
                break;
            case GuardianMessage.Signalled:
                Answer(message.Long(), new GuardianAnswer(message.Bool(), [], []));
                break;
            default:
                throw new InvalidDataException($"The guardian has sent a message {message.Message}.");
        }
    }

    private void Spawned(long id, int processId, string cookie, Descriptor[] handle)
    {
        if (handle.Length == 0)
        {
            // Without it nothing could be proven when the guardian goes.
            _ = AskAsync(GuardianMessage.Kill, id, 0, EndTimeout);
            Refuse(id, NativeError.For("The service could not take over the handle of the process", NativeError.ProcessFilesUsedUp));
        }
        else if (_spawning.TryRemove(id, out var pending))
        {
            var process = new GuardedProcess(
                this, id, processId, cookie, handle[0], pending.TakeChannel(), pending.TakeOutput());
            _processes[id] = process;
            if (process.Output is { } output)
            {
                _pump.Add(output);
            }

            if (!pending.Complete(process))
            {
                // Nobody waits for it any more.
                _ = process.KillAsync(EndTimeout);
                process.Dispose();
            }
        }
    }

    private void Refuse(long id, SpawnException reason)
    {
        if (_spawning.TryRemove(id, out var pending))
        {
            pending.Refuse(reason);
        }
    }

    private void Ended(long id, ProcessEnd end)
    {
        if (_processes.TryRemove(id, out var process))
        {
            process.Ended(end);
            _pump.Wake();
        }
    }

    private void Answer(long request, GuardianAnswer? answer)
    {
        if (_asked.TryRemove(request, out var asked))
        {
            asked.TrySetResult(answer);
        }
    }

    /// <summary>On the channel's thread, which has nothing else to do any more.</summary>
    private void Closed(Exception? failure)
    {
        _isLost = true;
        _ready.TrySetException(new SpawnException(
            failure is null
                ? "The guardian has ended before it was ready. If it is this service's executable, the service has met "
                    + $"{NativeError.LimitsOfARuntime}; raise it."
                : $"The guardian could not be understood: {failure.Message}",
            0));
        foreach (var id in _spawning.Keys)
        {
            Refuse(id, new SpawnException("The guardian has gone before it could start the process.", 0));
        }

        foreach (var request in _asked.Keys)
        {
            Answer(request, null);
        }

        // Where the guardian has not killed them, the kernel did, or this does.
        foreach (var process in _processes.Values)
        {
            process.KillWithoutGuardian();
        }

        TellLoss();
        EndWithoutGuardian(didItsLastWork: WaitForGuardian());
        _ended.Set();
        _pump.Dispose();
        _clock.End();
    }

    /// <summary>On another thread: what is called back there may take its time, and what follows here may never end.</summary>
    private void TellLoss()
    {
        try
        {
            new Thread(_lost.Cancel) { Name = "Estop guardian lost", IsBackground = true }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            // There is none to be had, which may be what has ended the guardian.
            _lost.Cancel();
        }
    }

    /// <summary>Tells the end of each tree when nothing of it lives, which may be long after the others'.</summary>
    private void EndWithoutGuardian(bool didItsLastWork)
    {
        for (var pause = ShortestSweepPause; ; pause = Math.Min(2 * pause, LongestSweepPause))
        {
            // What the children had started, and the kernel does not tie to them.
            var alive = didItsLastWork ? [] : Sweep();
            foreach (var (id, process) in _processes)
            {
                if (process.IsDead && alive?.Contains(process.Cookie) == false)
                {
                    Ended(id, new ProcessEnd { StatusLost = true });
                }
            }

            if (_processes.IsEmpty && alive?.Count == 0)
            {
                return;
            }

            Waiter.Pause(pause);
        }
    }

    /// <summary>Kills all that bears this guardian's cookie, and returns the trees of what does not die; null if it could not look.</summary>
    private HashSet<string?>? Sweep()
    {
        try
        {
            var isClear = !Abilities.CgroupKill || CgroupHome.Clear(Instance, SweepTime);
            var left = InstanceSweep.Run(Instance, SweepTime).Select(static process => process.ProcessId);
            var alive = left.Concat(isClear ? [] : CgroupHome.Processes(Instance))
                .Select(static process => ProcessFacts.Variable(process, ChildVariables.Child))
                .ToHashSet();

            // One that says nothing of itself may be of any of them.
            return alive.Contains(null) || (!isClear && alive.Count == 0) ? null : alive;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>It ends when its children have. It is the service's own child, so it is reaped here, and only it.</summary>
    /// <returns>Whether it has ended by itself, which it does when nobody is left; not by a signal.</returns>
    private bool WaitForGuardian()
    {
        var waiter = new Waiter();
        waiter.Add(_guardian);
        while (!waiter.Wait(-1))
        {
        }

        var status = ProcessDescriptor.Status(_guardian, keep: false);
        _guardian.Dispose();
        return status?.ExitCode is not null;
    }
}
