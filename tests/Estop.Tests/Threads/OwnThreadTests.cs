namespace Estop.Tests.Threads;

/// <summary>However many stop at once, and whatever hangs in their callbacks. Alone: so many at once hold up the stops of other tests.</summary>
[Collection(nameof(OwnThreadTests))]
[CollectionDefinition(nameof(OwnThreadTests), DisableParallelization = true)]
public class OwnThreadTests
{
    private const int Scopes = 2000;
    private const int Hanging = 50;

    [Fact]
    public async Task Callbacks_that_hang_hold_up_no_other_stop_and_threads_are_bounded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The threads of the process are counted where Linux lists them.");
        using var release = new ManualResetEventSlim();
        using var inPlace = new CountdownEvent(Scopes);
        var hanging = 0;
        var scopes = Enumerable.Range(0, Scopes).Select(number => StopScope.StartTask(async () =>
        {
            StopScope.Current!.Token.Register(() =>
            {
                if (number < Hanging)
                {
                    Interlocked.Increment(ref hanging);
                    Wait(release);
                }
            });
            inPlace.Signal();
            await Task.Delay(Timeout.Infinite);
        })).ToList();
        Assert.True(inPlace.Wait(Phase.HardTimeout));
        var before = ThreadsNow();
        var most = 0;

        var request = new StopRequest { Deadline = Phase.HardTimeout };
        var stops = scopes.ConvertAll(scope => scope.StopAsync(request));
        var others = Task.WhenAll(stops.Skip(Hanging));
        while (!others.IsCompleted)
        {
            most = Math.Max(most, ThreadsNow());
            await Task.WhenAny(others, Task.Delay(5));
        }

        Assert.All(await others, static receipt => Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome));
        Phase.Until(() => Volatile.Read(ref hanging) == Hanging, "all of them hung");
        Assert.DoesNotContain(stops.Take(Hanging), static stop => stop.IsCompleted);
        Assert.True(most - before < 4 * Hanging, $"{most} threads, {before} before.");
        release.Set();
        await Phase.InTime(Task.WhenAll(stops));
    }

    [Fact]
    public void What_must_not_wait_does_not_wait_for_those_that_hang()
    {
        using var release = new ManualResetEventSlim();
        using var done = new CountdownEvent(Hanging);
        for (var i = 0; i < Hanging; i++)
        {
            OwnThreads.Run(() =>
            {
                release.Wait();
                done.Signal();
            });
        }

        using var ran = new ManualResetEventSlim();
        Assert.True(OwnThreads.TryRunAtOnce(ran.Set));
        Phase.Reached(ran);

        release.Set();
        Assert.True(done.Wait(Phase.HardTimeout));
    }

    /// <summary>What a callback of the user's does that is not woven: nothing ends it.</summary>
    [Unstoppable("Hangs on purpose.")]
    private static void Wait(ManualResetEventSlim release) => release.Wait();

    private static int ThreadsNow() => Directory.GetDirectories("/proc/self/task").Length;
}
