namespace Estop.Runtime;

/// <summary>Called by the <c>MoveNext</c> of woven async methods, which is a stop root.</summary>
public static class AsyncRoot
{
    /// <summary>First of all, before any try block.</summary>
    public static ScopeVisit Enter() => default;

    /// <summary>First inside the state machine's own try block. Refuses entry to a closed scope.</summary>
    public static void Admit()
    {
    }

    /// <summary>In the state machine's own handler: what the task gets in place of <paramref name="exception"/>.</summary>
    public static Exception Outgoing(Exception exception) => exception;

    /// <summary>In a finally block around the whole of <c>MoveNext</c>.</summary>
    public static void Leave(ScopeVisit visit)
    {
    }
}
