using Estop.Tests.Unwoven;

namespace Estop.Tests.Waits;

/// <summary>
/// An await ends early only through its own operation. Letting go of that is the last rung, is said in the receipt, and is
/// never done to an operation that holds a buffer, a stream or a lock.
/// </summary>
public class LetGoTests
{
    internal static readonly LadderOptions Hasty = new()
    {
        InterruptAfter = TimeSpan.Zero,
        CloseAfter = TimeSpan.Zero,
        LetGoAfter = TimeSpan.Zero,
        LockBudget = TimeSpan.Zero,
    };

    private static readonly Dictionary<string, Action<Func<Task>>> Blockings = new()
    {
        ["Wait"] = static method => method().Wait(),
        ["Result"] = static method => _ = One(method).Result,
        ["GetResult"] = static method => method().GetAwaiter().GetResult(),
        ["GetResult, configured"] = static method => method().ConfigureAwait(false).GetAwaiter().GetResult(),
        ["a kept task"] = static method =>
        {
            var task = method();
            Thread.Yield();
            task.Wait();
        },
        ["a value task"] = static method => Value(method).GetAwaiter().GetResult(),
        ["a value task's result"] = static method => _ = ValueOne(method).Result,
        ["a value task as a task"] = static method => Value(method).AsTask().Wait(),
    };

    public static TheoryData<string> BlockingNames() => [.. Blockings.Keys];

    [Theory, MemberData(nameof(BlockingNames))]
    public async Task What_blocks_on_an_async_method_leaves_after_its_cleanup(string how)
    {
        var left = new List<string>();
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                Blockings[how](async () =>
                {
                    try
                    {
                        inPlace();
                        await Task.Delay(Timeout.Infinite);
                    }
                    finally
                    {
                        await Task.Delay(20);
                        left.Add("inner");
                    }
                });
            }
            finally
            {
                left.Add("outer");
            }
        });

        await Phase.Stop(scope);

        Assert.Equal(["inner", "outer"], left);
    }

    [Fact]
    public async Task A_semaphore_that_is_awaited_with_a_token_of_the_users_is_never_taken_and_lost()
    {
        using var own = new CancellationTokenSource();
        using var semaphore = new SemaphoreSlim(0);
        var scope = Worker.OnPool(
            async inPlace =>
            {
                inPlace();
                await semaphore.WaitAsync(own.Token);
                try
                {
                    await Task.Delay(Timeout.Infinite);
                }
                finally
                {
                    semaphore.Release();
                }
            },
            Hasty);

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(300) }));
        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Empty(receipt.LetGo);

        semaphore.Release();
        await Phase.InTime(scope.Completion);
        Assert.Equal(1, semaphore.CurrentCount);
    }

    [Fact]
    public async Task An_operation_that_cannot_be_ended_is_let_go_of_last_and_the_run_is_abandoned_until_it_completes()
    {
        var client = new UnwovenClient();
        var cleaned = false;
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    inPlace();
                    await client.AskAsync("cam-42");
                }
                finally
                {
                    cleaned = true;
                }
            },
            Hasty);

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(500) }));

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Equal([Rung.LetGo, Rung.Abandon], receipt.Rungs.Select(static rung => rung.Rung).TakeLast(2));
        Assert.Equal(["Estop.Tests.Unwoven.UnwovenClient.AskAsync(String, CancellationToken)"], receipt.LetGo);
        Assert.Equal(["1 operation(s) that the stop has let go of have not completed."], receipt.LeftBehind);
        Assert.True(cleaned);
        Assert.False(scope.Completion.IsCompleted);

        client.Fail();
        var end = await Phase.InTime(scope.Completion);
        Assert.Equal(ScopeOutcome.Stopped, end.Outcome);
    }

    [Fact]
    public async Task An_operation_that_was_let_go_of_and_completes_in_time_was_stopped()
    {
        var client = new UnwovenClient();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    inPlace();
                    await client.TellAsync(new Uri("http://localhost"), 3);
                }
                finally
                {
                    client.Answer();
                }
            },
            Hasty);

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.LetGo, receipt.EndedBy);
        Assert.Equal(["Estop.Tests.Unwoven.UnwovenClient.TellAsync(Uri, Int32)"], receipt.LetGo);
        Assert.Empty(receipt.LeftBehind);
    }

    [Fact]
    public async Task A_result_that_comes_late_is_disposed()
    {
        var client = new UnwovenClient();
        var name = Guid.NewGuid().ToString();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                inPlace();
                using var session = await client.OpenAsync(name);
            },
            Hasty);

        await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(300) }));
        client.Answer();
        await Phase.InTime(scope.Completion);

        lock (UnwovenClient.Session.Disposed)
        {
            Assert.Equal([name], UnwovenClient.Session.Disposed.Where(one => one == name));
        }
    }

    [Fact]
    public async Task An_operation_in_cleanup_has_the_time_of_cleanup()
    {
        var client = new UnwovenClient();
        var answer = "";
        var asked = new TaskCompletionSource();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                finally
                {
                    // The ladder has stood at this rung since long before.
                    Phase.Until(() => StopScope.Current!.Token.IsCancellationRequested, "the stop has come");
                    asked.SetResult();
                    answer = await client.AskAsync("goodbye");
                }
            },
            Hasty);

        var stopping = Phase.Stop(scope);
        await Phase.InTime(asked.Task);
        client.Answer();
        var receipt = await stopping;

        Assert.Equal("goodbye True", answer);
        Assert.Empty(receipt.LetGo);
    }

    [Fact]
    public async Task An_operation_in_cleanup_is_let_go_of_when_the_budget_is_spent()
    {
        var client = new UnwovenClient();
        var cleaned = false;
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                finally
                {
                    try
                    {
                        await client.AskAsync("goodbye");
                    }
                    finally
                    {
                        cleaned = true;
                        client.Answer();
                    }
                }
            },
            Hasty with { CleanupBudget = TimeSpan.FromMilliseconds(100) });

        var receipt = await Phase.Stop(scope);

        Assert.True(cleaned);
        Assert.Single(receipt.LetGo);
    }

    [Fact]
    public async Task An_await_of_a_task_that_was_given_to_the_method_is_let_go_of_last()
    {
        var given = new TaskCompletionSource();
        var scope = Worker.OnPool(inPlace => Wait(inPlace, given.Task), Hasty);

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(300) }));
        given.SetResult();
        await Phase.InTime(scope.Completion);

        Assert.Equal(["A task that was given to Estop.Tests.Waits.LetGoTests.An_await_of_a_task_that_was_given_to_the_method_is_let_go_of_last"], receipt.LetGo);

        static async Task Wait(Action inPlace, Task given)
        {
            inPlace();
            await given;
        }
    }

    private static async Task<int> One(Func<Task> method)
    {
        await method();
        return 1;
    }

    private static async ValueTask Value(Func<Task> method) => await method();

    private static async ValueTask<int> ValueOne(Func<Task> method)
    {
        await method();
        return 1;
    }
}
