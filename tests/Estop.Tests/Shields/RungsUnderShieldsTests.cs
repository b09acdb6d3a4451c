using Estop.Tests.Unwoven;

namespace Estop.Tests.Shields;

/// <summary>The last rungs come after the shields that still hold: nothing is closed, let go of or given up in them.</summary>
public class RungsUnderShieldsTests
{
    // Many times longer than the rungs take to come.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(700);

    private static readonly LadderOptions Hasty = new()
    {
        InterruptAfter = TimeSpan.Zero,
        SignalAfter = TimeSpan.Zero,
        CloseAfter = TimeSpan.Zero,
        LetGoAfter = TimeSpan.Zero,
        KillAfter = TimeSpan.Zero,
    };

    // What a stop wakes is in its cleanup by then.
    private static readonly LadderOptions Close = new() { CloseAfter = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task Nothing_is_closed_while_a_declared_shield_awaits()
    {
        using var mine = new Given();
        var closed = true;
        var scope = Worker.OnPool(
            async inPlace =>
            {
                StopScope.Current!.Own(mine);
                using (StopShield.Enter("commit"))
                {
                    inPlace();
                    await Task.Delay(Long);
                    closed = mine.Closed;
                }

                await Task.Delay(Timeout.Infinite);
            },
            Hasty);

        var receipt = await Phase.Stop(scope);

        Assert.False(closed);
        Assert.Empty(receipt.Closed);
    }

    [Fact]
    public async Task Nothing_is_let_go_of_while_a_declared_shield_awaits_it()
    {
        var client = new UnwovenClient();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Asked = asked.SetResult;
        var answer = "";
        var scope = Worker.OnPool(
            async inPlace =>
            {
                using (StopShield.Enter("commit"))
                {
                    inPlace();
                    answer = await client.AskAsync("commit");
                }

                await Task.Delay(Timeout.Infinite);
            },
            Hasty);

        var stopping = Phase.Stop(scope);
        await Phase.InTime(asked.Task);
        await Task.Delay(Long);
        client.Answer();
        var receipt = await stopping;

        Assert.Equal("commit True", answer);
        Assert.Empty(receipt.LetGo);
    }

    [Fact]
    public async Task What_a_declared_shield_awaits_is_let_go_of_when_that_is_broken()
    {
        var client = new UnwovenClient();
        var scope = Worker.OnPool(
            async inPlace =>
            {
                try
                {
                    using (StopShield.Enter("commit", TimeSpan.FromMilliseconds(50)))
                    {
                        inPlace();
                        await client.AskAsync("commit");
                    }
                }
                finally
                {
                    client.Answer();
                }
            },
            Hasty);

        Assert.Single((await Phase.Stop(scope)).LetGo);
    }

    [Fact]
    public async Task What_waits_for_a_kill_waits_for_a_declared_shield_that_awaits()
    {
        using var inPlace = new ManualResetEventSlim();
        var committed = false;
        var scope = StopScope.StartTask(
            async () =>
            {
                using (StopShield.Enter("commit"))
                {
                    inPlace.Set();
                    await Task.Delay(Long);
                    committed = true;
                }

                await Task.Delay(Timeout.Infinite);
            },
            new StopScopeOptions { Ladder = Hasty with { KillAfter = Long / 2 }, GivesUpEarly = true });
        Phase.Reached(inPlace);

        await Phase.Stop(scope);

        Assert.True(committed);
    }

    [Fact]
    public async Task Nothing_is_closed_while_cleanup_that_takes_no_token_awaits()
    {
        using var mine = new Given();
        var closed = true;
        var scope = Worker.OnPool(
            async inPlace =>
            {
                StopScope.Current!.Own(mine);
                await using (new UnwovenResource(async () =>
                {
                    await Task.Delay(Long);
                    closed = mine.Closed;
                }))
                {
                    inPlace();
                    await Task.Delay(Timeout.Infinite);
                }
            },
            Close);

        var receipt = await Phase.Stop(scope);

        Assert.False(closed);
        Assert.Empty(receipt.Closed);
    }

    [Fact]
    public async Task Nothing_is_closed_for_one_thread_while_another_cleans_up()
    {
        using var mine = new Given();
        var closed = true;
        using var spinning = new ManualResetEventSlim();
        var scope = Worker.OnThread(
            inPlace =>
            {
                StopScope.Current!.Own(mine);
                new Thread(() =>
                {
                    spinning.Set();
                    UnwovenLibrary.SpinUntil(ref mine.Closed);
                }).Start();
                spinning.Wait();
                try
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
                finally
                {
                    Thread.Sleep(Long);
                    closed = mine.Closed;
                }
            },
            Close);

        var receipt = await Phase.Stop(scope);

        Assert.False(closed);
        Assert.Equal([nameof(Given)], receipt.Closed);
    }

    [Fact]
    public async Task Cleanup_is_cut_before_the_deadline_also_when_it_begins_late()
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
                    SleepForEver();
                }
            },
            new LadderOptions { CleanupBudget = TimeSpan.FromHours(1) });

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest
        {
            Mode = StopMode.Graceful,
            Grace = TimeSpan.FromSeconds(2),
            Deadline = TimeSpan.FromSeconds(8),
        }));

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
    }

    private static void SleepForEver()
    {
        while (true)
        {
            Thread.Sleep(1);
        }
    }

    private sealed class Given : IDisposable
    {
        public bool Closed;

        public void Dispose() => Volatile.Write(ref Closed, true);
    }
}
