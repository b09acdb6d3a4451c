namespace Estop.Tests.Locks;

public class LockWaitTests
{
    [Fact]
    public void Waiting_for_a_monitor_ends_at_once_and_the_lock_is_not_taken()
    {
        var held = new object();
        StopReceipt receipt;
        lock (held)
        {
            var scope = Worker.OnThread(inPlace =>
            {
                inPlace();
                lock (held)
                {
                    throw new InvalidOperationException("The lock was not free.");
                }
            });
            receipt = Phase.Block(Phase.Stop(scope));
        }

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.False(Monitor.IsEntered(held));
        Assert.True(Monitor.TryEnter(held));
    }

    [Fact]
    public void Waiting_for_a_lock_object_ends_at_once_and_the_lock_is_not_taken()
    {
        var held = new Lock();
        StopReceipt receipt;
        held.Enter();
        try
        {
            var scope = Worker.OnThread(inPlace =>
            {
                inPlace();
                lock (held)
                {
                    throw new InvalidOperationException("The lock was not free.");
                }
            });
            receipt = Phase.Block(Phase.Stop(scope));
        }
        finally
        {
            held.Exit();
        }

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
        Assert.True(held.TryEnter());
    }

    [Fact]
    public async Task A_stopped_worker_leaves_its_lock_free()
    {
        var shared = new object();
        for (var round = 0; round < 100; round++)
        {
            var scope = Worker.OnThread(inPlace =>
            {
                while (true)
                {
                    lock (shared)
                    {
                        inPlace();
                    }
                }
            });

            await Phase.Stop(scope);

            Assert.True(Monitor.TryEnter(shared, Phase.HardTimeout));
            Monitor.Exit(shared);
        }
    }

    [Fact]
    public async Task A_lock_that_was_taken_is_never_lost_to_a_stop_that_comes_that_moment()
    {
        var shared = new object();
        for (var round = 0; round < 300; round++)
        {
            var scope = Worker.OnThread(inPlace =>
            {
                inPlace();
                while (true)
                {
                    lock (shared)
                    {
                        Thread.SpinWait(50);
                    }
                }
            });
            lock (shared)
            {
                _ = scope.StopAsync();
            }

            await Phase.Stop(scope);
            Assert.True(Monitor.TryEnter(shared, Phase.HardTimeout));
            Monitor.Exit(shared);
        }
    }

    [Fact]
    public async Task Monitor_wait_ends_at_once()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            var gate = new object();
            lock (gate)
            {
                inPlace();
                Monitor.Wait(gate);
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }
}
