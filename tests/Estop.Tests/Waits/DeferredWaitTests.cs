using Estop.Runtime;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Waits;

/// <summary>Waits that a stop finds where it has no way out yet.</summary>
public class DeferredWaitTests
{
    [Fact]
    public async Task A_wait_that_ends_by_a_token_does_not_spin_while_the_stop_is_put_off()
    {
        using var never = new ManualResetEventSlim();
        var waits = 0;
        var scope = Worker.OnThread(
            inPlace => _ = UnwovenLibrary.Keep(() =>
            {
                inPlace();
                LinkedWait.Run(never, default, (never, token) =>
                {
                    waits++;
                    never.Wait(token);
                });
                return 1;
            }).Value,
            new LadderOptions { CleanupBudget = TimeSpan.FromSeconds(1) });

        await Phase.Stop(scope);

        // The ladder looks in every few milliseconds; a spin makes ten thousand rounds and more in that time.
        Assert.InRange(waits, 1, 500);
    }
}
