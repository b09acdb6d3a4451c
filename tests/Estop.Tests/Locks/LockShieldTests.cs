using Estop.Tests.Unwoven;

namespace Estop.Tests.Locks;

/// <summary>A stop waits for the end of a lock, within the lock budget: what others share is not torn.</summary>
public class LockShieldTests
{
    /// <summary>Long enough that only a shield that holds lets a worker come past it.</summary>
    private static readonly LadderOptions Patient = new() { LockBudget = TimeSpan.FromSeconds(20), Deadline = TimeSpan.FromSeconds(25) };

    public static TheoryData<string> Sorts() => [.. Lockers.Sorts];

    [Theory, MemberData(nameof(Sorts))]
    public async Task A_stop_between_two_updates_under_a_lock_waits_for_its_end(string sort)
    {
        var locker = Lockers.Of(sort);
        var (first, second) = (0, 0);
        for (var round = 0; round < 50; round++)
        {
            var scope = Worker.OnThread(
                inPlace =>
                {
                    inPlace();
                    while (true)
                    {
                        locker.Hold(() =>
                        {
                            first++;
                            Compute();
                            second++;
                        });
                    }
                },
                Patient);

            var receipt = await Phase.Stop(scope);

            Assert.Equal(first, second);
            Assert.Null(receipt.LockCutAt);
            Assert.True(locker.IsFree());
        }
    }

    [Theory, MemberData(nameof(Sorts))]
    public async Task A_sleep_under_a_lock_ends_when_the_budget_does(string sort)
    {
        var locker = Lockers.Of(sort);
        var scope = Worker.OnThread(inPlace => locker.Hold(() =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        }));

        var receipt = await Phase.Stop(scope);

        Assert.True(receipt.Elapsed >= new LadderOptions().LockBudget);
        Assert.Contains(nameof(A_sleep_under_a_lock_ends_when_the_budget_does), receipt.LockCutAt!);
        Assert.Equal(CleanupOutcome.Finished, receipt.Cleanup);
        Assert.True(locker.IsFree());
    }

    [Fact]
    public async Task An_endless_loop_under_a_lock_ends_when_the_budget_does()
    {
        var gate = new object();
        var scope = Worker.OnThread(inPlace =>
        {
            lock (gate)
            {
                inPlace();
                while (true)
                {
                }
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.NotNull(receipt.LockCutAt);
        Assert.True(Monitor.TryEnter(gate));
    }

    [Fact]
    public async Task Past_its_budget_a_lock_is_not_cut_at_the_entry_of_a_method_so_that_the_release_is_reached()
    {
        using var gate = new SemaphoreSlim(1);
        var (due, released) = (false, false);
        var scope = Worker.OnThread(
            inPlace =>
            {
                gate.Wait();
                inPlace();
                UnwovenLibrary.SpinUntil(ref due);
                Log(3);
                gate.Release();
                released = true;
                while (true)
                {
                }
            },
            new LadderOptions { LockBudget = TimeSpan.Zero });

        var stopping = Phase.Stop(scope);
        Phase.Until(() => scope.IsStopDue, "the stop is due");
        Volatile.Write(ref due, true);
        var receipt = await stopping;

        Assert.True(released, receipt.StoppedAt);
    }

    [Fact]
    public async Task Without_a_budget_nothing_holds_a_stop_back()
    {
        var scope = Worker.OnThread(
            static inPlace =>
            {
                lock (new object())
                {
                    inPlace();
                    while (true)
                    {
                    }
                }
            },
            new LadderOptions { LockBudget = TimeSpan.Zero });

        Assert.NotNull((await Phase.Stop(scope)).LockCutAt);
    }

    [Fact]
    public async Task A_monitor_that_waits_with_its_lock_released_ends_at_once()
    {
        var gate = new object();
        var scope = Worker.OnThread(
            inPlace =>
            {
                lock (gate)
                {
                    inPlace();
                    Monitor.Wait(gate);
                }
            },
            Patient);

        var receipt = await Phase.Stop(scope);

        Assert.Null(receipt.LockCutAt);
        Assert.True(Monitor.TryEnter(gate));
    }

    [Fact]
    public async Task Waiting_for_a_lock_is_not_shielded()
    {
        var held = new Lock();
        held.Enter();
        var scope = Worker.OnThread(
            inPlace =>
            {
                inPlace();
                lock (held)
                {
                }
            },
            Patient);

        var receipt = Phase.Block(Phase.Stop(scope));
        held.Exit();

        Assert.Null(receipt.LockCutAt);
        await Phase.InTime(scope.Completion);
    }

    [Fact]
    public async Task An_async_method_holds_a_semaphore_across_its_awaits()
    {
        using var gate = new SemaphoreSlim(1);
        var (first, second) = (0, 0);
        for (var round = 0; round < 50; round++)
        {
            var scope = Worker.OnPool(
                async inPlace =>
                {
                    inPlace();
                    while (true)
                    {
                        await gate.WaitAsync();
                        try
                        {
                            first++;
                            await Task.Yield();
                            Compute();
                            await Task.Delay(1);
                            second++;
                        }
                        finally
                        {
                            gate.Release();
                        }
                    }
                },
                Patient);

            var receipt = await Phase.Stop(scope);

            Assert.Equal(first, second);
            Assert.Null(receipt.LockCutAt);
            Assert.Equal(1, gate.CurrentCount);
        }
    }

    [Fact]
    public async Task An_await_under_a_semaphore_ends_when_the_budget_does()
    {
        using var gate = new SemaphoreSlim(1);
        var scope = Worker.OnPool(async inPlace =>
        {
            if (!await gate.WaitAsync(1000).ConfigureAwait(false))
            {
                return;
            }

            try
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            }
            finally
            {
                gate.Release();
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.True(receipt.Elapsed >= new LadderOptions().LockBudget);
        Assert.Equal(1, gate.CurrentCount);
    }

    [Fact]
    public async Task A_semaphore_that_is_no_lock_does_not_hold_a_stop_back()
    {
        // Signalled by somebody else, and never released by the one who waits.
        using var signal = new SemaphoreSlim(1);
        var scope = Worker.OnThread(
            inPlace =>
            {
                signal.Wait();
                inPlace();
                while (true)
                {
                }
            },
            Patient);

        Assert.Null((await Phase.Stop(scope)).LockCutAt);
    }

    private static int Log(int depth) => depth == 0 ? 0 : Log(depth - 1) + 1;

    /// <summary>A few safepoints.</summary>
    private static void Compute()
    {
        for (var random = new Random(1); random.Next(300) != 7;)
        {
        }
    }
}
