namespace Estop;

/// <content>Who executes on behalf of the scope.</content>
public sealed partial class StopScope
{
    private readonly ScopeMembers _members = new();
    private bool _bodyWaits;

    /// <summary>
    /// A thread puts a stop root of this scope on its stack. One that comes when the scope is over is about to be refused.
    /// </summary>
    internal void ThreadEntered(ScopeThread thread)
    {
        using (_lock.Hold())
        {
            if (_end is null)
            {
                _members.Threads.Add(thread);
            }

            thread.Acknowledged = false;
            thread.EntriesInBrokenShield = 0;
            UpdateAttention_NeedsLock();
        }

        WatchPause();
    }

    /// <summary>A thread takes the last stop root of this scope off its stack.</summary>
    internal void ThreadLeft(ScopeThread thread, ScopeUsage usage)
    {
        using (_lock.Hold())
        {
            if (_stopDue)
            {
                Evidence.Left(thread);
            }

            _members.Usage += usage;
            _members.Threads.Remove(thread);
            UpdateAttention_NeedsLock();
            _pause?.LookAgain_NeedsLock();
            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>A thread of this scope comes back from a scope that was nested in it, or out of its last shield.</summary>
    internal void ThreadReturned(ScopeThread thread)
    {
        thread.BeginRuntime();
        using (_lock.Hold())
        {
            thread.Acknowledged = false;
            thread.EntriesInBrokenShield = 0;
            UpdateAttention_NeedsLock();
        }

        WatchPause();
        thread.EndRuntime();
    }

    /// <summary>The body wants to start. False if a stop is due, which then has ended it.</summary>
    internal bool MayStart()
    {
        using (_lock.Hold())
        {
            if (_stopDue)
            {
                Evidence.Ended(Rung.Safepoint);
            }

            return !_stopDue;
        }
    }

    /// <summary>The pool has come to the body. False if a stop has ended it while it waited for that.</summary>
    internal bool TryBeginBody()
    {
        using (_lock.Hold())
        {
            var begins = _bodyWaits;
            _bodyWaits = false;
            return begins;
        }
    }

    /// <summary>What has not begun needs no thread of the pool to end: there may be none for long.</summary>
    private void EndWaitingBody_NeedsLock()
    {
        if (_bodyWaits)
        {
            _bodyWaits = false;
            Evidence.Ended(Rung.Safepoint);
            _body.Ended_NeedsLock(null, stopAsked: true, _tokens, Evidence);
            _members.Running--;
            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>The body has ended, by <paramref name="exception"/> if that is not null.</summary>
    internal void BodyEnded(Exception? exception)
    {
        using (_lock.Hold())
        {
            _body.Ended_NeedsLock(exception, stopAsked: _ladder is not null, _tokens, Evidence);
            _members.Running--;
            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>Counts work handed to a thread or task that has not started.</summary>
    internal void MemberQueued(bool isCleanup)
    {
        using (_lock.Hold())
        {
            _members.Queued++;
            _members.QueuedCleanup += isCleanup ? 1 : 0;
        }
    }

    /// <summary>
    /// Work that was handed over wants to start. False if the scope is closed, or a stop is due and the work is no cleanup.
    /// </summary>
    internal bool TryStartMember(bool isCleanup)
    {
        using (_lock.Hold())
        {
            if (_end is not null || (_stopDue && !isCleanup))
            {
                Evidence.Ended(Rung.Safepoint);
                return false;
            }

            _members.Queued--;
            _members.QueuedCleanup -= isCleanup ? 1 : 0;
            _members.Running++;
            return true;
        }
    }

    /// <summary>Counts work that executes already.</summary>
    internal void MemberStarted()
    {
        using (_lock.Hold())
        {
            _members.Running++;
        }
    }

    /// <summary>
    /// Work that was handed over has ended by <paramref name="exception"/> when a stop was due, and nobody is there to see
    /// it: what is not the stop itself goes into the receipt.
    /// </summary>
    internal void MemberThrew(Exception exception)
    {
        if (Cancellation.In(exception) is null && !Cancellation.IsBecauseOf(exception, this)
            && exception.GetBaseException() is not ThreadInterruptedException)
        {
            var failure = $"Code of the run threw {exception.GetType().Name} as it was stopped: {ExceptionText.MessageOf(exception)}";
            using (_lock.Hold())
            {
                Evidence.Failures.Add(failure);
            }
        }
    }

    /// <summary>A task of the scope's ended as cancelled. If a stop is due, that has ended it, also where no safepoint threw.</summary>
    internal void MemberWasCancelled()
    {
        if (_stopDue)
        {
            using (_lock.Hold())
            {
                Evidence.Ended(Rung.Safepoint);
            }
        }
    }

    /// <summary>
    /// Something outside calls code of the scope. False if the scope is closed, or a stop is due and the code is no cleanup.
    /// True is answered with <see cref="MemberEnded"/>.
    /// </summary>
    internal bool TryStartCallback(bool isCleanup)
    {
        using (_lock.Hold())
        {
            if (_end is not null || (_stopDue && !isCleanup))
            {
                return false;
            }

            _members.Running++;
            return true;
        }
    }

    /// <summary>
    /// Has <paramref name="end"/> called on <paramref name="source"/> when the scope is over, if that still lives; at once
    /// if the scope is over.
    /// </summary>
    internal void AtEnd<T>(T source, Action<T> end)
        where T : class
    {
        using (_lock.Hold())
        {
            if (_end is null)
            {
                _members.Ending.Add(source, source => end((T)source));
                return;
            }
        }

        end(source);
    }

    /// <summary>Work that was handed over has ended, or will never start.</summary>
    internal void MemberEnded(bool started, Task? task = null, bool isCleanup = false)
    {
        using (_lock.Hold())
        {
            if (task is not null)
            {
                _members.Awaiting.Remove(task);
            }

            if (started)
            {
                _members.Running--;
            }
            else
            {
                _members.Queued--;
                _members.QueuedCleanup -= isCleanup ? 1 : 0;
            }

            CloseIfOver_NeedsLock();
        }
    }

    /// <summary>The calling thread, dedicated to this scope, has left it and is about to end.</summary>
    internal void ThreadExits(ScopeThread thread)
    {
        using (_lock.Hold())
        {
            _members.Exiting++;
        }

        ThreadReaper.Add(thread, this);
    }

    /// <summary>A dedicated thread of this scope has left the process's thread list.</summary>
    internal void ThreadGone(int osThreadId)
    {
        using (_lock.Hold())
        {
            _members.Exiting--;
            if (_ladder is not null)
            {
                _members.Gone.Add(osThreadId);
            }

            CloseIfOver_NeedsLock();
        }
    }
}
