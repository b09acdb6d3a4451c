namespace Estop.Runtime;

/// <summary>Called by the <c>MoveNext</c> of woven async methods, which is a stop root: what it throws ends in its task.</summary>
public static class AsyncRoot
{
    /// <summary>First of all, before any try block: enters the ambient scope.</summary>
    public static ScopeVisit Enter() =>
        Ambient.Scope is { } scope ? ScopeThread.Ensure().Enter(scope) : default;

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
