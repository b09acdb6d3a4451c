namespace Estop.Runtime;

/// <summary>
/// Makes a managed wait of the BCL end on a stop. The wait itself is the original call, with its timeouts and its
/// result; a stop ends it by <see cref="Thread.Interrupt"/>, which is sent only while the thread is in here, and never
/// survives.
/// </summary>
internal static class StoppableWait
{
    /// <summary>Waits. A wait that succeeded returns its result; the next safepoint throws.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(TState state, Func<TState, TResult> wait)
    {
        if (ScopeThread.InOwnScope() is not { } thread)
        {
            return wait(state);
        }

        while (true)
        {
            if (thread.TryArm(ArmedWait.Interruptible))
            {
                try
                {
                    return wait(state);
                }
                catch (ThreadInterruptedException) when (thread.TakeInterrupt())
                {
                    // The stop, not an interrupt of the user's: thrown below, outside of the armed region.
                }
                finally
                {
                    thread.Disarm();
                }
            }

            Safepoint.Check();
        }
    }

    /// <summary>The same for a wait without a result.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static void Run<TState>(TState state, Action<TState> wait) =>
        Run((state, wait), static call =>
        {
            call.wait(call.state);
            return true;
        });
}
