namespace Estop.Runtime;

/// <summary>Called by woven code where a call could have been given a token and was not.</summary>
public static class Tokens
{
    /// <summary>
    /// A token that ends with the stop of the scope on whose behalf the calling code executes; under a lock, in a
    /// handler or in cleanup, one that ends with the budget of that; none outside of any scope.
    /// </summary>
    public static CancellationToken Current() =>
        Ambient.Scope is { } scope
            ? scope.WovenToken(ScopeThread.Current)
            : default;
}
