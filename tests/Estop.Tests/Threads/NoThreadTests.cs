namespace Estop.Tests.Threads;

/// <summary>A process that gets no more threads for a while goes on stopping its scopes afterwards.</summary>
[Collection(nameof(NoThreadTests))]
[CollectionDefinition(nameof(NoThreadTests), DisableParallelization = true)]
public sealed class NoThreadTests : IDisposable
{
    private int _failures;

    public NoThreadTests() =>
        Phase.Until(static () => OwnThreadsNow() == 0, "the threads of those before have ended");

    public void Dispose() => NewThreads.Starting = null;

    [Fact]
    public async Task A_stop_whose_callbacks_get_no_thread_is_carried_out_when_there_are_some_again()
    {
        var called = 0;
        var scope = Worker.OnPool(inPlace =>
        {
            StopScope.Current!.Token.Register(() => called++);
            inPlace();
            return Task.Delay(Timeout.Infinite);
        });

        Fail(5);
        await Phase.Stop(scope);

        Assert.Equal(1, called);
        Assert.InRange(_failures, 1, 6);
    }

    [Fact]
    public async Task What_waits_for_its_turn_behind_others_that_hang_is_not_lost()
    {
        var release = new ManualResetEventSlim();
        var done = new CountdownEvent(40);
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });
        for (var i = 0; i < done.InitialCount; i++)
        {
            OwnThreads.Run(() =>
            {
                release.Wait();
                done.Signal();
            });
            Fail(2);
        }

        await Phase.Stop(scope);

        release.Set();
        Assert.True(done.Wait(Phase.HardTimeout));
    }

    [Fact]
    public async Task A_thread_that_is_stopped_is_proven_dead_by_others_where_none_is_there_to_wait_for_it()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        Fail(1);
        var receipt = await Phase.Stop(scope);

        Assert.Equal(1, _failures);
        Assert.Single(receipt.Proof!.Threads);
    }

    [Fact]
    public async Task A_scope_ends_although_nobody_is_there_to_end_what_calls_it()
    {
        var scope = StopScope.StartTask(() =>
        {
            _ = new Timer(static _ => { }, null, Timeout.Infinite, Timeout.Infinite);
            Fail(1);
            return Task.CompletedTask;
        });

        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
    }

    [Fact]
    public async Task A_scope_that_gets_no_thread_is_over_and_the_one_around_it_goes_on()
    {
        StopScope? outer = null;
        Exception? thrown = null;
        outer = StopScope.StartTask(() =>
        {
            Fail(1);
            thrown = Record.Exception(static () => StopScope.StartThread(static () => { }));
            return Task.CompletedTask;
        });

        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(outer.Completion)).Outcome);
        Assert.IsType<OutOfMemoryException>(thrown);
    }

    private void Fail(int times)
    {
        _failures = 0;
        NewThreads.Starting = () =>
        {
            if (Interlocked.Increment(ref _failures) <= times)
            {
                throw new OutOfMemoryException("The test has no more threads.");
            }

            NewThreads.Starting = null;
        };
    }

    private static int OwnThreadsNow() => !OperatingSystem.IsLinux() ? 0
        : Directory.GetDirectories("/proc/self/task").Count(static thread => NameOf(thread) == "Estop");

    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
