using static Estop.Tests.Pausing.Pauses;

namespace Estop.Tests.Pausing;

/// <summary>Pauses that cross each other, and what they are to hold besides.</summary>
[Collection(nameof(PauseTests))]
public class CrossingPauseTests
{
    [Fact]
    public async Task However_pauses_and_resumes_cross_the_inner_scope_does_at_last_as_the_outer_one()
    {
        var rounds = 0L;
        StopScope? inner = null;
        var outer = Worker.OnPool(inPlace =>
        {
            inner = StopScope.StartTask(async () =>
            {
                inPlace();
                while (true)
                {
                    rounds++;
                    await Task.Delay(1);
                }
            });
            return Task.Delay(Timeout.Infinite);
        });

        using var round = new Barrier(2);
        var pauses = new Thread(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                round.SignalAndWait();
                _ = outer.PauseAsync();
                round.SignalAndWait();
            }
        })
        { IsBackground = true };
        pauses.Start();
        for (var i = 0; i < 5_000; i++)
        {
            round.SignalAndWait();
            outer.Resume();
            round.SignalAndWait();
            Assert.Equal(outer.IsPaused, inner!.IsPaused);
            outer.Resume();
            Assert.False(inner.IsPaused);
        }

        Assert.True(pauses.Join(Phase.HardTimeout));
        AssertGoesOn(ref rounds);
        await Phase.Stop(outer);
    }

    [Fact]
    public async Task A_sleep_in_detached_code_is_held_too()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            using (StopScope.Detach())
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
        });

        await Pause(scope);
        scope.Resume();
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task A_loop_in_detached_code_is_held_too()
    {
        var rounds = 0L;
        var scope = Worker.OnThread(inPlace =>
        {
            using (StopScope.Detach())
            {
                inPlace();
                while (true)
                {
                    rounds++;
                }
            }
        });

        await Pause(scope);
        AssertHeld(ref rounds);
        scope.Resume();
        AssertGoesOn(ref rounds);
        await Phase.Stop(scope);
    }
}
