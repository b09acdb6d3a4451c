namespace Estop.Tests.Shields;

/// <summary>What a declared shield has begun and not awaited is as any other code once the shield is left.</summary>
public class LeftShieldTests
{
    [Fact]
    public async Task An_await_that_began_in_a_shield_ends_by_a_stop_when_the_shield_was_left_long_ago()
    {
        var scope = Worker.OnPool(static async inPlace =>
        {
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task began;
            using (StopShield.Enter("commit"))
            {
                began = Task.Run(async () =>
                {
                    var delay = Task.Delay(Timeout.Infinite);
                    begun.SetResult();
                    await delay;
                });
                await begun.Task;
            }

            inPlace();
            await began;
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.Null(receipt.CutShield);
    }

    [Fact]
    public async Task And_when_it_is_left_as_the_stop_is_due()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var scope = Worker.OnPool(async inPlace =>
        {
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task began;
            using (StopShield.Enter("commit"))
            {
                began = Task.Run(async () =>
                {
                    var delay = Task.Delay(Timeout.Infinite);
                    begun.SetResult();
                    await delay;
                });
                await begun.Task;
                inPlace();
                await goOn.Task;
            }

            await began;
        });

        var stopping = Phase.Stop(scope);
        Phase.Until(() => scope.IsStopDue, "the stop is due");
        goOn.SetResult();
        var receipt = await stopping;

        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
    }

    [Fact]
    public async Task A_shield_that_is_over_has_the_token_of_what_is_in_none()
    {
        StopShield? shield = null;
        var scope = Worker.OnThread(inPlace =>
        {
            shield = StopShield.Enter("commit");
            shield.Dispose();
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });
        var tokens = new ScopeTokens();

        var first = tokens.OfShield(shield!);
        tokens.Forget(shield!);

        Assert.Equal(tokens.Woven, first);
        Assert.Equal(tokens.Woven, tokens.OfShield(shield!));
        Assert.Null(tokens.CancelShields(static _ => true));
        await Phase.Stop(scope);
    }
}
