namespace Estop.Runtime;

/// <summary>
/// Makes a wait end on a stop that takes something when it succeeds and was given the user's token. An interrupt could
/// come when it has been taken, so the stop comes by a token too. Nobody sees the two together: what is thrown carries the
/// user's token, or is the stop.
/// </summary>
internal static class LinkedWait
{
    /// <summary>Waits. A wait that succeeded returns its result; the next safepoint throws.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(
        TState state, CancellationToken own, Func<TState, CancellationToken, TResult> wait)
    {
        if (ScopeThread.InOwnScope() is not { } thread)
        {
            return wait(state, own);
        }

        if (thread.IsShielded)
        {
            // Only the ladder knows when a shield breaks.
            return StoppableWait.Run((state, own, wait), static call => call.wait(call.state, call.own));
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(own, Tokens.Current());
        try
        {
            return wait(state, both.Token);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == both.Token)
        {
            // Below, so that the stop is not thrown out of a handler.
        }

        Safepoint.Check();

        // The user's token it was: the original says so best.
        return wait(state, own);
    }

    /// <summary>The same for a wait without a result.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static void Run<TState>(TState state, CancellationToken own, Action<TState, CancellationToken> wait) =>
        Run((state, wait), own, static (call, token) =>
        {
            call.wait(call.state, token);
            return true;
        });
}
