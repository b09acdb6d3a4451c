namespace Estop.Tests.Shields;

/// <summary>Stops in async iterators, whose disposal awaits.</summary>
public class AsyncIteratorTests
{
    [Fact]
    public async Task The_finally_of_an_async_iterator_and_its_disposal_run_to_their_end()
    {
        var steps = new List<string>();
        var scope = Worker.OnPool(async inPlace =>
        {
            await foreach (var number in Numbers(steps))
            {
                if (number == 3)
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(["handler", "finally", "using"], steps);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);

        static async IAsyncEnumerable<int> Numbers(List<string> steps)
        {
            await using var resource = new Records(steps);
            try
            {
                for (var i = 0; ; i++)
                {
                    try
                    {
                        await Task.Yield();
                        if (i == 2)
                        {
                            throw new InvalidOperationException();
                        }
                    }
                    catch (InvalidOperationException)
                    {
                        await Task.Yield();
                        steps.Add("handler");
                    }

                    yield return i;
                }
            }
            finally
            {
                await Task.Delay(10);
                steps.Add("finally");
            }
        }
    }

    [Fact]
    public async Task An_async_iterator_is_stopped_in_its_own_await()
    {
        var steps = new List<string>();
        var scope = Worker.OnPool(async inPlace =>
        {
            await foreach (var number in Numbers(inPlace, steps))
            {
                _ = number;
            }
        });

        await Phase.Stop(scope);

        Assert.Equal(["handler", "finally"], steps);

        static async IAsyncEnumerable<int> Numbers(Action inPlace, List<string> steps)
        {
            try
            {
                yield return 1;
                try
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
                catch (OperationCanceledException)
                {
                    await Task.Yield();
                    steps.Add("handler");
                }

                steps.Add("a stop was lost");
                yield return 2;
            }
            finally
            {
                await Task.Yield();
                steps.Add("finally");
            }
        }
    }

    private sealed class Records(List<string> steps) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Delay(5);
            steps.Add("using");
        }
    }
}
