using System.Reflection;

namespace Estop.Weaving.Tests.Harness;

/// <summary>Woven code in a stop scope, stopped where it says it is.</summary>
internal static class Worker
{
    /// <summary>So long a stop may take on a machine that is busy with other things. What is asserted is that it ends.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Without an interrupt: a stop that the woven code misses would pass for one that it obeys.</summary>
    public static LadderOptions Ladder { get; } = new()
    {
        InterruptAfter = TimeSpan.FromDays(1),
        Deadline = TimeSpan.FromSeconds(20),
        CleanupBudget = TimeSpan.FromSeconds(15),
        HandlerBudget = TimeSpan.FromSeconds(15),
    };

    /// <summary>
    /// Runs <c>Code.Run(Action ready)</c> on a thread of its own, stops it once it has called <c>ready</c>, and asserts
    /// that its safepoints ended it.
    /// </summary>
    public static async Task<StopReceipt> StopAsync(LoadedSnippet code, LadderOptions? ladder = null)
    {
        var run = code.Delegate<Action<Action>>("Run");
        return await StopAsync(ready => StopScope.StartThread(() => run(ready), Options(ladder)));
    }

    /// <summary>The same for <c>Task Code.Run(Action ready)</c>, on the thread pool.</summary>
    public static async Task<StopReceipt> StopTaskAsync(LoadedSnippet code, LadderOptions? ladder = null)
    {
        var run = code.Delegate<Func<Action, Task>>("Run");
        return await StopAsync(ready => StopScope.StartTask(() => run(ready), Options(ladder)));
    }

    /// <summary>The same for any such method: on a thread if it is one of those that return nothing, else as a task.</summary>
    public static Task<StopReceipt> StopAsync(MethodInfo method)
    {
        if (method.ReturnType != typeof(Task))
        {
            var run = method.CreateDelegate<Action<Action>>();
            return StopAsync(ready => StopScope.StartThread(() => run(ready), Options(ladder: null)));
        }

        var runTask = method.CreateDelegate<Func<Action, Task>>();
        return StopAsync(ready => StopScope.StartTask(() => runTask(ready), Options(ladder: null)));
    }

    private static StopScopeOptions Options(LadderOptions? ladder) => new() { Ladder = ladder ?? Ladder };

    /// <summary>The same for a scope that runs anything which calls <c>ready</c>.</summary>
    public static async Task<StopReceipt> StopAsync(Func<Action, StopScope> start)
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var scope = start(() => running.TrySetResult());
        var first = await Task.WhenAny(running.Task, scope.Completion).WaitAsync(Timeout, TestContext.Current.CancellationToken);
        Assert.True(first == running.Task, $"The code ended before it was stopped: {(first as Task<ScopeEnd>)?.Result}");

        var receipt = await scope.StopAsync().WaitAsync(Timeout, TestContext.Current.CancellationToken);
        Assert.True(receipt.Outcome == ScopeOutcome.Stopped, $"{receipt}");
        Assert.True(receipt.EndedBy is Rung.Safepoint or Rung.Token, $"{receipt}");
        Assert.Empty(scope.ThreadIds);
        return receipt;
    }
}
