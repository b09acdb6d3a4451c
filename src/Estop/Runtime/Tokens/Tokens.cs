namespace Estop.Runtime;

/// <summary>Called by woven code where a call could have been given a token and was not.</summary>
public static class Tokens
{
    /// <summary>
    /// A token that ends with the stop of the scope on whose behalf the calling code executes; under a lock, in a
    /// handler or in cleanup, one that ends with the budget of that; none outside of any scope. Nor is there one where the
    /// scope has only flowed to, on a thread of somebody else's with nothing on its stack that a cancellation would end in:
    /// that would end the process.
    /// </summary>
    public static CancellationToken Current()
    {
        if (Ambient.Scope is not { } scope)
        {
            return default;
        }

        var thread = ScopeThread.Current;
        return ReferenceEquals(thread?.Scope, scope) || StackLook.EndsInTask() ? scope.WovenToken(thread) : default;
    }
}
