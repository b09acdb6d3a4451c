using System.Runtime.CompilerServices;
using Estop.Runtime;

namespace Estop;

/// <summary>Runs the body of a scope, and says what became of it.</summary>
internal sealed class ScopeBody(StopScope scope)
{
    /// <summary>What became of the body; null while it has not ended. Under the scope's lock.</summary>
    public ScopeOutcome? Outcome { get; private set; }

    /// <summary>What the body threw, unless that was the stop. Under the scope's lock.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>On a thread of its own, which ends with it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(Action body)
    {
        EnterContext();
        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(scope, dedicated: true);
        Exception? exception = null;
        try
        {
            if (scope.MayStart())
            {
                Safepoint.Check();
                AbortRegion.Run(scope, thread, body);
            }
        }
        catch (Exception thrown)
        {
            exception = thrown;
        }
        finally
        {
            thread.Leave(visit);
        }

        scope.ThreadExits(thread);
        scope.BodyEnded(exception);
    }

    /// <summary>On the calling thread. Returns what the body threw.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Exception? RunHere(Action body)
    {
        var (ambient, shield, locks) = (Ambient.Scope, AwaitingShield.Current, AmbientLocks.Held);
        EnterContext();
        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(scope, canPark: thread.Scope is null ? !thread.Thread.IsThreadPoolThread : thread.CanPark);
        Exception? exception = null;
        try
        {
            if (scope.MayStart())
            {
                Safepoint.Check();
                body();
            }
        }
        catch (Exception thrown)
        {
            exception = thrown;
        }
        finally
        {
            thread.Leave(visit);
            (Ambient.Scope, AwaitingShield.Current, AmbientLocks.Held) = (ambient, shield, locks);
        }

        scope.BodyEnded(exception);
        return exception;
    }

    /// <summary>On the thread pool.</summary>
    public async Task RunAsync(Func<Task> body)
    {
        EnterContext();
        Exception? exception = null;
        try
        {
            Task? task;
            while (Start(body, out task) is { } resumed)
            {
                await resumed.ConfigureAwait(false);
            }

            if (task is null)
            {
                return;
            }

            await task.ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            exception = thrown;
        }

        scope.BodyEnded(exception);
    }

    /// <summary>
    /// Decides what became of the body. One that ends while nobody has asked for a stop has ended of itself; afterwards
    /// it was stopped if a rung is seen to have taken effect.
    /// </summary>
    public void Ended_NeedsLock(Exception? exception, bool stopAsked, ScopeTokens tokens, ScopeEvidence evidence)
    {
        if (stopAsked && evidence.Closed.Count > 0)
        {
            // Whatever the closed handle has made of it.
            evidence.Ended(Rung.Close);
        }

        if (stopAsked && Cancellation.In(exception) is { } cancelled)
        {
            var ofUser = tokens.UserAsked && cancelled.CancellationToken != tokens.Woven;
            evidence.Ended(ofUser ? Rung.Token : Rung.Safepoint);
        }
        else if (stopAsked && exception is null && tokens.UserAsked)
        {
            // It has looked at its token, and returned after that was cancelled.
            evidence.Ended(Rung.Token);
        }

        Exception = exception is StopException ? null : exception;
        Outcome = stopAsked && evidence.EndedBy is not null ? ScopeOutcome.Stopped
            : exception is null ? ScopeOutcome.Completed
            : ScopeOutcome.Failed;
    }

    /// <summary>What flows here from whoever starts the scope may be of another one, and in a shield of that.</summary>
    private void EnterContext()
    {
        Ambient.Scope = scope;
        AwaitingShield.Current = null;
        AmbientLocks.Held = 0;
    }

    /// <summary>
    /// Starts the body; <paramref name="task"/> is null if it has ended already. Returns what to await before it is tried again if
    /// a pause holds it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task? Start(Func<Task> body, out Task? task)
    {
        task = null;
        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(scope);
        try
        {
            // Only now: a pause that comes later does not call the scope held before this thread has left it.
            if (scope.IsPauseDue)
            {
                var resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (scope.TryHold(resumed.SetResult))
                {
                    return resumed.Task;
                }
            }

            if (scope.TryBeginBody())
            {
                task = scope.MayStart()
                    ? body() ?? throw new InvalidOperationException("The body of the scope has returned null in place of a task.")
                    : Task.CompletedTask;

                // Before this thread leaves: a look finds one of the two.
                scope.Awaits(task);
            }

            return null;
        }
        finally
        {
            thread.Leave(visit);
        }
    }
}
