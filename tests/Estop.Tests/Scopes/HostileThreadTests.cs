using Estop.Tests.Unwoven;

namespace Estop.Tests.Scopes;

/// <summary>Code that looks at nothing, on a thread.</summary>
public class HostileThreadTests
{
    private static ulong Sink;

    [Fact]
    public async Task I_can_stop_a_worker_that_computes_in_nested_loops()
    {
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            for (ulong i = 0; ; i++)
            {
                for (ulong j = 0; j < 1000; j++)
                {
                    Sink += i * j;
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.Equal(ProofKind.ThreadsExited, receipt.Proof!.Kind);
        Assert.Contains(nameof(I_can_stop_a_worker_that_computes_in_nested_loops), receipt.StoppedAt);
    }

    [Fact]
    public async Task I_can_stop_a_worker_that_sleeps_inside_nested_loops()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            while (true)
            {
                for (var i = 0; i < 30; i++)
                {
                    inPlace();
                    Thread.Sleep(5000);
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task I_can_stop_a_worker_that_swallows_everything()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            while (true)
            {
                try
                {
                    inPlace();
                    Thread.Sleep(1);
                }
                catch
                {
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_retry_policy_of_an_unwoven_library_is_stopped_again_and_again_and_reported()
    {
        var giveUp = false;
        var failures = 0;
        var scope = Worker.OnThread(
            inPlace => UnwovenLibrary.Retry(
                () =>
                {
                    inPlace();
                    Thread.Sleep(5000);
                },
                ref giveUp,
                ref failures),
            new LadderOptions { Deadline = TimeSpan.FromMilliseconds(300) });

        // The policy swallows every stop, and nothing of the worker's own code is left that could end it.
        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.NotNull(receipt.StoppedAt);
        Assert.True(failures > 2, $"It was stopped {failures} times.");
        Volatile.Write(ref giveUp, true);
        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(scope.Completion)).Outcome);
    }

    [Fact]
    public async Task I_can_stop_a_worker_in_an_unwoven_wait()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            UnwovenLibrary.SleepForEver();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Interrupt, receipt.EndedBy);
    }

    [Fact]
    public async Task An_unwoven_wait_inside_a_handler_that_swallows_ends_too()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            while (true)
            {
                try
                {
                    inPlace();
                    UnwovenLibrary.SleepForEver();
                }
                catch (ThreadInterruptedException)
                {
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Interrupt, receipt.EndedBy);
    }

    [Fact]
    public async Task An_unwoven_spin_is_abandoned_and_never_called_stopped_before_it_ends()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });

        var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        Assert.Null(receipt.Proof);
        Assert.Null(receipt.EndedBy);
        Assert.Equal(CleanupOutcome.Unknown, receipt.Cleanup);
        Assert.Equal(Rung.Abandon, receipt.Rungs[^1].Rung);
        Assert.Contains(scope.ThreadIds[0].ToString(), Assert.Single(receipt.LeftBehind));
        Assert.False(scope.Completion.IsCompleted);

        Volatile.Write(ref release, true);
        await Phase.InTime(scope.Completion);
    }

    [Fact]
    public async Task A_deadline_that_has_passed_at_once_abandons_the_run_and_harms_nobody()
    {
        for (var round = 0; round < 20; round++)
        {
            var release = false;
            var scope = Worker.OnThread(inPlace =>
            {
                inPlace();
                UnwovenLibrary.SpinUntil(ref release);
            });

            var receipt = await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromTicks(1) }));
            Volatile.Write(ref release, true);
            await Phase.InTime(scope.Completion);

            Assert.Equal(ScopeOutcome.Abandoned, receipt.Outcome);
        }
    }

    [Fact]
    public async Task An_abandoned_run_that_comes_back_to_woven_code_is_stopped_there()
    {
        var release = false;
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
            while (true)
            {
                Sink++;
            }
        });
        await Phase.InTime(scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromMilliseconds(200) }));

        Volatile.Write(ref release, true);
        var end = await Phase.InTime(scope.Completion);

        Assert.Equal(ScopeOutcome.Stopped, end.Outcome);
    }
}
