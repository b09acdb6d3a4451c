using System.Collections.Concurrent;

namespace Estop.Tests.Looks;

/// <summary>Looks at threads in woven waits, which go on as if nobody had looked.</summary>
public class WaitLookTests
{
    [Theory]
    [InlineData("sleep", "System.Threading.Thread.Sleep")]
    [InlineData("monitor", "System.Threading.Monitor.Enter")]
    [InlineData("lock", "System.Threading.Lock.EnterScope")]
    [InlineData("join", "System.Threading.Thread.Join")]
    [InlineData("task", "System.Threading.Tasks.Task.Wait")]
    [InlineData("event", "System.Threading.WaitHandle.WaitOne")]
    [InlineData("timeout", "System.Threading.ManualResetEventSlim.Wait")]
    [InlineData("semaphore", "System.Threading.SemaphoreSlim.Wait")]
    [InlineData("collection", "System.Collections.Concurrent.BlockingCollection`1.Take")]
    [InlineData("pulse", "System.Threading.Monitor.Wait")]
    [InlineData("socket", "System.Net.Sockets.Socket.Receive")]
    public async Task A_woven_wait_gives_its_stack_and_waits_on(string wait, string call)
    {
        using var blocking = new BlockingWaits();
        await using var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            blocking.Wait(wait);
        });
        var inWait = wait == "pulse" ? TimeSpan.FromMilliseconds(50) : Phase.Patience;

        for (var round = 0; round < 3; round++)
        {
            ThreadLook thread;
            do
            {
                thread = Assert.Single((await Phase.InTime(scope.LookAsync(inWait))).Threads);
            }
            while (thread.Source == StackSource.Safepoint && round == 0);

            if (wait == "pulse" && thread.Source == StackSource.None)
            {
                // A pulse could come with the look, and would be lost: such a wait tells what is known from outside.
                Assert.Equal('S', thread.State);
                return;
            }

            Assert.Equal(StackSource.Wait, thread.Source);
            Assert.Contains(nameof(BlockingWaits), thread.Stack[0]);
            Assert.Equal(call, thread.WaitsIn ?? call);
        }

        Assert.False(scope.Completion.IsCompleted);
        Assert.Equal(Rung.Safepoint, (await Phase.Stop(scope)).EndedBy);
    }

    [Fact]
    public async Task A_wait_with_a_timeout_goes_on_with_the_time_that_is_left()
    {
        using var never = new ManualResetEventSlim();
        using var nothing = new BlockingCollection<int>();
        var results = new List<bool>();
        var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            results.Add(never.Wait(300));
            results.Add(never.Wait(TimeSpan.FromMilliseconds(300)));
            results.Add(never.WaitHandle.WaitOne(300));
            results.Add(nothing.TryTake(out _, 300));
            Thread.Sleep(300);
        });

        // Were it begun anew each time, it would not end as long as somebody looks.
        for (var deadline = DateTime.UtcNow + Phase.HardTimeout; !scope.Completion.IsCompleted;)
        {
            Assert.True(DateTime.UtcNow < deadline);
            await scope.LookAsync(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(ScopeOutcome.Completed, (await scope.Completion).Outcome);
        Assert.Equal([false, false, false, false], results);
    }

    [Fact]
    public async Task Looks_at_a_wait_that_signals_first_do_not_have_it_signal_again()
    {
        using var signalled = new Semaphore(0, 100);
        await using var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            WaitHandle.SignalAndWait(signalled, new ManualResetEvent(false));
        });

        await LookInWait(scope, times: 3);

        Assert.True(signalled.WaitOne(0));
        Assert.False(signalled.WaitOne(0));
    }

    [Fact]
    public async Task Looks_at_a_wait_for_tasks_that_are_made_on_demand_do_not_make_them_again()
    {
        var made = 0;
        await using var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            Task.WaitAll(Make());
        });

        await LookInWait(scope, times: 3);

        Assert.Equal(1, made);

        IEnumerable<Task> Make()
        {
            made++;
            yield return new TaskCompletionSource().Task;
        }
    }

    [Fact]
    public async Task Nothing_is_lost_to_looks_items_permits_locks_and_pulses()
    {
        const int Count = 3000;
        using var items = new BlockingCollection<int>(boundedCapacity: 4);
        using var permits = new SemaphoreSlim(0);
        using var auto = new AutoResetEvent(false);
        using var back = new AutoResetEvent(false);
        var gate = new object();
        var pulsed = 0;
        var taken = new List<int>();
        var consumer = StopScope.StartThread(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                taken.Add(items.Take());
                permits.Wait();
                auto.WaitOne();
                lock (gate)
                {
                    while (pulsed == 0)
                    {
                        Monitor.Wait(gate);
                    }

                    pulsed--;
                }

                back.Set();
            }
        });
        var producer = StopScope.StartThread(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                items.Add(i);
                permits.Release();
                auto.Set();
                lock (gate)
                {
                    pulsed++;
                    Monitor.Pulse(gate);
                }

                back.WaitOne();
            }
        });

        while (!producer.Completion.IsCompleted || !consumer.Completion.IsCompleted)
        {
            await Phase.InTime(Task.WhenAll(
                consumer.LookAsync(TimeSpan.FromMilliseconds(5)), producer.LookAsync(TimeSpan.FromMilliseconds(5))));
        }

        Assert.Equal(ScopeOutcome.Completed, (await producer.Completion).Outcome);
        Assert.Equal(ScopeOutcome.Completed, (await consumer.Completion).Outcome);
        Assert.Equal(Enumerable.Range(0, Count), taken);
    }

    private static async Task LookInWait(StopScope scope, int times)
    {
        while (times > 0)
        {
            var look = await Phase.InTime(scope.LookAsync(Phase.Patience));
            times -= look.Threads is [{ Source: StackSource.Wait }] ? 1 : 0;
        }
    }
}
