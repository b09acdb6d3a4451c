namespace Estop.Runtime;

/// <summary>Actions that are invoked in parallel. Each is a share of the scope, and the call ends when all have left.</summary>
public static class ParallelInvocations
{
    /// <summary>In place of <see cref="Parallel.Invoke(Action[])"/>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.Invoke))]
    public static void Invoke(params Action[] actions) => Invoke(new ParallelOptions(), actions);

    /// <summary>In place of <see cref="Parallel.Invoke(ParallelOptions, Action[])"/>.</summary>
    [ReplacesCall(typeof(Parallel), nameof(Parallel.Invoke))]
    public static void Invoke(ParallelOptions parallelOptions, params Action[] actions)
    {
        if (actions is null || actions.Contains(null) || ParallelShare.Create() is not { } share)
        {
            Parallel.Invoke(parallelOptions, actions!);
            return;
        }

        share.Call(() =>
        {
            Parallel.Invoke(parallelOptions, [.. actions.Select(action => new Action(() => share.Run(action)))]);
            return true;
        });
    }
}
