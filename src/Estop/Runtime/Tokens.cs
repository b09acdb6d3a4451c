namespace Estop.Runtime;

/// <summary>Called by woven code where a call could have been given a token and was not.</summary>
public static class Tokens
{
    /// <summary>
    /// A token that ends with the stop of the scope on whose behalf the calling code executes; under a lock, one that
    /// ends with the lock budget; in cleanup, one that ends with the cleanup budget; none outside of any scope.
    /// </summary>
    public static CancellationToken Current() =>
        Ambient.Scope is { } scope
            ? scope.WovenToken(ScopeThread.Current)
            : default;
}
