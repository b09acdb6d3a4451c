namespace Estop.Runtime;

/// <summary>
/// Makes a wait end on a stop that takes something when it succeeds. An interrupt could come when it has been taken, so the
/// stop comes by a token. Nobody sees it together with one that the user gave: what is thrown carries the user's token, or is
/// the stop.
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

        var stop = Tokens.Current();
        using var both = own.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(own, stop) : null;
        var token = both?.Token ?? stop;
        thread.TryArm(ArmedWait.SelfEnding);
        try
        {
            return wait(state, token);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == token)
        {
            // Below, so that the stop is not thrown out of a handler.
        }
        finally
        {
            thread.Disarm();
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
