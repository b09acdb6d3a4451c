using System.Collections.Concurrent;

namespace Estop.Processes;

/// <summary>The guardian's own thread: it alone kills and reaps. It waits for descriptors only, and never for the service.</summary>
internal sealed class GuardianLoop
{
    // What was adopted sends no word of its death, and a killed one that is frozen may be thawed only later.
    private const int LookAgainMilliseconds = 500;

    // A cgroup sends no word of its end here, and what is left in it was killed already.
    private const int CgroupMilliseconds = 2;

    // What does not die of SIGKILL in this time is looked for again by the next guardian.
    private static readonly TimeSpan SweepTime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly Dictionary<long, Tree> _trees = [];
    private readonly Waiter _waiter = new();
    private readonly WakeUp _wakeUp = new();
    private readonly DescriptorReserve _reserve = new();
    private readonly MessageChannel _service;
    private readonly CgroupHome _cgroups;
    private readonly Spawner _spawner;
    private readonly TreeKill _kill;
    private readonly NobodysKill _nobodys;
    private readonly string _instance;
    private readonly string? _lockPath;
    private volatile bool _serviceGone;
    private bool _hasAdopted;
    private long _nextThaw;

    // Kept for its descriptor, which must stay open.
    private InstanceLock? _lock;

    public GuardianLoop(string instance, string? lockPath)
    {
        _instance = instance;
        _lockPath = lockPath;
        _service = new MessageChannel(new PacketSocket(new Descriptor(ChildVariables.ChannelDescriptor)), takesDescriptors: true);
        _cgroups = Environment.GetEnvironmentVariable(ChildVariables.Cgroups) == "0"
            ? CgroupHome.Make(instance, null, _ => null)
            : CgroupHome.Make(instance);
        _spawner = new Spawner(new SpawnerPlace(instance, _cgroups), Spawned);
        _kill = new TreeKill(_trees.Values, _spawner, _reserve);
        _nobodys = new NobodysKill(instance, _trees.Values, _spawner);
    }

    /// <summary>Returns when the service has gone.</summary>
    public void Run()
    {
        _service.Start("Estop guardian's channel", Received, _ => ServiceGone());
        try
        {
            if (BecomeReady())
            {
                Guard();
            }
        }
        finally
        {
            // For the last kill, which must look too.
            _reserve.Release();
        }
    }

    private void Guard()
    {
        try
        {
            while (!_serviceGone)
            {
                GuardOnce();
            }
        }
        finally
        {
            _spawner.Close();
            _cgroups.Kill();
        }
    }

    private void GuardOnce()
    {
        _reserve.Fill();
        WaitForSomething(out var ready);
        while (_posted.TryDequeue(out var action))
        {
            action();
        }

        foreach (var (tree, straggler) in ready)
        {
            Notice(tree, straggler);
        }

        // Once for all that has died of it: each strike goes through the whole tree.
        var struck = ready.Where(entry => entry.Item1.Status is not null).Select(entry => entry.Item1).ToHashSet();
        var toStrike = _trees.Values.Where(tree => tree.IsKnownDead || struck.Contains(tree)).ToList();
        toStrike.ForEach(_kill.Strike);
        ThawKilled();

        // Before any end is told: what has died with a tree is gone by then, its number too.
        ReapAdopted();
        toStrike.FindAll(static tree => tree.IsDead).ForEach(Finish);
        AnswerLateOrders();
    }

    /// <summary>Removes what the trees have left. When none lives any more.</summary>
    public void Clear() => _cgroups.Remove();

    /// <summary>Whether a process may be about to start.</summary>
    public bool IsStarting => _spawner.IsBusy;

    /// <summary>Takes the lock, ends what earlier ones have left, and says so. False if the service has gone meanwhile.</summary>
    private bool BecomeReady()
    {
        try
        {
            ServiceBuild.Check();
            if (_lockPath is not null && !Recover(new InstanceLock(_lockPath)))
            {
                return false;
            }
        }
        catch (Exception exception)
        {
            Send(new WireWriter(GuardianMessage.Unable).Add(exception.Message).Add((exception as SpawnException)?.Error ?? 0));
            throw;
        }

        Send(new WireWriter(GuardianMessage.Ready).Add(_cgroups.Abilities with
        {
            OtherUsers = UserRights.ChangesUser,
            NegativeNice = UserRights.Hurries,
            SignalsOtherUsers = UserRights.SignalsOthers,
        }));
        return true;
    }

    private bool Recover(InstanceLock file)
    {
        if (!file.Take(() => !_serviceGone))
        {
            return false;
        }

        var left = file.Earlier()
            .Where(earlier => InstanceSweep.Run(earlier, SweepTime).Count > 0 | !CgroupHome.Clear(earlier, SweepTime))
            .ToList();
        file.Write([.. left, _instance]);
        _lock = file;
        return true;
    }

    private void Send(WireWriter message, params Descriptor[] descriptors)
    {
        using (message)
        {
            if (!_service.Send(message.Message, descriptors))
            {
                // It has gone, or has not read for so long that it could not be told of its children any more.
                ServiceGone();
            }
        }
    }

    private void ServiceGone()
    {
        _serviceGone = true;
        _wakeUp.Set();
    }

    private void Post(Action action)
    {
        _posted.Enqueue(action);
        _wakeUp.Set();
    }

    /// <summary>On the channel's thread.</summary>
    private void Received(ReadOnlySpan<byte> bytes)
    {
        using var message = new WireReader(bytes);
        var id = message.Long();
        switch (message.Message)
        {
            case GuardianMessage.Spawn:
                _spawner.Start(new SpawnOrder(id, message.SpawnRequest(), _service.TakeDescriptors()));
                break;
            case GuardianMessage.Kill:
                var order = new KillOrder(message.Long(), Environment.TickCount64 + message.Long());
                Post(() => Kill(id, order));
                break;
            case GuardianMessage.Signal:
                var (request, signal) = (message.Long(), message.Int());
                Post(() => Signal(id, request, signal));
                break;
            default:
                throw new InvalidDataException($"The service has sent a message {message.Message}.");
        }
    }

    /// <summary>On the spawner's thread.</summary>
    private void Spawned(SpawnOrder order, Tree? tree, SpawnException? refusal) => Post(() =>
    {
        if (tree is null)
        {
            Send(new WireWriter(GuardianMessage.NotSpawned).Add(order.Id).Add(refusal!.Error).Add(refusal.Message));
            return;
        }

        _trees.Add(tree.Id, tree);
        Send(new WireWriter(GuardianMessage.Spawned).Add(tree.Id).Add(tree.ProcessId).Add(tree.Cookie), tree.Handle);
    });

    private void WaitForSomething(out List<(Tree, Straggler?)> ready)
    {
        var waiting = new List<(Tree Tree, Straggler? Straggler, int Place)>(_trees.Count);
        _waiter.Clear();
        var wakeUp = _waiter.Add(_wakeUp.Descriptor);
        var until = long.MaxValue;
        foreach (var tree in _trees.Values)
        {
            if (tree.IsKnownDead && tree.IsSearched)
            {
                // Only its cgroup is left.
                until = Math.Min(until, Environment.TickCount64 + CgroupMilliseconds);
            }

            if (tree.Status is null)
            {
                waiting.Add((tree, null, _waiter.Add(tree.Handle)));
            }

            foreach (var straggler in tree.Stragglers.Values)
            {
                waiting.Add((tree, straggler, _waiter.Add(straggler.Handle)));
            }

            foreach (var order in tree.Orders)
            {
                until = Math.Min(until, order.Until);
            }
        }

        var timeout = _trees.Count == 0 && !_hasAdopted ? -1 : (int)Math.Clamp(until - Environment.TickCount64, 0, LookAgainMilliseconds);
        ready = [];
        if (!_waiter.Wait(timeout))
        {
            return;
        }

        if (_waiter.CanRead(wakeUp))
        {
            _wakeUp.Reset();
        }

        foreach (var (tree, straggler, place) in waiting)
        {
            if (_waiter.CanRead(place))
            {
                ready.Add((tree, straggler));
            }
        }
    }

    private void Kill(long id, KillOrder order)
    {
        if (!_trees.TryGetValue(id, out var tree))
        {
            // It has ended, and the service is told so before this answer.
            Answer(order.Request, [], []);
            return;
        }

        tree.Orders.Add(order);
        tree.IsKilled = true;
        _kill.Strike(tree);
    }

    private void Signal(long id, long request, int signal)
    {
        // Its number is its own until it is reaped, which happens on this thread.
        var sent = _trees.TryGetValue(id, out var tree) && tree.Status is null && Libc.Kill(-tree.ProcessId, signal) == 0;
        Send(new WireWriter(GuardianMessage.Signalled).Add(request).Add(sent));
    }

    /// <summary>The first process of a tree has ended, or one of those that were killed beside it.</summary>
    private void Notice(Tree tree, Straggler? straggler)
    {
        if (straggler is not null)
        {
            // Where it is not the guardian's child, its own parent reaps it, or dies and leaves it to the guardian.
            ProcessDescriptor.Status(straggler.Handle, keep: false);
            tree.Stragglers.Remove(straggler.ProcessId);
            straggler.Handle.Dispose();
        }
        else if (tree.Status is null)
        {
            tree.Status = ProcessDescriptor.Status(tree.Handle, keep: true);
        }
    }

    /// <summary>Nothing of it lives. Its number is given back, and the service is told.</summary>
    private void Finish(Tree tree)
    {
        var breach = tree.Breach();
        ProcessDescriptor.Status(tree.Handle, keep: false);
        _trees.Remove(tree.Id);
        var status = tree.Status ?? ExitStatus.Lost;
        var end = new ProcessEnd
        {
            ExitCode = status.ExitCode,
            Signal = status.Signal,
            StatusLost = status == ExitStatus.Lost,
            Breach = breach,
            LeftBehind = tree.IsKilled ? [] : tree.Others,
        };
        Send(new WireWriter(GuardianMessage.Ended).Add(tree.Id).Add(end));
        foreach (var order in tree.Orders)
        {
            Answer(order.Request, tree.Others, []);
        }

        tree.Dispose();
    }

    /// <summary>What was frozen after it was killed. Not each time that one of many has died: each costs some files.</summary>
    private void ThawKilled()
    {
        var now = Environment.TickCount64;
        if (now < _nextThaw)
        {
            return;
        }

        _nextThaw = now + LookAgainMilliseconds / 2;
        foreach (var tree in _trees.Values.Where(static tree => tree.IsKilled))
        {
            Freezer.Thaw(tree.ProcessId);
            foreach (var straggler in tree.Stragglers.Keys)
            {
                Freezer.Thaw(straggler);
            }
        }
    }

    private void ReapAdopted()
    {
        try
        {
            var alive = ProcessFacts.Adopted().FindAll(static orphan => !ProcessDescriptor.Reap(orphan));
            _hasAdopted = alive.Count > 0;
            _nobodys.Strike(alive);
        }
        catch (IOException)
        {
            // There may be some, for all that could be looked.
            _hasAdopted = true;
        }
    }

    private void AnswerLateOrders()
    {
        var now = Environment.TickCount64;
        foreach (var tree in _trees.Values)
        {
            foreach (var order in tree.Orders.FindAll(order => order.Until <= now))
            {
                tree.Orders.Remove(order);
                Answer(order.Request, tree.Others, tree.Unkilled());
            }
        }
    }

    private void Answer(long request, List<KilledProcess> others, List<UnkilledProcess> survivors) =>
        Send(new WireWriter(GuardianMessage.Killed).Add(request).Add(others).Add(survivors));
}
