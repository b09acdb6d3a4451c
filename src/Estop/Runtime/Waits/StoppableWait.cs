using System.Diagnostics;

namespace Estop.Runtime;

/// <summary>
/// Makes a managed wait of the BCL end on a stop. The wait itself is the original call, with its timeouts and its
/// result; a stop ends it by <see cref="Thread.Interrupt"/>, which is sent only while the thread is in here, and never
/// survives. A look ends it in the same way, and it begins again with the time that is left.
/// </summary>
internal static class StoppableWait
{
    /// <summary>
    /// Waits. A wait that succeeded returns its result; the next safepoint throws. One that would lose something when it is
    /// ended and begun again does not <paramref name="repeat"/>.
    /// </summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(TState state, Func<TState, TResult> wait, bool repeat = true) =>
        Run(state, Timeout.Infinite, wait, static (state, _, wait) => wait(state), repeat);

    /// <summary>The same for a wait without a result.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static void Run<TState>(TState state, Action<TState> wait, bool repeat = true) =>
        Run(
            state,
            Timeout.Infinite,
            wait,
            static (state, _, wait) =>
            {
                wait(state);
                return true;
            },
            repeat);

    /// <summary>The same with a timeout.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(
        TState state, int millisecondsTimeout, Func<TState, int, TResult> wait) =>
        Run(state, millisecondsTimeout, wait, static (state, left, wait) => wait(state, left));

    /// <summary>The same with a timeout.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(TState state, TimeSpan timeout, Func<TState, TimeSpan, TResult> wait) =>
        (timeout >= TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan) && timeout.TotalMilliseconds <= int.MaxValue
            ? Run(
                state,
                (int)timeout.TotalMilliseconds,
                wait,
                static (state, left, wait) => wait(state, TimeSpan.FromMilliseconds(left)))
            : Run((state, timeout, wait), static call => call.wait(call.state, call.timeout), repeat: false);

    private static TResult Run<TState, TWait, TResult>(
        TState state, int millisecondsTimeout, TWait wait, Func<TState, int, TWait, TResult> call, bool repeat = true)
    {
        if (ScopeThread.InOwnScope() is not { } thread)
        {
            return call(state, millisecondsTimeout, wait);
        }

        var started = Stopwatch.GetTimestamp();
        var left = millisecondsTimeout;
        while (true)
        {
            var outer = thread.WaitsFor;
            thread.WaitsFor = typeof(TState).IsValueType ? null : state;
            if (thread.TryArm(ArmedWait.Interruptible, repeat))
            {
                try
                {
                    return call(state, left, wait);
                }
                catch (ThreadInterruptedException) when (thread.IsInterrupted)
                {
                    // The stop or a look, not an interrupt of the user's: dealt with below, outside of the armed region.
                }
                finally
                {
                    thread.Disarm();
                    thread.WaitsFor = outer;
                }
            }

            thread.WaitsFor = outer;
            Safepoint.Check();
            if (millisecondsTimeout > 0)
            {
                left = (int)Math.Max(0, millisecondsTimeout - Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }
}
