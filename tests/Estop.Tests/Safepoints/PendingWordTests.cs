using Estop.Runtime;
using Estop.Tests.Pausing;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Safepoints;

/// <summary>Other scopes pay for the pending word, so it is set no longer than need be.</summary>
[Collection(nameof(PendingWordTests))]
[CollectionDefinition(nameof(PendingWordTests), DisableParallelization = true)]
public class PendingWordTests
{
    [Fact]
    public async Task The_word_is_clear_when_nothing_is_being_stopped()
    {
        await Phase.Stop(Worker.OnThread(static inPlace =>
        {
            inPlace();
            while (true)
            {
            }
        }));

        Assert.Equal(0, SafepointWord.Pending);
        Assert.Equal(0, SafepointWord.Stopping);
    }

    [Fact]
    public async Task A_look_leaves_the_word_clear_also_one_at_a_thread_that_does_not_answer()
    {
        var release = false;
        await using var computes = Worker.OnThread(static inPlace =>
        {
            inPlace();
            while (true)
            {
            }
        });
        var spins = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });

        var answered = await Phase.InTime(computes.LookAsync(Phase.HardTimeout / 2));
        Assert.Equal(0, SafepointWord.Pending);
        var silent = await Phase.InTime(spins.LookAsync(TimeSpan.FromMilliseconds(50)));

        Assert.Equal(0, SafepointWord.Pending);
        Assert.Equal(
            (StackSource.Safepoint, StackSource.None),
            (Assert.Single(answered.Threads).Source, Assert.Single(silent.Threads).Source));
        Volatile.Write(ref release, true);
        await Phase.InTime(spins.Completion);
    }

    [Fact]
    public async Task A_thread_in_cleanup_has_answered_so_the_word_is_clear()
    {
        using var goOn = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                goOn.Wait();
            }
        });

        var stopping = scope.StopAsync();

        Phase.Until(static () => SafepointWord.Stopping != 0 && SafepointWord.Pending == 0, "the word is clear");
        goOn.Set();
        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(stopping)).Outcome);
        Assert.Equal(0, SafepointWord.Stopping);
    }

    [Fact]
    public async Task An_abandoned_scope_leaves_the_word_clear_most_of_the_time()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });
        await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(100) }));

        AssertClearMostOfTheTime();

        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);
        Assert.Equal(0, SafepointWord.Pending);
    }

    [Fact]
    public async Task A_held_scope_leaves_the_word_clear_that_every_loop_reads()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            while (true)
            {
            }
        });

        await Pauses.Pause(scope);
        Assert.Equal(0, SafepointWord.Pending);

        scope.Resume();
        Assert.Equal(0, SafepointWord.Pending);
        Assert.Equal(0, SafepointWord.Stopping);
        await Phase.Stop(scope);
    }

    [Fact]
    public async Task What_does_not_come_to_a_pause_leaves_the_word_clear_most_of_the_time()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });
        await Phase.InTime(scope.PauseAsync(TimeSpan.FromMilliseconds(50)));

        AssertClearMostOfTheTime();

        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);
        Assert.Equal(0, SafepointWord.Pending);
        Assert.Equal(0, SafepointWord.Stopping);
    }

    private static void AssertClearMostOfTheTime()
    {
        var set = 0;
        const int Looks = 300;
        for (var look = 0; look < Looks; look++)
        {
            set += SafepointWord.Pending != 0 ? 1 : 0;
            Thread.Sleep(1);
        }

        // 1 % of the time is the rule; a tenth leaves room for a machine that is late with the clock's pulses.
        Assert.InRange(set, 0, Looks / 10);
    }
}
