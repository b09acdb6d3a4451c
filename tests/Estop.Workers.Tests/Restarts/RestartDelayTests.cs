using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Estop.Workers.Tests.Restarts;

/// <summary>When the next run comes, on a clock that is moved by hand.</summary>
public class RestartDelayTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly RunEnd Failed = new(ScopeOutcome.Failed, "No answer.", default);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_wait_is_twice_as_long_as_the_one_before_up_to_the_longest()
    {
        var restarts = Begin(new() { Mode = RestartMode.OnFailure, Delay = Second, MaxDelay = 10 * Second, Jitter = 0 });

        var delays = Enumerable.Range(0, 6).Select(_ => FailAfter(restarts, Second)!.Delay.TotalSeconds);

        Assert.Equal([1, 2, 4, 8, 10, 10], delays);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, TimeSpan.TicksPerDay)]
    public void A_wait_that_has_doubled_a_thousand_times_is_still_the_longest(long delay, long longest)
    {
        var restarts = Begin(new()
        {
            Mode = RestartMode.OnFailure,
            Delay = TimeSpan.FromTicks(delay),
            MaxDelay = TimeSpan.FromDays(1),
            Jitter = 0,
            MaxRestarts = 1000,
            Window = TimeSpan.FromHours(1),
        });

        var last = Enumerable.Range(0, 5000).Select(_ => FailAfter(restarts, 10 * Second)!.Delay).ToList()[^1];

        Assert.Equal(longest, last.Ticks);
    }

    [Fact]
    public void After_a_run_that_has_lasted_the_waits_are_short_again()
    {
        var policy = new RestartPolicy { Mode = RestartMode.OnFailure, Jitter = 0, Window = 100 * Second };
        var restarts = Begin(policy);
        FailAfter(restarts, Second);
        FailAfter(restarts, Second);
        Assert.Equal(4 * Second, FailAfter(restarts, 99 * Second)!.Delay);

        var next = FailAfter(restarts, policy.Window)!;

        Assert.Equal(Second, next.Delay);
    }

    [Theory]
    [InlineData(0.0, 100, 100)]
    [InlineData(0.5, 50, 100)]
    [InlineData(1.0, 0, 100)]
    public void Chance_shortens_a_wait_by_the_part_that_it_is_given(double jitter, double shortest, double longest)
    {
        var policy = new RestartPolicy
        {
            Mode = RestartMode.OnFailure,
            Delay = 100 * Second,
            MaxDelay = 100 * Second,
            Jitter = jitter,
            MaxRestarts = 1000,
        };
        var restarts = Begin(policy);

        var delays = Enumerable.Range(0, 500).Select(_ => FailAfter(restarts, Second)!.Delay.TotalSeconds).ToList();

        Assert.All(delays, delay => Assert.InRange(delay, shortest, longest));
        Assert.InRange(delays.Max() - delays.Min(), (longest - shortest) * 0.9, longest - shortest);
    }

    [Fact]
    public void The_restart_that_is_one_too_many_within_the_window_is_not_made_and_the_reason_is_told()
    {
        var restarts = Begin(new() { Mode = RestartMode.OnFailure, MaxRestarts = 3, Window = 100 * Second });
        Assert.All(Enumerable.Range(0, 3), _ => Assert.NotNull(FailAfter(restarts, Second)));

        Assert.Null(FailAfter(restarts, Second));

        Assert.Equal((WorkerStatus.Failed, 3), (restarts.Status, restarts.Count));
        Assert.Equal(
            "It was started again 3 times within 00:01:40, as often as its restart policy allows. Run 1 failed: No answer.",
            restarts.GaveUpBecause);
    }

    [Fact]
    public void Restarts_that_lie_further_back_than_the_window_do_not_count()
    {
        var restarts = Begin(new() { Mode = RestartMode.OnFailure, MaxRestarts = 3, Window = 100 * Second });

        Assert.All(Enumerable.Range(0, 50), _ => Assert.NotNull(FailAfter(restarts, 34 * Second)));
    }

    [Theory]
    [InlineData(RestartMode.Never, ScopeOutcome.Failed, false)]
    [InlineData(RestartMode.Never, ScopeOutcome.Completed, false)]
    [InlineData(RestartMode.OnFailure, ScopeOutcome.Failed, true)]
    [InlineData(RestartMode.OnFailure, ScopeOutcome.Completed, false)]
    [InlineData(RestartMode.OnFailure, ScopeOutcome.Stopped, false)]
    [InlineData(RestartMode.Always, ScopeOutcome.Failed, true)]
    [InlineData(RestartMode.Always, ScopeOutcome.Completed, true)]
    [InlineData(RestartMode.Always, ScopeOutcome.Stopped, false)]
    public void The_mode_says_after_which_ends_there_is_a_next_run(RestartMode mode, ScopeOutcome outcome, bool restarts)
    {
        var worker = Begin(new() { Mode = mode });

        worker.Plan(TestRun(), Failed with { Outcome = outcome });

        Assert.Equal(restarts, worker.Pending is not null);
    }

    [Fact]
    public void A_move_waits_for_nothing_and_does_not_count_whatever_the_policy_says()
    {
        var moved = Failed with { MovedBecause = "Its process was killed." };
        foreach (var mode in Enum.GetValues<RestartMode>())
        {
            var restarts = Begin(new() { Mode = mode, MaxRestarts = 1 });
            for (var i = 0; i < 5; i++)
            {
                restarts.Plan(TestRun(), moved);
                Assert.Equal((TimeSpan.Zero, true), (restarts.Pending!.Delay, restarts.Pending.IsMove));
                restarts.Begun();
            }

            Assert.Equal((0, null), (restarts.Count, restarts.GaveUpBecause));
        }
    }

    [Fact]
    public void A_move_that_cannot_be_made_is_told_where_the_policy_does_not_try_again()
    {
        var restarts = Begin(new());
        restarts.Plan(TestRun(), Failed with { MovedBecause = "Its process was killed." });

        restarts.CouldNotStart("No thread is left.");

        Assert.Equal(WorkerStatus.Failed, restarts.Status);
        Assert.Equal("The run after run 1 could not be started: No thread is left.", restarts.GaveUpBecause);
    }

    /// <summary>A run of which only the number counts.</summary>
    private static WorkerRun TestRun() => new(
        null!, 1, new RunEnvironment(null!, NullLoggerFactory.Instance, TimeProvider.System, null!, null!, null!));

    private WorkerRestarts Begin(RestartPolicy policy)
    {
        var restarts = new WorkerRestarts(policy, _time, new Random(20261130));
        restarts.Begun();
        return restarts;
    }

    /// <summary>Has the run fail after that time, and the next one begin.</summary>
    private PendingRestart? FailAfter(WorkerRestarts restarts, TimeSpan time)
    {
        _time.Advance(time);
        restarts.Plan(TestRun(), Failed);
        var next = restarts.Pending;
        if (next is not null)
        {
            restarts.Begun();
        }

        return next;
    }
}
