using Estop.Tests.Unwoven;

namespace Estop.Tests.Shields;

/// <summary>What <c>finally</c>, <c>using</c> and <c>Dispose</c> may still do when a stop has come.</summary>
public class CleanupTests
{
    [Fact]
    public async Task Finally_and_using_have_run_to_their_end_when_the_stop_answers()
    {
        var cleaned = new List<string>();
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                using (new Resource(() => cleaned.Add("using")))
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
            }
            finally
            {
                for (var i = 0; i < 3; i++)
                {
                    Thread.Sleep(10);
                }

                cleaned.Add("finally");
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(["using", "finally"], cleaned);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.Null(receipt.CleanupCutAt);
    }

    [Fact]
    public async Task A_stop_that_comes_during_cleanup_lets_it_finish()
    {
        var cleaned = false;
        using var goOn = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                _ = inPlace;
            }
            finally
            {
                inPlace();
                goOn.Wait();
                Thread.Sleep(20);
                cleaned = true;
            }

            Thread.Sleep(Timeout.Infinite);
        });
        var stopping = scope.StopAsync();
        Phase.Until(() => scope.IsStopping, "the stop has been asked for");
        Assert.False(stopping.IsCompleted);
        goOn.Set();

        var receipt = await Phase.InTime(stopping);

        Assert.True(cleaned);
        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task Cleanup_past_its_budget_is_cut_and_the_receipt_says_where()
    {
        var scope = WorkerWithEndlessCleanup(new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(100) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
        Assert.Contains(nameof(EndlessCleanup), receipt.CleanupCutAt);
        Assert.True(receipt.Elapsed >= TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Cleanup_that_waits_for_ever_is_cut_too()
    {
        var scope = Worker.OnThread(
            static inPlace =>
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                finally
                {
                    new ManualResetEvent(false).WaitOne();
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(100) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task Cleanup_that_is_a_recursion_is_cut()
    {
        await StopInCleanup(static () => Branch(0));

        static int Branch(int depth) => depth == 50 ? 1 : Branch(depth + 1) + Branch(depth + 1);
    }

    [Fact]
    public async Task Cleanup_that_is_called_for_ever_by_code_that_is_not_woven_is_cut() =>
        await StopInCleanup(static () => Enumerable.Range(0, int.MaxValue).Max(static one => Enumerable.Range(0, int.MaxValue).Max(other => one & other)));

    private static async Task StopInCleanup(Action cleanUp)
    {
        var scope = Worker.OnThread(
            inPlace =>
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                finally
                {
                    cleanUp();
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromMilliseconds(100) });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task Kill_does_not_wait_for_cleanup()
    {
        var scope = WorkerWithEndlessCleanup(
            new LadderOptions { CleanupBudget = TimeSpan.FromHours(1), Deadline = TimeSpan.FromHours(2) });

        var receipt = await Phase.Stop(scope, StopMode.Kill);

        Assert.Equal(StopMode.Kill, receipt.Mode);
        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    [Fact]
    public async Task A_kill_cuts_the_cleanup_that_a_prompt_stop_waits_for()
    {
        using var cleaning = new ManualResetEventSlim();
        var scope = Worker.OnThread(
            inPlace =>
            {
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                finally
                {
                    cleaning.Set();
                    EndlessCleanup();
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromHours(1), Deadline = TimeSpan.FromHours(2) });
        var prompt = scope.StopAsync();
        Phase.Reached(cleaning);

        var receipt = await Phase.Stop(scope, StopMode.Kill);

        Assert.Same(receipt, await Phase.InTime(prompt));
    }

    [Fact]
    public async Task An_interrupt_never_lands_in_cleanup()
    {
        var interrupted = 0;
        for (var round = 0; round < 50; round++)
        {
            var scope = Worker.OnThread(
                inPlace =>
                {
                    while (true)
                    {
                        try
                        {
                            inPlace();
                            UnwovenLibrary.Nap();
                        }
                        finally
                        {
                            interrupted += UnwovenLibrary.Catch(UnwovenLibrary.Nap) is null ? 0 : 1;
                        }
                    }
                },
                new LadderOptions { InterruptAfter = TimeSpan.Zero });

            await Phase.Stop(scope);
        }

        Assert.Equal(0, interrupted);
    }

    private static StopScope WorkerWithEndlessCleanup(LadderOptions ladder) => Worker.OnThread(
        static inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                EndlessCleanup();
            }
        },
        ladder);

    private static void EndlessCleanup()
    {
        while (true)
        {
            Thread.Sleep(10);
        }
    }

    private sealed class Resource(Action disposed) : IDisposable
    {
        public void Dispose() => disposed();
    }
}
