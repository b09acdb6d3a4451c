using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Estop.Workers.Tests.Restarts;

public class RestartTests
{
    private static readonly RestartPolicy AtOnce = new() { Mode = RestartMode.OnFailure, Delay = TimeSpan.Zero, MaxRestarts = 1000 };
    private static readonly RestartPolicy Late = AtOnce with { Delay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) };

    [Fact]
    public async Task A_worker_that_fails_is_started_again_and_is_never_seen_as_failed_meanwhile()
    {
        await using var service = await FlakyAsync(failures: 20);
        await StartAsync(service, AtOnce);
        var seen = new HashSet<WorkerStatus>();

        Phase.Until(
            () =>
            {
                var worker = service.Supervisor.Find("one")!;
                seen.Add(worker.Status);
                return worker.Run.Number == 21 && worker.Status == WorkerStatus.Running;
            },
            "run 21 executes");

        var worker = service.Supervisor.Find("one")!;
        Assert.Equal(20, worker.Restarts);
        Assert.Equal("Run 20 failed: System.IO.IOException: Failure 20.", worker.Run.StartedBecause);
        Assert.DoesNotContain(WorkerStatus.Failed, seen);
        await StopAsync(service);
    }

    [Fact]
    public async Task A_worker_without_a_policy_stays_failed()
    {
        await using var service = await FlakyAsync(failures: 1);

        await StartAsync(service, restart: null);
        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Failed, "it has failed");

        Assert.Equal((1, 0), (service.Supervisor.Find("one")!.Run.Number, service.Supervisor.Find("one")!.Restarts));
        Assert.Null(service.Supervisor.Find("one")!.NextStartAt);
    }

    [Fact]
    public async Task The_policy_of_the_kind_counts_where_the_start_says_nothing()
    {
        await using var service = await FlakyAsync(failures: 1, AtOnce);

        await StartAsync(service, restart: null);
        Phase.Until(() => service.Supervisor.Find("one")!.Run is { Number: 2, Status: WorkerStatus.Running }, "it runs again");
        await StartAsync(service, new RestartPolicy(), "two");

        Assert.Equal(AtOnce, service.Supervisor.Find("one")!.Restart);
        Assert.Equal(AtOnce, service.Supervisor.Kinds.Single().Restart);
        Assert.Equal(RestartMode.Never, service.Supervisor.Find("two")!.Restart.Mode);
    }

    [Fact]
    public async Task A_worker_that_always_runs_is_started_again_when_it_has_completed()
    {
        using var third = new ManualResetEventSlim();
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("quick", (_, context) =>
        {
            if (context.Run == 3)
            {
                third.Set();
                TestWork.SleepForEver();
            }
        }));

        await Phase.InTime(service.Supervisor.StartAsync(
            new() { Kind = "quick", Id = "one", Restart = AtOnce with { Mode = RestartMode.Always } }));

        Phase.Reached(third);
        Assert.Equal("Run 2 completed.", service.Supervisor.Find("one")!.Run.StartedBecause);
    }

    [Fact]
    public async Task A_stop_in_the_wait_is_answered_at_once_and_the_worker_never_begins_again()
    {
        var time = new FakeTimeProvider();
        await using var service = await FlakyAsync(failures: 1, time: time);
        await StartAsync(service, Late);
        InBackoff(service);
        Assert.InRange(
            service.Supervisor.Find("one")!.NextStartAt!.Value - time.GetUtcNow(), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));

        var receipt = await StopAsync(service);
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((1, ScopeOutcome.Failed), (receipt.Run, receipt.Stop.Outcome));
        var worker = service.Supervisor.Find("one")!;
        Assert.Equal((WorkerStatus.Stopped, 1), (worker.Status, worker.Run.Number));
        Assert.Equal((WorkerStatus.Failed, null), (worker.Run.Status, worker.NextStartAt));
    }

    [Fact]
    public async Task A_worker_is_started_when_its_wait_is_over_and_not_before()
    {
        var time = new FakeTimeProvider();
        await using var service = await FlakyAsync(failures: 1, time: time);
        await StartAsync(service, Late with { Jitter = 0 });
        InBackoff(service);

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(WorkerStatus.Backoff, service.Supervisor.Find("one")!.Status);
        time.Advance(TimeSpan.FromMinutes(1));

        Phase.Until(() => service.Supervisor.Find("one")!.Run is { Number: 2, Status: WorkerStatus.Running }, "it runs again");
        await StopAsync(service);
    }

    [Fact]
    public async Task A_worker_that_waits_can_be_forgotten_and_its_id_is_free()
    {
        await using var service = await FlakyAsync(failures: 1);
        await StartAsync(service, Late);
        InBackoff(service);

        await Phase.InTime(service.Supervisor.StopAndForgetAsync("one"));

        Assert.Null(service.Supervisor.Find("one"));
        Assert.True((await StartAsync(service, restart: null)).Started);
    }

    [Fact]
    public async Task Who_starts_a_worker_that_waits_does_not_wait()
    {
        await using var service = await FlakyAsync(failures: 1);
        await StartAsync(service, Late);
        InBackoff(service);

        var again = await Phase.InTime(service.Supervisor.StartAgainAsync("one"));

        Assert.True(again.Started);
        Assert.Equal((2, null, 0), (again.Worker.Run.Number, again.Worker.NextStartAt, again.Worker.Restarts));
        Assert.Null(again.Worker.Run.StartedBecause);
        await StopAsync(service);
    }

    [Fact]
    public async Task A_worker_that_fails_too_often_has_failed_says_why_and_can_be_started_by_hand()
    {
        await using var service = await FlakyAsync(failures: 4);
        await StartAsync(service, AtOnce with { MaxRestarts = 3 });

        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Failed, "it is given up");
        var worker = service.Supervisor.Find("one")!;
        Assert.Equal((4, 3), (worker.Run.Number, worker.Restarts));
        Assert.Contains("started again 3 times within 00:10:00", worker.GaveUpBecause, StringComparison.Ordinal);
        Assert.EndsWith("Run 4 failed: System.IO.IOException: Failure 4.", worker.GaveUpBecause, StringComparison.Ordinal);

        var again = (await Phase.InTime(service.Supervisor.StartAgainAsync("one"))).Worker;
        Assert.Equal((5, null), (again.Run.Number, again.GaveUpBecause));
        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Running, "it runs");
        await StopAsync(service);
        Assert.Equal(WorkerStatus.Stopped, service.Supervisor.Find("one")!.Status);
    }

    [Fact]
    public async Task When_the_host_stops_a_worker_that_waits_is_stopped_too()
    {
        var time = new FakeTimeProvider();
        await using var service = await FlakyAsync(failures: 1, time: time);
        await StartAsync(service, Late);
        InBackoff(service);

        await service.StopAsync();
        time.Advance(TimeSpan.FromDays(1));

        var worker = service.Supervisor.Find("one")!;
        Assert.Equal((WorkerStatus.Stopped, 1), (worker.Status, worker.Run.Number));
        Assert.Equal("host", worker.LastReceipt!.Stop.RequestedBy);
    }

    [Fact]
    public async Task A_run_begins_when_the_services_of_the_one_before_are_disposed()
    {
        using var disposal = new SlowDisposal();
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<FailingWorker>("failing", kind => kind.Restart = AtOnce), services => services.AddSingleton(disposal));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "failing", Id = "one" }));
        Phase.Reached(disposal.Begun);

        var waiting = service.Supervisor.Find("one")!;
        Assert.Equal((WorkerStatus.Backoff, 1, null), (waiting.Status, waiting.Run.Number, waiting.NextStartAt));
        disposal.Released.Set();

        Phase.Until(() => service.Supervisor.Find("one")!.Run.Number > 1, "the next run has begun");
        await StopAsync(service);
    }

    [Fact]
    public async Task A_restart_that_finds_no_thread_is_tried_again()
    {
        var time = new FakeTimeProvider();
        using var failing = new ManualResetEventSlim();
        await using var service = await TestService.StartAsync(estop => estop
            .Configure(options => options.MaxThreads = 2)
            .AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver())
            .AddWorker<NoInput>("flaky", (_, context) =>
            {
                if (context.Run == 1)
                {
                    failing.Wait();
                    throw new IOException("Failure.");
                }

                TestWork.SleepForEver();
            }), services => services.AddSingleton<TimeProvider>(time));
        var policy = AtOnce with { Delay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(1) };
        await StartAsync(service, policy);
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "sleeper", Id = "other" }));
        failing.Set();

        // The thread that it has left is taken before it comes back.
        Phase.Until(() => TryStart(service, "third"), "its thread is free for somebody else");
        InBackoff(service);
        var first = service.Supervisor.Find("one")!.NextStartAt;
        time.Advance(policy.Delay);
        Phase.Until(() => service.Supervisor.Find("one")!.NextStartAt is { } next && next != first, "it waits once more, for a thread");
        Assert.Equal((WorkerStatus.Backoff, 0), (service.Supervisor.Find("one")!.Status, service.Supervisor.Find("one")!.Restarts));
        await Phase.InTime(service.Supervisor.StopAsync("third"));

        time.Advance(policy.Delay);
        Phase.Until(() => service.Supervisor.Find("one")!.Run is { Number: 2, Status: WorkerStatus.Running }, "it runs again");
        await StopAsync(service);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_that_throws_keeps_no_worker_from_being_started_again_and_stopped(bool whenAsked)
    {
        await using var service = await FlakyAsync(
            failures: 2,
            services: services => services.AddSingleton<ILoggerFactory>(new ThrowingLogger { ThrowsWhenAsked = whenAsked }));
        await StartAsync(service, AtOnce with { Delay = TimeSpan.FromMilliseconds(1) });

        Phase.Until(() => service.Supervisor.Find("one")!.Run is { Number: 3, Status: WorkerStatus.Running }, "it runs again");
        var run = service.Supervisor.Find("one")!.Run;
        var receipt = await StopAsync(service);

        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.All(run.Threads, thread => Assert.False(TestWork.ThreadExists(thread)));
    }

    [Fact]
    public async Task A_stop_that_meets_a_crash_loop_at_any_moment_ends_it_for_good()
    {
        var executing = 0;
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("looping", (_, context) =>
        {
            Interlocked.Increment(ref executing);
            Thread.SpinWait(context.Run * 50 % 3000);
            Interlocked.Decrement(ref executing);
            throw new IOException("Failure.");
        }));
        for (var round = 0; round < 200; round++)
        {
            var id = $"loop-{round}";
            await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "looping", Id = id, Restart = AtOnce }));
            Thread.SpinWait(round * 1000);

            await Phase.InTime(service.Supervisor.StopAsync(id));

            // None may begin behind the answer, whenever the timer of the next one was about to ring.
            var stopped = service.Supervisor.Find(id)!;
            Assert.Equal(0, Volatile.Read(ref executing));
            Assert.Contains(stopped.Status, new[] { WorkerStatus.Stopped, WorkerStatus.Failed });
            await Task.Yield();
            Assert.Equal(stopped.Run.Number, service.Supervisor.Find(id)!.Run.Number);
        }

        Assert.All(service.Supervisor.List(new() { Limit = 1000 }).Workers, worker => Assert.Null(worker.NextStartAt));
        Assert.Equal(0, service.Supervisor.Threads.Used);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_policy_is_told_at_once()
    {
        await using var service = await FlakyAsync(failures: 0);
        var wrong = new RestartPolicy
        {
            Mode = (RestartMode)9,
            Delay = TimeSpan.FromDays(2),
            MaxDelay = TimeSpan.FromSeconds(-1),
            Jitter = double.NaN,
            MaxRestarts = 0,
            Window = TimeSpan.Zero,
        };

        var refused = await Assert.ThrowsAsync<RefusedException>(() => StartAsync(service, wrong));

        Assert.Equal(
            ["restart.mode", "restart.delay", "restart.maxDelay", "restart.jitter", "restart.maxRestarts", "restart.window"],
            refused.Errors.Select(error => error.Field));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => FlakyAsync(failures: 0, wrong));
        Assert.Contains("The restart policy of kind 'flaky': window is 00:00:00.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_start_with_another_policy_is_another_start()
    {
        await using var service = await FlakyAsync(failures: 0);
        await StartAsync(service, AtOnce);

        Assert.False((await StartAsync(service, AtOnce with { })).Started);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => StartAsync(service, Late));

        Assert.Equal((Refusal.DuplicateId, "restart"), (refused.Refusal, refused.Errors.Single().Field));
        await StopAsync(service);
    }

    private static Task<TestService> FlakyAsync(
        int failures, RestartPolicy? restart = null, TimeProvider? time = null, Action<IServiceCollection>? services = null) =>
        TestService.StartAsync(
            estop => estop.AddWorker<NoInput>(
                "flaky",
                (_, context) =>
                {
                    if (context.Run <= failures)
                    {
                        throw new IOException($"Failure {context.Run}.");
                    }

                    TestWork.SleepForEver();
                },
                kind => kind.Restart = restart ?? kind.Restart),
            registered =>
            {
                services?.Invoke(registered);
                if (time is not null)
                {
                    registered.AddSingleton(time);
                }
            });

    private static Task<StartResult> StartAsync(TestService service, RestartPolicy? restart, string id = "one") =>
        Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "flaky", Id = id, Restart = restart }));

    private static Task<WorkerStopReceipt> StopAsync(TestService service) => Phase.InTime(service.Supervisor.StopAsync("one"));

    /// <summary>Until its clock runs.</summary>
    private static void InBackoff(TestService service) => Phase.Until(
        () => service.Supervisor.Find("one") is { Status: WorkerStatus.Backoff, NextStartAt: not null }, "it waits for its next run");

    private static bool TryStart(TestService service, string id)
    {
        try
        {
            return Phase.Block(service.Supervisor.StartAsync(new() { Kind = "sleeper", Id = id })).Started;
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
