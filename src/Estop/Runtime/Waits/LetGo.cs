using System.Runtime.ExceptionServices;

namespace Estop.Runtime;

/// <summary>
/// Calls that block in native code, change nothing and were given nothing: made on a thread of Estop's own, so that the
/// worker can stop waiting. What comes late is dropped.
/// </summary>
internal static class LetGo
{
    /// <summary>Makes the call, and waits for it.</summary>
    /// <exception cref="StopException">The scope is being stopped.</exception>
    public static TResult Run<TState, TResult>(TState state, Func<TState, TResult> call)
    {
        if (ScopeThread.InOwnScope() is null)
        {
            return call(state);
        }

        Safepoint.Check();
        var (result, exception) = StoppableWait.Run(Start(state, call), static task => task.GetAwaiter().GetResult());
        exception?.Throw();
        return result!;
    }

    /// <summary>Starts the call. The task never faults, since nobody may be left to look at it.</summary>
    public static Task<(TResult? Result, ExceptionDispatchInfo? Exception)> Start<TState, TResult>(
        TState state, Func<TState, TResult> call)
    {
        var outcome = new TaskCompletionSource<(TResult?, ExceptionDispatchInfo?)>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        OwnThreads.Run(() =>
        {
            try
            {
                outcome.SetResult((call(state), null));
            }
            catch (Exception exception)
            {
                outcome.SetResult((default, ExceptionDispatchInfo.Capture(exception)));
            }
        });
        return outcome.Task;
    }
}
