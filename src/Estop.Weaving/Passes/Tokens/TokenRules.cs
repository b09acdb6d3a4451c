using Mono.Cecil;

namespace Estop.Weaving.Passes.Tokens;

/// <summary>Which calls are never given a token, however well it would fit.</summary>
internal static class TokenRules
{
    /// <summary>
    /// What these do must be done even when it is late: a token would leave them half begun, or ends something other
    /// than the call.
    /// </summary>
    private static readonly HashSet<string> Names =
    [
        ".ctor", "ContinueWith", "CreateLinkedTokenSource",
        "Start", "Stop", "Commit", "Close", "StartAsync", "StopAsync", "CommitAsync", "CloseAsync",
        "Dispose", "DisposeAsync", "Rollback", "RollbackAsync",
    ];

    private static readonly HashSet<string> Types =
    [
        "System.Threading.Tasks.TaskCompletionSource", "System.Threading.Tasks.TaskCompletionSource`1",
    ];

    public static bool MayTakeToken(MethodReference called, MethodDefinition caller) =>
        MayTakeToken(called)
        && !WrittenNames(caller).Contains(called.UnqualifiedName());

    /// <summary>Whether the call may end early, wherever it stands.</summary>
    public static bool MayTakeToken(MethodReference called) =>
        !Names.Contains(called.UnqualifiedName()) && !Types.Contains(called.DeclaringType.GetElementType().FullName);

    /// <summary>
    /// The names of the methods that the code was written in: <c>M(x, token) => M(x)</c> would call itself for ever. In
    /// a lambda, local function or state machine that name stands in angle brackets before its own.
    /// </summary>
    private static IEnumerable<string> WrittenNames(MethodDefinition caller)
    {
        yield return caller.UnqualifiedName();
        yield return InBrackets(caller.Name);
        for (var type = caller.DeclaringType; type is not null; type = type.DeclaringType)
        {
            yield return InBrackets(type.Name);
        }
    }

    /// <summary>Of <c>&lt;M&gt;d__1</c>, <c>&lt;&lt;M&gt;b__0&gt;d</c> and <c>&lt;IFace-M&gt;d__2</c>: <c>M</c>.</summary>
    private static string InBrackets(string name)
    {
        var inner = name.StartsWith('<') ? name.TrimStart('<').Split('>')[0] : "";
        return inner[(inner.LastIndexOfAny(['.', '-']) + 1)..];
    }
}
