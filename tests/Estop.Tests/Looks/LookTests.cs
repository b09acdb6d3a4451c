using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Estop.Tests.Signals;
using Estop.Tests.Unwoven;

namespace Estop.Tests.Looks;

/// <summary>Where is it now: looked at, and not stopped.</summary>
public class LookTests
{
    private static readonly TimeSpan Patience = Phase.HardTimeout / 2;
    private static long Rounds;

    [Fact]
    public async Task A_computing_worker_gives_its_stack_at_a_safepoint_and_goes_on()
    {
        await using var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Compute();
        });

        var look = await Phase.InTime(scope.LookAsync(Patience));

        var thread = Assert.Single(look.Threads);
        Assert.Equal(StackSource.Safepoint, thread.Source);
        Assert.Contains(nameof(Compute), thread.Stack[0]);
        Assert.Contains(thread.Stack, static frame => frame.Contains(nameof(A_computing_worker_gives_its_stack_at_a_safepoint_and_goes_on), StringComparison.Ordinal));
        Assert.Null(thread.WaitsIn);
        Assert.False(thread.IsShielded);
        Assert.Null(look.Outcome);
        var before = Volatile.Read(ref Rounds);
        Phase.Until(() => Volatile.Read(ref Rounds) > before, "the worker went on");
        Assert.False(scope.IsStopping);
    }

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
        using var blocking = new Blocking();
        await using var scope = Worker.OnThread(inPlace =>
        {
            inPlace();
            blocking.Wait(wait);
        });
        var inWait = wait == "pulse" ? TimeSpan.FromMilliseconds(50) : Patience;

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
            Assert.Contains(nameof(Blocking), thread.Stack[0]);
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

    [Fact]
    public async Task The_chain_of_awaits_of_a_worker_that_awaits_is_shown()
    {
        var source = new TaskCompletionSource<int>();
        await using var delays = Worker.OnPool(static inPlace => Outer(inPlace, null));
        await using var waits = Worker.OnPool(inPlace => Outer(inPlace, source.Task));

        var delaying = await LookAwaiting(delays);
        var waiting = await LookAwaiting(waits);

        source.SetResult(1);

        Assert.Equal("Task.Delay", delaying.Operation);
        Assert.Equal("a task that somebody else completes", waiting.Operation);
        foreach (var chain in new[] { delaying.Chain, waiting.Chain })
        {
            Assert.Equal(
                [$"{typeof(LookTests).FullName}.{nameof(Inner)}()", $"{typeof(LookTests).FullName}.{nameof(Outer)}()"],
                chain.Take(2));
        }
    }

    [Fact]
    public async Task What_was_given_to_tasks_is_shown_too()
    {
        await using var scope = Worker.OnPool(static async inPlace =>
            await Task.WhenAll(Task.Run(() => Inner(inPlace, null)), Task.Run(static () => Inner(static () => { }, null))));

        IReadOnlyList<AwaitLook> awaits;
        do
        {
            awaits = (await Phase.InTime(scope.LookAsync(Patience))).Awaits;
        }
        while (awaits.Count(static look => look.Operation == "Task.Delay") < 2);

        Assert.Contains(awaits, static look => look.Operation == "Task.WhenAll (2 tasks not completed)");
    }

    [Fact]
    public async Task Of_a_thread_that_comes_to_no_safepoint_the_look_tells_what_the_kernel_knows()
    {
        var release = false;
        await using var native = Worker.OnThread(static inPlace => NativeCalls.Block("read", inPlace));
        var spins = Worker.OnThread(inPlace =>
        {
            inPlace();
            UnwovenLibrary.SpinUntil(ref release);
        });
        ThreadLook Look(StopScope scope) =>
            Assert.Single(Phase.Block(scope.LookAsync(TimeSpan.FromMilliseconds(50))).Threads);
        Phase.Until(() => Look(native).State == 'S', "the thread was in its system call");

        var (blocked, spinning) = (Look(native), Look(spins));
        Volatile.Write(ref release, true);

        Assert.Equal(StackSource.None, blocked.Source);
        Assert.Empty(blocked.Stack);
        Assert.StartsWith("read pipe:", blocked.SystemCall);
        Assert.NotNull(blocked.WaitChannel);
        Assert.Equal(StackSource.None, spinning.Source);
        Assert.Equal('R', spinning.State);
        Assert.True(spinning.CpuTime > TimeSpan.Zero);
        await Phase.InTime(spins.Completion);
    }

    [Fact]
    public async Task The_lock_that_a_thread_waits_for_and_who_holds_it_are_shown()
    {
        var gate = new object();
        var @lock = new Lock();
        await using var holder = Worker.OnThread(inPlace =>
        {
            lock (gate)
            {
                lock (@lock)
                {
                    inPlace();
                    Thread.Sleep(Timeout.Infinite);
                }
            }
        });
        await using var monitor = Worker.OnThread(inPlace =>
        {
            inPlace();
            lock (gate)
            {
            }
        });
        await using var other = Worker.OnThread(inPlace =>
        {
            inPlace();
            lock (@lock)
            {
            }
        });

        foreach (var (waiter, type) in new[] { (monitor, typeof(object)), (other, typeof(Lock)) })
        {
            ThreadLook thread;
            do
            {
                thread = Assert.Single((await Phase.InTime(waiter.LookAsync(Patience))).Threads);
            }
            while (thread.Source != StackSource.Wait);

            Assert.Equal(type.FullName, thread.WaitsFor);
            Assert.Equal(holder.ThreadIds.Single(), thread.LockHolder);
        }

        Assert.True(Assert.Single((await Phase.InTime(holder.LookAsync(Patience))).Threads).IsShielded);
    }

    [Fact]
    public async Task The_thread_of_a_worker_bears_its_name_for_the_operating_system_too()
    {
        await using var scope = Worker.OnThread(
            static inPlace =>
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            },
            name: "cam-42");

        var thread = Assert.Single((await Phase.InTime(scope.LookAsync(Patience))).Threads);

        Assert.Equal("cam-42", thread.Name);
        Assert.True(thread.IsDedicated);
        Assert.Equal("cam-42", File.ReadAllText($"/proc/self/task/{thread.OsThreadId}/comm").Trim());
    }

    [Fact]
    public async Task What_a_scope_has_used_is_counted_also_of_threads_that_have_ended()
    {
        const int Bytes = 10_000_000;
        using var ended = new ManualResetEventSlim();
        await using var scope = StopScope.StartThread(() =>
        {
            var child = new Thread(static () =>
            {
                GC.KeepAlive(new byte[Bytes]);
                for (var until = Environment.TickCount64 + 50; Environment.TickCount64 < until;)
                {
                    Rounds++;
                }
            });
            child.Start();
            child.Join();
            ended.Set();
            Thread.Sleep(Timeout.Infinite);
        });
        Phase.Reached(ended);

        var look = await Phase.InTime(scope.LookAsync(Patience));

        Assert.True(look.AllocatedBytes >= Bytes);
        Assert.True(look.CpuTime > TimeSpan.Zero);
        Assert.True(look.CpuTime > Assert.Single(look.Threads).CpuTime);
    }

    [Fact]
    public async Task A_scope_that_is_over_or_paused_can_be_looked_at()
    {
        await using var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Compute();
        });
        await Phase.InTime(scope.PauseAsync(Patience));

        var paused = await Phase.InTime(scope.LookAsync(Patience));
        await Phase.Stop(scope);
        var over = await Phase.InTime(scope.LookAsync());

        Assert.Contains(nameof(Compute), Assert.Single(paused.Threads).Stack[0]);
        Assert.Equal(ScopeOutcome.Stopped, over.Outcome);
        Assert.Empty(over.Threads);
        Assert.Empty(over.Awaits);
    }

    [Fact]
    public async Task Looks_that_race_each_other_starts_ends_and_stops_never_hang()
    {
        for (var round = 0; round < 100; round++)
        {
            var scope = StopScope.StartThread(static () =>
            {
                using var gate = new SemaphoreSlim(0);
                for (var i = 0; ; i++)
                {
                    Rounds++;
                    if (i % 100 == 0)
                    {
                        gate.Wait(1);
                    }
                }
            });

            var looks = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await scope.LookAsync(Patience);
                }
            }));
            var stop = scope.StopAsync();

            await Phase.InTime(Task.WhenAll([.. looks, stop]));
            Assert.Equal(ScopeOutcome.Stopped, (await stop).Outcome);
        }
    }

    private static void Compute()
    {
        while (true)
        {
            Rounds++;
        }
    }

    private static async Task Outer(Action inPlace, Task<int>? task)
    {
        await Inner(inPlace, task);
        Rounds++;
    }

    private static async Task Inner(Action inPlace, Task<int>? task)
    {
        inPlace();
        if (task is null)
        {
            await Task.Delay(Timeout.Infinite);
        }
        else
        {
            Rounds += await task;
        }
    }

    private static async Task<AwaitLook> LookAwaiting(StopScope scope)
    {
        while (true)
        {
            var look = await Phase.InTime(scope.LookAsync(Patience));
            if (look.Awaits is [{ Operation: not null } awaits])
            {
                return awaits;
            }
        }
    }

    private sealed class Blocking : IDisposable
    {
        private readonly object _monitor = new();
        private readonly Lock _lock = new();
        private readonly ManualResetEventSlim _never = new();
        private readonly ManualResetEventSlim _held = new();
        private readonly SemaphoreSlim _semaphore = new(0);
        private readonly BlockingCollection<int> _items = [];
        private readonly Thread _holder;

        public Blocking()
        {
            _holder = new Thread(() =>
            {
                lock (_monitor)
                {
                    lock (_lock)
                    {
                        _held.Set();
                        _never.Wait();
                    }
                }
            });
            _holder.Start();
            _held.Wait();
        }

        public void Wait(string wait)
        {
            switch (wait)
            {
                case "sleep":
                    Thread.Sleep(Timeout.Infinite);
                    break;
                case "monitor":
                    lock (_monitor)
                    {
                    }

                    break;
                case "lock":
                    lock (_lock)
                    {
                    }

                    break;
                case "join":
                    _holder.Join();
                    break;
                case "task":
                    new TaskCompletionSource().Task.Wait();
                    break;
                case "event":
                    _never.WaitHandle.WaitOne();
                    break;
                case "timeout":
                    _never.Wait(TimeSpan.FromHours(1));
                    break;
                case "semaphore":
                    _semaphore.Wait();
                    break;
                case "collection":
                    _items.Take();
                    break;
                case "pulse":
                    var own = new object();
                    lock (own)
                    {
                        Monitor.Wait(own);
                    }

                    break;
                case "socket":
                    using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
                    {
                        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                        socket.Receive(new byte[1]);
                    }

                    break;
                default:
                    throw new ArgumentException(wait, nameof(wait));
            }
        }

        public void Dispose()
        {
            _never.Set();
            _holder.Join();
        }
    }
}
