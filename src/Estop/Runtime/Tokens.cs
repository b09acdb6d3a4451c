namespace Estop.Runtime;

/// <summary>Called by woven code where a call could have been given a token and was not.</summary>
public static class Tokens
{
    /// <summary>
    /// The token of the scope on whose behalf the calling code executes: the cleanup token inside a shield, none outside
    /// of any scope.
    /// </summary>
    public static CancellationToken Current() => default;
}
