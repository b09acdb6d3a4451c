namespace Estop.Tests.Shields;

/// <summary>Handlers that await: each runs within its budget, and none can keep the stop.</summary>
public class AwaitingHandlerTests
{
    /// <summary>The pieces of time are such that no budget ends by chance.</summary>
    private static readonly LadderOptions Patient = new() { HandlerBudget = Phase.HardTimeout / 2, CleanupBudget = TimeSpan.Zero };

    [Fact]
    public async Task A_handler_that_swallows_and_awaits_does_what_it_is_there_to_do()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wentOn = false;
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                catch (Exception exception)
                {
                    await Task.Yield();
                    await Flush();
                    told.TrySetException(exception);
                }

                wentOn = true;
            },
            Patient);

        var receipt = await Phase.Stop(scope);

        Assert.IsAssignableFrom<OperationCanceledException>(told.Task.Exception!.InnerException);
        Assert.False(wentOn);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);

        static async Task Flush()
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Yield();
                await File.ReadAllTextAsync("/dev/null");
            }
        }
    }

    [Fact]
    public async Task A_retry_loop_that_awaits_in_its_handler_cannot_keep_the_stop()
    {
        var handled = 0;
        var scope = Worker.OnPool(
            async inPlace =>
            {
                while (true)
                {
                    try
                    {
                        inPlace();
                        await Task.Delay(Timeout.Infinite);
                    }
                    catch (Exception)
                    {
                        handled++;
                        await Task.Delay(Timeout.Infinite);
                        handled++;
                    }
                }
            },
            Patient);

        await Phase.Stop(scope);

        Assert.Equal(2, handled);
    }

    [Fact]
    public async Task Each_way_out_of_a_handler_that_awaits_returns_the_stop()
    {
        var ways = new List<string>();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                foreach (var way in new[] { "continue", "goto", "break" })
                {
                    while (true)
                    {
                        try
                        {
                            if (await Returns(inPlace) == 1)
                            {
                                ways.Add("a stop was lost");
                            }
                        }
                        catch (InvalidOperationException)
                        {
                            await Task.Yield();
                            throw;
                        }
                        catch (OperationCanceledException) when (way.Length > 0)
                        {
                            await Task.Yield();
                            switch (way)
                            {
                                case "continue":
                                    continue;
                                case "goto":
                                    goto next;
                                default:
                                    goto done;
                            }
                        }

                        ways.Add("a stop was lost");
                    }

                next:
                    ways.Add("a stop was lost");
                }

            done:
                ways.Add("a stop was lost");
            },
            Patient);

        await Phase.Stop(scope);

        Assert.Empty(ways);

        static async Task<int> Returns(Action inPlace)
        {
            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
                return 0;
            }
            catch (OperationCanceledException)
            {
                await Task.Yield();
                return 1;
            }
        }
    }

    [Fact]
    public async Task A_cleanup_that_throws_in_its_middle_leaves_no_shield_behind()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            for (var i = 0; i < 10; i++)
            {
                try
                {
                    await using var throwing = new ThrowsInDispose();
                    await Task.Yield();
                }
                catch (InvalidOperationException)
                {
                }

                try
                {
                    await Throw();
                }
                catch (InvalidOperationException)
                {
                    try
                    {
                        try
                        {
                            await Throw();
                        }
                        catch (InvalidOperationException)
                        {
                            await Throw();
                        }
                    }
                    catch (InvalidOperationException) when (i >= 0)
                    {
                    }
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

        static async Task Throw()
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task An_async_void_method_and_a_pooled_one_handle_a_stop_as_others_do()
    {
        var steps = new List<string>();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                Void(steps);
                await Pooled(inPlace, steps);
                steps.Add("a stop was lost");
            },
            Patient);

        await Phase.Stop(scope);

        Assert.Equal(["pooled", "void"], steps.Order());

        static async void Void(List<string> steps)
        {
            try
            {
                await Task.Delay(Timeout.Infinite);
            }
            catch (Exception)
            {
                await Task.Yield();
                Add(steps, "void");
            }

            Add(steps, "a stop was lost");
        }

        [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
        static async ValueTask<int> Pooled(Action inPlace, List<string> steps)
        {
            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
            catch (Exception)
            {
                await Task.Yield();
                Add(steps, "pooled");
            }

            return 1;
        }

        static void Add(List<string> steps, string step)
        {
            lock (steps)
            {
                steps.Add(step);
            }
        }
    }

    private sealed class ThrowsInDispose : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }
    }
}
