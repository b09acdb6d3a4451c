namespace Estop.Tests.Shields;

/// <summary>Cleanup that awaits: <c>finally</c> with an await in it, <c>await using</c>, <c>DisposeAsync</c>.</summary>
public class AsyncCleanupTests
{
    [Fact]
    public async Task A_finally_that_awaits_runs_to_its_end()
    {
        var cleaned = 0;
        var scope = Worker.OnPool(async inPlace =>
        {
            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
            finally
            {
                for (var i = 0; i < 3; i++)
                {
                    await Task.Delay(10);
                    cleaned++;
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(3, cleaned);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task A_finally_that_starts_with_a_loop_of_awaits_runs_to_its_end()
    {
        var rounds = 0;
        var scope = Worker.OnPool(async inPlace =>
        {
            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
            finally
            {
                while (rounds < 3)
                {
                    await Task.Delay(10);
                    rounds++;
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.Equal(3, rounds);
    }

    [Fact]
    public async Task What_is_used_asynchronously_is_disposed_to_its_end()
    {
        var disposed = new List<string>();
        var scope = Worker.OnPool(async inPlace =>
        {
            await using var outer = new AsyncResource("outer", disposed);
            await using (new AsyncResource("inner", disposed))
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
        });

        await Phase.Stop(scope);

        Assert.Equal(["inner", "outer"], disposed);
    }

    [Fact]
    public async Task A_stop_that_comes_while_a_cleanup_awaits_on_the_normal_way_lets_it_finish()
    {
        var goOn = new TaskCompletionSource();
        var finished = false;
        var wentOn = false;
        var scope = Worker.OnPool(async inPlace =>
        {
            try
            {
                await Task.Yield();
            }
            finally
            {
                inPlace();
                await goOn.Task;
                await Task.Delay(10);
                finished = true;
            }

            await Task.Delay(Timeout.Infinite);
            wentOn = true;
        });
        var stopping = scope.StopAsync();
        Assert.False(stopping.IsCompleted);
        goOn.SetResult();

        var receipt = await Phase.InTime(stopping);

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.True(finished);
        Assert.False(wentOn);
    }

    [Fact]
    public async Task A_cleanup_that_awaits_for_ever_is_cut()
    {
        var scope = Worker.OnPool(
            static async inPlace =>
            {
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                finally
                {
                    await Task.Delay(Timeout.Infinite);
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(100) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task After_a_cleanup_that_awaited_stops_take_effect_again()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            for (var i = 0; i < 10; i++)
            {
                await using (new AsyncResource("", []))
                {
                    await Task.Yield();
                }
            }

            inPlace();
            while (true)
            {
                await Task.Yield();
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.True(receipt.Elapsed < TimeSpan.FromSeconds(4), "The stop waited for the cleanup budget.");
    }

    [Fact]
    public async Task A_scope_that_a_cleanup_starts_is_not_shielded_with_it()
    {
        StopScope? started = null;
        var starter = StopScope.StartTask(async () =>
        {
            try
            {
                await Task.Yield();
            }
            finally
            {
                await Task.Yield();
                started = Worker.OnPool(static async inPlace =>
                {
                    inPlace();
                    while (true)
                    {
                        await Task.Delay(1);
                    }
                });
            }
        });
        Phase.Until(() => started is not null, "the scope is there");

        var receipt = await Phase.Stop(started!);
        await Phase.InTime(starter.Completion);

        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.True(receipt.Elapsed < TimeSpan.FromSeconds(4), "The stop waited for a cleanup budget.");
    }

    [Fact]
    public async Task What_cleanup_hands_to_a_task_is_carried_out()
    {
        var flushed = 0;
        var scope = Worker.OnPool(async inPlace =>
        {
            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
            finally
            {
                await Task.Run(async () =>
                {
                    await Task.Delay(10);
                    flushed++;
                });
            }
        });

        await Phase.Stop(scope);

        Assert.Equal(1, flushed);
    }

    [Fact]
    public async Task A_method_that_a_cleanup_calls_is_shielded_after_its_awaits_too()
    {
        var flushed = false;
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                Flush().Wait();
            }
        });

        await Phase.Stop(scope);

        Assert.True(flushed);

        async Task Flush()
        {
            await Task.Yield();
            await Task.Delay(10);
            await Task.Delay(10);
            flushed = true;
        }
    }

    [Fact]
    public async Task A_stop_at_an_await_in_a_try_block_that_starts_a_loop_runs_its_finally()
    {
        for (var round = 0; round < 200; round++)
        {
            var acquired = 0;
            var released = 0;
            var scope = Worker.OnPool(async inPlace =>
            {
                while (true)
                {
                    try
                    {
                        acquired++;
                        while (true)
                        {
                            inPlace();
                            await Task.Delay(Timeout.Infinite);
                        }
                    }
                    finally
                    {
                        released++;
                    }
                }
            });

            await Phase.Stop(scope);

            Assert.Equal(acquired, released);
        }
    }

    private sealed class AsyncResource(string name, List<string> disposed) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            await Task.Delay(5);
            disposed.Add(name);
        }
    }
}
