namespace Estop.Tests.Generated.Running;

/// <summary>Stops a program in its loop that does not end.</summary>
internal static class StopDrill
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Without an interrupt: a stop that the woven code misses would pass for one that it obeys.</summary>
    private static readonly LadderOptions Ladder = new()
    {
        InterruptAfter = TimeSpan.FromDays(1),
        Deadline = TimeSpan.FromSeconds(20),
        CleanupBudget = TimeSpan.FromSeconds(15),
        HandlerBudget = TimeSpan.FromSeconds(15),
    };

    /// <summary>For loops in cleanup and handlers, which end when the budget is spent.</summary>
    private static readonly LadderOptions ShelteredLadder = Ladder with
    {
        CleanupBudget = TimeSpan.FromMilliseconds(20),
        HandlerBudget = TimeSpan.FromMilliseconds(20),
    };

    /// <summary>What went wrong; null when nothing did.</summary>
    public static async Task<string?> StopAsync(Func<Task?> run, Trace trace, bool isSheltered)
    {
        trace.Reset();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        trace.Ready = () => entered.TrySetResult();
        var options = new StopScopeOptions { Ladder = isSheltered ? ShelteredLadder : Ladder };
        Task? task = null;
        var scope = StopScope.StartTask(() => task = run() ?? Task.CompletedTask, options);
        try
        {
            await Task.WhenAny(entered.Task, scope.Completion).WaitAsync(Timeout);
        }
        catch (TimeoutException)
        {
            return "the loop was never entered";
        }

        if (!entered.Task.IsCompleted)
        {
            return $"it ended without entering the loop: {await scope.Completion}";
        }

        var receipt = await scope.StopAsync().WaitAsync(Timeout);
        if (receipt.Outcome != ScopeOutcome.Stopped || receipt.EndedBy is not (Rung.Safepoint or Rung.Token))
        {
            return receipt.Outcome == ScopeOutcome.Stopped && receipt.EndedBy is null
                ? $"it had ended when it was stopped: {await scope.Completion}"
                : $"it was not stopped at a safepoint: {receipt}";
        }

        if (isSheltered)
        {
            return null;
        }

        // No code of it runs any more, and all that it entered was left.
        return trace.OutOfTurn
            ?? (trace.Open.Any() ? $"{string.Join(", ", trace.Open)} was not left: {receipt}"
                : receipt.Cleanup == CleanupOutcome.Cut ? $"cleanup was cut: {receipt}"
                : !IsFree(trace) ? "a lock is still held"
                : null);
    }

    private static bool IsFree(Trace trace)
    {
        if (!Monitor.TryEnter(trace.Gate, TimeSpan.Zero))
        {
            return false;
        }

        Monitor.Exit(trace.Gate);
        if (!trace.Lock.TryEnter())
        {
            return false;
        }

        trace.Lock.Exit();
        return true;
    }
}
