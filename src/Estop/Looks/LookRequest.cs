using System.Collections.Concurrent;

namespace Estop;

/// <summary>One look at some threads: each answers at its next safepoint or in its woven wait, once, and goes on.</summary>
internal sealed class LookRequest
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<ScopeThread, ThreadSighting?> _sightings = new();
    private readonly IReadOnlyList<ScopeThread> _threads;
    private int _missing;
    private volatile bool _over;

    public LookRequest(IReadOnlyList<ScopeThread> threads)
    {
        _threads = threads;
        _missing = threads.Count;
        if (_missing == 0)
        {
            _answered.SetResult();
        }
    }

    /// <summary>Completes when every thread has answered.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Whether nobody waits for answers any more.</summary>
    public bool IsOver => _over;

    /// <summary>Asks the threads. Those in woven waits are woken for it, and wait on.</summary>
    public void Begin()
    {
        foreach (var thread in _threads)
        {
            thread.Ask(this);
        }

        Call(true);
        foreach (var thread in _threads)
        {
            thread.WakeToAnswer();
        }
    }

    /// <summary>Calls for the threads at their polls, or stops calling: every poll of the process pays for it.</summary>
    public void Call(bool wanted) => Attention.Want(this, wanted && !_answered.Task.IsCompleted && !_over);

    /// <summary>Called by <paramref name="thread"/>; without a sighting by who knows that it has left.</summary>
    public void Answer(ScopeThread thread, ThreadSighting? sighting)
    {
        if (_sightings.TryAdd(thread, sighting) && Interlocked.Decrement(ref _missing) == 0)
        {
            _answered.TrySetResult();
            Attention.Want(this, false);
        }
    }

    /// <summary>What comes later is dropped.</summary>
    public void End()
    {
        _over = true;
        Attention.Want(this, false);
    }

    public ThreadSighting? Of(ScopeThread thread) => _sightings.GetValueOrDefault(thread);
}
