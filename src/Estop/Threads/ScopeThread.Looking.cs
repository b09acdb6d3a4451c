namespace Estop;

/// <content>How the thread answers looks, and what it has used.</content>
internal sealed partial class ScopeThread
{
    private ScopeUsage _since;
    private CancellationTokenSource? _waitTokens;
    private CancellationToken _waitStop;
    private volatile List<LookRequest>? _looks;

    // Deeper ones are not known; few code holds more.
    private readonly HeldLock[] _held = new HeldLock[4];

    /// <summary>Asks the thread to answer a look, at its next poll or in its wait.</summary>
    public void Ask(LookRequest look)
    {
        _gate.Enter();
        var looks = _looks?.FindAll(static look => !look.IsOver) ?? [];
        looks.Add(look);
        _looks = looks;
        _gate.Exit();
    }

    /// <summary>Ends the wait that the thread is in for a moment, if it can, so that it answers a look.</summary>
    public void WakeToAnswer()
    {
        CancellationTokenSource? wait = null;
        _gate.Enter();
        if (_looks is not null)
        {
            switch (_armed)
            {
                case ArmedWait.Delay or ArmedWait.Parked or ArmedWait.File:
                case ArmedWait.Interruptible when _repeats:
                    EndArmedWait();
                    break;
                case ArmedWait.SelfEnding when _repeats:
                    wait = _waitTokens;
                    break;
            }
        }

        _gate.Exit();
        try
        {
            wait?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The thread has left the wait by itself.
        }
    }

    /// <summary>Whether somebody has asked for the stack.</summary>
    public bool IsLookedAt => _looks is not null;

    /// <summary>Gives the stack to whoever has asked for it.</summary>
    public void AnswerLooks(bool waits)
    {
        if (_looks is null)
        {
            return;
        }

        BeginRuntime();
        _gate.Enter();
        var looks = _looks;
        _looks = null;
        _gate.Exit();
        if (looks is not null)
        {
            var sighting = new ThreadSighting(this, waits);
            looks.ForEach(look => look.Answer(this, sighting));
        }

        EndRuntime();
    }

    /// <summary>
    /// A token that ends a wait of the thread when <paramref name="stop"/> does, or when a look wants it to begin again.
    /// </summary>
    public CancellationToken WaitToken(CancellationToken stop)
    {
        if (_waitTokens is null or { IsCancellationRequested: true } || _waitStop != stop)
        {
            _waitTokens?.Dispose();
            _waitTokens = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _waitStop = stop;
        }

        return _waitTokens.Token;
    }

    /// <summary>
    /// What the thread has used since it entered <paramref name="scope"/>, if that is innermost: as it
    /// <paramref name="allocated"/> when it answered last.
    /// </summary>
    public ScopeUsage UsageIn(StopScope scope, long? allocated) => !ReferenceEquals(Scope, scope)
        ? default
        : new ScopeUsage(
            IsDedicated ? CpuClock.Of(OsId) - _since.Cpu : default,
            allocated is { } bytes ? bytes - _since.Allocated : 0);

    /// <summary>Whether woven code on this thread holds the lock, for all that is known.</summary>
    public bool Holds(object @lock) => Array.Exists(_held, held => ReferenceEquals(held.Lock, @lock));

    /// <summary>
    /// The thread has taken the lock on behalf of a scope, at its present depth in locks; <see cref="Locks"/> has not been
    /// raised yet.
    /// </summary>
    public void Remember(object @lock)
    {
        var (held, depth) = (_held, Locks);
        if ((uint)depth < (uint)held.Length)
        {
            held[depth].Lock = @lock;
        }
    }

    /// <summary>The thread has released the lock, as a rule the one that it took last.</summary>
    public void Forget(object @lock)
    {
        var (held, last) = (_held, Locks - 1);
        if ((uint)last < (uint)held.Length && ReferenceEquals(held[last].Lock, @lock))
        {
            held[last].Lock = null;
        }
        else
        {
            ForgetOther(@lock);
        }
    }

    private void ForgetOther(object @lock)
    {
        for (var depth = Math.Min(Locks, _held.Length) - 1; depth >= 0; depth--)
        {
            if (ReferenceEquals(_held[depth].Lock, @lock))
            {
                Array.Copy(_held, depth + 1, _held, depth, _held.Length - depth - 1);
                _held[^1].Lock = null;
                return;
            }
        }
    }

    /// <summary>What the thread has used so far. Its processor time is asked for where that is rare.</summary>
    private ScopeUsage Used() => new(
        IsDedicated ? CpuClock.Of(OsId) : default,
        GC.GetAllocatedBytesForCurrentThread());

    /// <summary>A structure, so that storing into the array checks no type.</summary>
    private struct HeldLock
    {
        public object? Lock;
    }
}
