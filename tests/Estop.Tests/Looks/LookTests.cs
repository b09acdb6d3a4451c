namespace Estop.Tests.Looks;

/// <summary>Where is it now: looked at, and not stopped.</summary>
public class LookTests
{
    private static long Rounds;

    [Fact]
    public async Task A_computing_worker_gives_its_stack_at_a_safepoint_and_goes_on()
    {
        await using var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Compute();
        });

        var look = await Phase.InTime(scope.LookAsync(Phase.Patience));

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
            awaits = (await Phase.InTime(scope.LookAsync(Phase.Patience))).Awaits;
        }
        while (awaits.Count(static look => look.Operation == "Task.Delay") < 2);

        Assert.Contains(awaits, static look => look.Operation == "Task.WhenAll (2 tasks not completed)");
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

        var look = await Phase.InTime(scope.LookAsync(Phase.Patience));

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
        await Phase.InTime(scope.PauseAsync(Phase.Patience));

        var paused = await Phase.InTime(scope.LookAsync(Phase.Patience));
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
                    await scope.LookAsync(Phase.Patience);
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
            var look = await Phase.InTime(scope.LookAsync(Phase.Patience));
            if (look.Awaits is [{ Operation: not null } awaits])
            {
                return awaits;
            }
        }
    }
}
