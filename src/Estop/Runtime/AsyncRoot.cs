namespace Estop.Runtime;

/// <summary>Called by the <c>MoveNext</c> of woven async methods, which is a stop root: what it throws ends in its task.</summary>
public static class AsyncRoot
{
    /// <summary>
    /// First of all, before any try block: enters the ambient scope. A negative <paramref name="state"/> says that the
    /// method is called, any other that it goes on after an await.
    /// </summary>
    public static ScopeVisit Enter(int state)
    {
        if (Ambient.Scope is not { } scope)
        {
            return default;
        }

        var thread = ScopeThread.Ensure();
        var visit = thread.Enter(scope);
        var awaiting = AmbientShield.Depth;
        if (state >= 0)
        {
            thread.Shields = awaiting;
            thread.Locks = AmbientShield.Locks;
        }
        else if (thread.Shields > 0 && awaiting == 0)
        {
            // Called in a shield, and so part of it, also after its awaits. Ends with the method, as the context does.
            AmbientShield.Depth = 1;
        }
        else if (thread.Shields == 0)
        {
            thread.Shields = awaiting;
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
    public static Exception Outgoing(Exception exception) =>
        exception is StopException stop
            ? new OperationCanceledException(stop.Message, stop, stop.CancellationToken)
            : exception;

    /// <summary>In a finally block around the whole of <c>MoveNext</c>.</summary>
    public static void Leave(ScopeVisit visit) => visit.Thread?.Leave(visit);
}
