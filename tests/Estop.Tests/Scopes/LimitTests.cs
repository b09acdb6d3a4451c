namespace Estop.Tests.Scopes;

/// <summary>A scope that has taken the time that it was given is stopped, and its receipt says so.</summary>
public class LimitTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_scope_is_stopped_when_its_deadline_has_passed()
    {
        var scope = StopScope.StartThread(static () => Thread.Sleep(Timeout.Infinite), new() { Deadline = Short });

        var end = await Phase.InTime(scope.Completion);
        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Stopped, end.Outcome);
        Assert.Contains("deadline", receipt.Reason);
        Assert.Equal("Estop", receipt.RequestedBy);
    }

    [Fact]
    public async Task A_scope_is_stopped_when_its_threads_have_taken_its_processor_time()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "No processor time of threads elsewhere.");
        var scope = StopScope.StartThread(
            static () =>
            {
                var child = new Thread(Spin);
                child.Start();
                Spin();
            },
            new() { CpuTime = Short });

        var end = await Phase.InTime(scope.Completion);
        var receipt = await Phase.InTime(scope.StopAsync());

        Assert.Equal(ScopeOutcome.Stopped, end.Outcome);
        Assert.Contains("processor time", receipt.Reason);
        Assert.True(scope.CpuTime >= Short);
    }

    [Fact]
    public async Task What_tasks_and_inner_scopes_take_counts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "No processor time of threads elsewhere.");
        var scope = StopScope.StartTask(
            static async () =>
            {
                while (true)
                {
                    await Task.Run(static () => StopScope.Run(static () => Burn(TimeSpan.FromMilliseconds(1))));
                }
            },
            new() { CpuTime = Short });

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(scope.Completion)).Outcome);
    }

    [Fact]
    public async Task What_scopes_take_that_a_shield_has_made_counts_while_they_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "No processor time of threads elsewhere.");
        var scope = StopScope.StartThread(
            static () =>
            {
                using var shield = StopShield.Enter("commit", Short);
                StopScope.Run(Spin);
            },
            new() { CpuTime = Short });

        Assert.Equal(ScopeOutcome.Stopped, (await Phase.InTime(scope.Completion)).Outcome);
        Assert.Contains("processor time", (await Phase.InTime(scope.StopAsync())).Reason);
    }

    [Fact]
    public async Task Sleeping_takes_no_processor_time()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "No processor time of threads elsewhere.");
        var scope = StopScope.StartThread(
            static () => Thread.Sleep(3 * Short), new() { CpuTime = 2 * Short });

        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
    }

    [Fact]
    public async Task A_scope_that_ends_in_time_is_left_alone_and_not_kept_alive_by_its_limits()
    {
        var scopes = await Ended();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.InRange(scopes.Count(static scope => scope.TryGetTarget(out _)), 0, 2);

        static async Task<List<WeakReference<StopScope>>> Ended()
        {
            var scopes = new List<WeakReference<StopScope>>();
            for (var i = 0; i < 200; i++)
            {
                var scope = StopScope.StartTask(static () => Task.CompletedTask, new() { Deadline = TimeSpan.FromHours(1) });
                Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
                scopes.Add(new(scope));
            }

            return scopes;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2 * 24 * 60 * 60)]
    public void A_limit_out_of_its_range_is_refused(int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);

        Assert.Throws<ArgumentOutOfRangeException>(() => StopScope.StartThread(static () => { }, new() { Deadline = time }));
        Assert.Throws<ArgumentOutOfRangeException>(() => StopScope.StartThread(static () => { }, new() { CpuTime = time }));
    }

    private static void Spin()
    {
        while (true)
        {
        }
    }

    private static void Burn(TimeSpan time)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(started) < time)
        {
        }
    }
}
