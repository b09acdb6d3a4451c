namespace Estop.Runtime;

/// <summary>Called by the <c>MoveNext</c> of woven async methods, which is a stop root: what it throws ends in its task.</summary>
public static class AsyncRoot
{
    /// <summary>
    /// First of all, in a method that awaits: enters the ambient scope. False if the method goes on after an await, and not
    /// here: on a thread that executes code of another scope, since whoever completes what is awaited runs its continuations,
    /// and would execute this scope's code in its own stead; or in a pause of the scope. It then awaits a
    /// <see cref="PoolAwaiter"/>, and goes on on the pool, when the pause is over.
    /// </summary>
    public static bool TryEnter(int state, out ScopeVisit visit)
    {
        visit = default;
        if (state >= 0
            && ((ScopeThread.Current is { Scope: { } scope } && !ReferenceEquals(Ambient.Scope, scope)) || IsHeld()))
        {
            return false;
        }

        visit = Enter(state);
        if (state < 0 || !IsHeld())
        {
            return true;
        }

        // A pause has come since, and does not call the scope held before this thread has left it.
        Leave(visit);
        visit = default;
        return false;
    }

    /// <summary>
    /// First of all, in a method that awaits nothing: enters the ambient scope. A negative <paramref name="state"/> says that
    /// the method is called, any other that it goes on after an await.
    /// </summary>
    public static ScopeVisit Enter(int state)
    {
        if (Ambient.Scope is not { } scope)
        {
            return default;
        }

        var thread = ScopeThread.Ensure();
        var awaiting = AwaitingShield.Current;
        if (state < 0 && awaiting is null && thread.IsUnheldIn(scope))
        {
            // The common call, of the scope's own code: all that there is to put back is that nothing holds a stop.
            return new ScopeVisit(thread);
        }

        var visit = thread.Enter(scope);
        if (state >= 0)
        {
            thread.Locks = AmbientLocks.Held;
        }

        if (state >= 0 || thread.Declared is null)
        {
            thread.Declared = StopShield.CurrentOf(scope);
        }

        if (state >= 0 || (thread.Shields == 0 && awaiting is not null))
        {
            thread.Shields = awaiting?.Shields ?? 0;
            thread.HandlerEntered = awaiting?.HandlerEntered ?? 0;
        }
        else if (thread.Shields > 0 && awaiting is null)
        {
            // Called in a shield, and so part of it, also after its awaits. Ends with the method, as the context does.
            AwaitingShield.Current = new AwaitingShield(
                null, ShieldDepth.IsSwallowingHandler(thread.Shields), thread.HandlerEntered);
        }

        return visit;
    }

    /// <summary>First inside the state machine's own try block: refuses entry to a closed scope.</summary>
    /// <exception cref="StopException">The scope is closed.</exception>
    public static void Admit() => Ambient.Scope?.Admit();

    /// <summary>
    /// In the state machine's own handler: what the task gets in place of <paramref name="exception"/>. A stop does not
    /// leave its stack: those who await the task may be of another scope, and see an ordinary cancellation.
    /// </summary>
    public static Exception Outgoing(Exception exception)
    {
        if (exception is StopException stop)
        {
            return new OperationCanceledException(stop.Message, stop, stop.CancellationToken);
        }

        if (exception is OperationCanceledException cancelled)
        {
            Ambient.Scope?.WasCancelled(cancelled.CancellationToken);
        }

        return exception;
    }

    /// <summary>In a finally block around the whole of <c>MoveNext</c>.</summary>
    public static void Leave(ScopeVisit visit) => visit.Thread?.Leave(visit);

    private static bool IsHeld() =>
        Volatile.Read(ref SafepointWord.Stopping) != 0 && Ambient.Scope is { HoldsContinuations: true };
}
