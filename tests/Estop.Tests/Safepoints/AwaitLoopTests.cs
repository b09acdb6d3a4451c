namespace Estop.Tests.Safepoints;

/// <summary>A loop around awaits is polled on its way back, and never where an await goes on.</summary>
public class AwaitLoopTests
{
    [Fact]
    public async Task What_an_await_has_acquired_is_not_lost_to_a_stop_that_comes_that_moment()
    {
        for (var round = 0; round < 200; round++)
        {
            using var gate = new SemaphoreSlim(0);
            var (taken, released) = (0, 0);
            var scope = Worker.OnPool(
                async inPlace =>
                {
                    inPlace();
                    while (true)
                    {
                        try
                        {
                            await gate.WaitAsync();
                            taken++;
                        }
                        finally
                        {
                            released = taken;
                        }
                    }
                });
            gate.Release(2);

            await Phase.Stop(scope);

            Assert.Equal(taken, released);
            Assert.Equal(2, taken + gate.CurrentCount);
        }
    }

    [Fact]
    public async Task A_finally_block_around_the_awaits_of_a_loop_is_not_jumped_over()
    {
        for (var round = 0; round < 200; round++)
        {
            var (entered, left) = (0, 0);
            var scope = Worker.OnPool(async inPlace =>
            {
                inPlace();
                while (true)
                {
                    try
                    {
                        entered++;
                        await Task.Yield();
                    }
                    finally
                    {
                        left++;
                    }
                }
            });

            await Phase.Stop(scope);

            Assert.Equal(entered, left);
        }
    }
}
