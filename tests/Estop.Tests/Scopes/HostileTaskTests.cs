namespace Estop.Tests.Scopes;

/// <summary>Code that looks at nothing, on the thread pool.</summary>
public class HostileTaskTests
{
    [Fact]
    public async Task I_can_stop_a_worker_that_awaits_delays_in_nested_loops()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            while (true)
            {
                for (var i = 0; i < 30; i++)
                {
                    inPlace();
                    await Task.Delay(5000);
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.Equal(ProofKind.TasksCompleted, receipt.Proof!.Kind);
    }

    [Fact]
    public async Task I_can_stop_a_worker_that_awaits_and_swallows_everything()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            while (true)
            {
                try
                {
                    inPlace();
                    await Task.Delay(1);
                }
                catch
                {
                }
            }
        });

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task I_can_stop_a_worker_that_never_gives_its_pool_thread_back()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            await Task.Yield();
            inPlace();
            while (true)
            {
                Thread.Sleep(1);
            }
        });

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task I_can_stop_a_worker_that_awaits_a_task_nobody_completes()
    {
        var never = new TaskCompletionSource();
        var scope = Worker.OnPool(async inPlace =>
        {
            inPlace();
            await never.Task;
        });

        await Phase.Stop(scope);

        Assert.False(never.Task.IsCompleted);
    }

    [Fact]
    public async Task I_can_stop_a_worker_that_awaits_a_delay_with_a_token_of_its_own()
    {
        using var own = new CancellationTokenSource();
        var scope = Worker.OnPool(async inPlace =>
        {
            while (true)
            {
                inPlace();
                await Task.Delay(Timeout.Infinite, own.Token).ConfigureAwait(false);
            }
        });

        await Phase.Stop(scope);

        Assert.False(own.IsCancellationRequested);
    }

    [Fact]
    public async Task The_finally_of_an_async_worker_has_run_when_the_stop_answers()
    {
        var cleaned = false;
        var scope = Worker.OnPool(async inPlace =>
        {
            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
            finally
            {
                Thread.Sleep(20);
                cleaned = true;
            }
        });

        await Phase.Stop(scope);

        Assert.True(cleaned);
    }

    [Fact]
    public async Task A_stop_reaches_through_calls_of_async_methods()
    {
        var cleaned = new List<string>();
        var scope = Worker.OnPool(inPlace => Outer(inPlace, cleaned));

        await Phase.Stop(scope);

        Assert.Equal(["inner", "outer"], cleaned);

        static async Task Outer(Action inPlace, List<string> cleaned)
        {
            try
            {
                await Inner(inPlace, cleaned);
            }
            finally
            {
                cleaned.Add("outer");
            }
        }

        static async Task Inner(Action inPlace, List<string> cleaned)
        {
            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
            finally
            {
                cleaned.Add("inner");
            }
        }
    }
}
