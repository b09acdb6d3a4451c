using System.Runtime.CompilerServices;

namespace Estop.Runtime;

/// <summary>
/// Work that code of a scope hands to another thread or task, as a member of that scope: the scope is not over before
/// the work has ended, and once a stop is due the work is refused before its first instruction. What cleanup hands over is
/// cleanup: it starts all the same, and runs shielded.
/// </summary>
internal sealed class HandedOver
{
    private readonly StopScope _scope;
    private readonly bool _isCleanup;
    private readonly StopShield? _declared;
    private bool _started;
    private bool _stopped;
    private Task? _awaiting;

    public HandedOver(StopScope scope)
    {
        _scope = scope;
        if (ScopeThread.Current is { } thread && ReferenceEquals(thread.Scope, scope))
        {
            _declared = thread is { Shields: 0, IsInDeclaredShield: true } ? thread.Declared : null;
            _isCleanup = thread.Shields > 0 || _declared is not null;
        }

        scope.MemberQueued(_isCleanup);
    }

    /// <summary>
    /// Has <paramref name="start"/> make a task of the work, and follows that, whether or not it ever starts. Where it throws
    /// instead, there is no work.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TTask Start<TTask>(StopScope scope, Func<HandedOver, TTask> start)
        where TTask : Task
    {
        var member = new HandedOver(scope);
        TTask task;
        try
        {
            task = start(member);
        }
        catch
        {
            member.NeverStarts();
            throw;
        }

        return member.Follow(task);
    }

    /// <summary>The work on a thread of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RunOnOwnThread(Action work)
    {
        var thread = ScopeThread.Ensure();
        try
        {
            TryRun(thread, work, dedicated: true);
        }
        finally
        {
            if (_started)
            {
                _scope.ThreadExits(thread);
            }

            Ended();
        }
    }

    /// <summary>The work on a thread of the pool, where nothing waits for its end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RunOnPool(Action work)
    {
        if (TryHold(work))
        {
            return;
        }

        var held = false;
        try
        {
            held = !TryRun(ScopeThread.Ensure(), work, dedicated: false);
        }
        finally
        {
            if (!held)
            {
                Ended();
            }
        }
    }

    /// <summary>The work as a task. A stop ends it as cancelled, as every other task that was asked to end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Task<T> RunAsTask<T>(Func<Task<T>> work)
    {
        if (TryHold(work) is { } held)
        {
            return held;
        }

        var thread = ScopeThread.Ensure();
        var visit = Enter(thread, dedicated: false);
        try
        {
            // Again, as in TryRun.
            if (TryHold(work) is { } heldLate)
            {
                return heldLate;
            }

            _started = _scope.TryStartMember(_isCleanup);
            return _started
                ? Awaiting(AbortRegion.Run(_scope, thread, work))
                : Task.FromCanceled<T>(new CancellationToken(canceled: true));
        }
        catch (Exception exception) when (IsStop(exception))
        {
            return Task.FromCanceled<T>(new CancellationToken(canceled: true));
        }
        finally
        {
            thread.Leave(visit);
        }
    }

    /// <summary>
    /// The work as the body of a task that the caller has made. A stop ends it as cancelled: by <paramref name="end"/>, whose
    /// token the task was given; or by the scope's, if there is none.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T RunInTask<T>(Func<T> work, CancellationTokenSource? end = null)
    {
        _started = _scope.TryStartMember(_isCleanup);
        if (!_started)
        {
            throw Cancelled(end, null);
        }

        var thread = ScopeThread.Ensure();
        var visit = Enter(thread, dedicated: false);
        try
        {
            return AbortRegion.Run(_scope, thread, work);
        }
        catch (Exception exception) when (IsStop(exception))
        {
            throw Cancelled(end, exception);
        }
        finally
        {
            thread.Leave(visit);
        }
    }

    /// <summary>Follows the task that runs the work, whether or not it ever starts.</summary>
    private TTask Follow<TTask>(TTask task)
        where TTask : Task
    {
        task.ContinueWith(
            static (task, state) =>
            {
                var member = (HandedOver)state!;
                if (member._stopped)
                {
                    // Where the user's own token stands in the way, a stop is a fault, which nobody is to hear of.
                    _ = task.Exception;
                }

                if (task.IsCanceled)
                {
                    member._scope.MemberWasCancelled();
                }

                member.Ended();
            },
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }

    /// <summary>The thread or task that was to run the work could not be started.</summary>
    public void NeverStarts() => Ended();

    /// <summary>Runs <paramref name="work"/> with what flowed to the calling code when it was captured.</summary>
    public static void RunIn(ExecutionContext? context, Action work)
    {
        if (context is null)
        {
            work();
        }
        else
        {
            ExecutionContext.Run(context, static work => ((Action)work!)(), work);
        }
    }

    /// <summary>Runs the work, unless it is refused. False if a pause holds it, which runs it again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryRun(ScopeThread thread, Action work, bool dedicated)
    {
        var visit = Enter(thread, dedicated);
        try
        {
            // Asked again: a pause that comes from now on does not call the scope held before this thread has left it.
            if (!dedicated && TryHold(work))
            {
                return false;
            }

            _started = _scope.TryStartMember(_isCleanup);
            if (_started)
            {
                Safepoint.Check();
                AbortRegion.Run(_scope, thread, work);
            }
        }
        catch (Exception exception) when (_scope.IsStopDue)
        {
            // This is where a stop of this scope is meant to end, whatever handlers have made of it: it ends the work, and
            // not the process. What is thrown before is the user's, and goes on.
            _scope.MemberThrew(exception);
        }
        finally
        {
            thread.Leave(visit);
        }

        return true;
    }

    /// <summary>Whether a pause holds the work before it starts: on the pool, no other place may come.</summary>
    private bool MayBeHeld => _scope.IsPauseDue && !_isCleanup;

    private bool TryHold(Action work) =>
        MayBeHeld && ExecutionContext.Capture() is var context && _scope.TryHold(() => RunIn(context, () => RunOnPool(work)));

    private Task<T>? TryHold<T>(Func<Task<T>> work)
    {
        if (!MayBeHeld)
        {
            return null;
        }

        var held = new Task<Task<T>>(() => RunAsTask(work));
        return _scope.TryHold(() => held.RunSynchronously(TaskScheduler.Default)) ? held.Unwrap() : null;
    }

    /// <summary>A task that the stop has ended is another's stop by the time that it is thrown here.</summary>
    private bool IsStop(Exception exception) => _scope.IsStopDue && Cancellation.In(exception) is not null;

    private OperationCanceledException Cancelled(CancellationTokenSource? end, Exception? stop)
    {
        _stopped = true;
        var token = end?.Token ?? _scope.WovenToken(thread: null);
        end?.Cancel();

        if (stop is not null)
        {
            // A stop may be thrown a moment before its token is cancelled, and until then the task would be faulted.
            for (var spin = new SpinWait(); !token.IsCancellationRequested;)
            {
                SpinGate.SpinOnce(ref spin);
            }
        }

        return new OperationCanceledException(stop?.Message, stop, token);
    }

    private ScopeVisit Enter(ScopeThread thread, bool dedicated)
    {
        var visit = thread.Enter(_scope, dedicated);
        if (AmbientLocks.Held != 0)
        {
            // The lock is held by whoever handed the work over, and not by the work.
            AmbientLocks.Held = 0;
        }

        if (_declared is not null)
        {
            thread.Declared = _declared;
        }
        else if (_isCleanup)
        {
            thread.Shields = ShieldDepth.Deeper(thread.Shields, swallowingHandler: false);
        }

        return visit;
    }

    /// <summary>The work goes on when this returns.</summary>
    private Task<T> Awaiting<T>(Task<T> task)
    {
        if (task is { IsCompleted: false })
        {
            _awaiting = task;
            _scope.Awaits(task);
        }

        return task;
    }

    private void Ended() => _scope.MemberEnded(_started, _awaiting, _isCleanup);
}
