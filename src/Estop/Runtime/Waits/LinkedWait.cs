using System.Diagnostics;

namespace Estop.Runtime;

/// <summary>
/// Makes a wait end on a stop that takes something when it succeeds. An interrupt could come when it has been taken, so the
/// stop comes by a token. Nobody sees it together with one that the user gave: what is thrown carries the user's token, or is
/// the stop. A look comes by the same token, and the wait begins again with the time that is left.
/// </summary>
internal static class LinkedWait
{
    /// <summary>
    /// Waits. A wait that succeeded returns its result; the next safepoint throws. One that tells others when it is ended
    /// does not <paramref name="repeat"/>.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(
        TState state, CancellationToken own, Func<TState, CancellationToken, TResult> wait, bool repeat = true) =>
        Run((state, wait), Timeout.Infinite, own, static (call, _, token) => call.wait(call.state, token), repeat, state);

    /// <summary>The same for a wait without a result.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static void Run<TState>(
        TState state, CancellationToken own, Action<TState, CancellationToken> wait, bool repeat = true) =>
        Run(
            (state, wait),
            Timeout.Infinite,
            own,
            static (call, _, token) =>
            {
                call.wait(call.state, token);
                return true;
            },
            repeat,
            state);

    /// <summary>The same with a timeout.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(
        TState state, int millisecondsTimeout, CancellationToken own, Func<TState, int, CancellationToken, TResult> wait) =>
        Run(state, millisecondsTimeout, own, wait, repeat: true, state);

    /// <summary>The same with a timeout.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(
        TState state, TimeSpan timeout, CancellationToken own, Func<TState, TimeSpan, CancellationToken, TResult> wait) =>
        (timeout >= TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan) && timeout.TotalMilliseconds <= int.MaxValue
            ? Run(
                (state, wait),
                (int)timeout.TotalMilliseconds,
                own,
                static (call, left, token) => call.wait(call.state, TimeSpan.FromMilliseconds(left), token),
                repeat: true,
                state)
            : Run((state, timeout, wait), own, static (call, token) => call.wait(call.state, call.timeout, token), repeat: false);

    private static TResult Run<TState, TResult>(
        TState state,
        int millisecondsTimeout,
        CancellationToken own,
        Func<TState, int, CancellationToken, TResult> wait,
        bool repeat,
        object? waitsFor)
    {
        if (ScopeThread.InOwnScope() is not { } thread)
        {
            return wait(state, millisecondsTimeout, own);
        }

        var started = Stopwatch.GetTimestamp();
        var left = millisecondsTimeout;
        while (true)
        {
            if (thread.IsShielded || thread.IsDeferred)
            {
                // Only the ladder knows when a shield breaks, or a stop that was put off has a way out.
                return StoppableWait.Run(
                    (state, left, own, wait), static call => call.wait(call.state, call.left, call.own), repeat: false);
            }

            var stop = repeat ? thread.WaitToken(Tokens.Current()) : Tokens.Current();
            using var both = own.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(own, stop) : null;
            var token = both?.Token ?? stop;
            thread.WaitsFor = waitsFor;
            thread.TryArm(ArmedWait.SelfEnding, repeat);
            try
            {
                return wait(state, left, token);
            }
            catch (OperationCanceledException exception) when (exception.CancellationToken == token)
            {
                // Below, so that the stop is not thrown out of a handler.
            }
            finally
            {
                thread.Disarm();
                thread.WaitsFor = null;
            }

            Safepoint.Check();
            if (own.IsCancellationRequested)
            {
                // The original says best what that is.
                return wait(state, left, own);
            }

            if (millisecondsTimeout > 0)
            {
                left = (int)Math.Max(0, millisecondsTimeout - Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }
}
