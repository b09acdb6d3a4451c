namespace Estop.Tests.Generated.Running;

/// <summary>Runs programs to their end.</summary>
internal static class Execution
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static Outcome Run(Func<Task?> run, Trace trace)
    {
        trace.Reset();
        var task = Task.Run(async () =>
        {
            if (run() is { } running)
            {
                await running;
            }
        });
        return Await(task, trace);
    }

    /// <summary>The same in a stop scope that nobody stops.</summary>
    public static Outcome RunInScope(Func<Task?> run, Trace trace)
    {
        trace.Reset();
        var scope = StopScope.StartTask(() => run() ?? Task.CompletedTask);
        return Await(ThrowAsync(scope), trace);

        static async Task ThrowAsync(StopScope scope)
        {
            if ((await scope.Completion).Exception is { } error)
            {
                throw new InvalidOperationException(error.ToString());
            }
        }
    }

    private static Outcome Await(Task task, Trace trace)
    {
        string? error = null;
        try
        {
            if (!task.Wait(Timeout))
            {
                error = "it did not end";
            }
        }
        catch (AggregateException thrown)
        {
            error = $"it threw {thrown.InnerException!.GetType().Name}: {thrown.InnerException.Message}";
        }

        error ??= trace.OutOfTurn ?? (trace.Open.Any() ? "something was not left" : null);
        return new Outcome(trace.Hash, trace.Steps, error);
    }
}
