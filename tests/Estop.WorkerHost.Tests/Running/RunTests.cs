using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost.Tests;

public sealed class RunTests
{
    public static TheoryData<Containment> Processes => [Containment.SharedProcess, Containment.OwnProcess];

    public static TheoryData<Containment> Everywhere =>
        [Containment.InProcess, Containment.SharedProcess, Containment.OwnProcess];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_worker_finds_the_same_in_a_child_as_in_its_service(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("greeting", where, new GreeterInput("Ada"));
        var process = worker.Run.ProcessId ?? Environment.ProcessId;
        Assert.Equal($"Good day Ada, greeting {worker.Id} 1 in {process}", worker.Run.Progress!.Text);
        Phase.Until(
            () => service.Logs.Entries.Contains((typeof(Greeter).FullName!, LogLevel.Warning, "Good day Ada")),
            "its log has come");
        Assert.Equal(where, worker.Run.Containment);
        Assert.Equal(where, worker.Containment);
        await service.StopAsync(worker.Id);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_worker_that_returns_has_completed(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("returning", where, new GreeterInput("Ada"));
        Phase.Until(() => service.Find(worker.Id).Status == WorkerStatus.Completed, "it has completed");
        Assert.Equal("Ada", service.Find(worker.Id).Run.Progress!.Text);
        if (where == Containment.OwnProcess)
        {
            Assert.False(ChildService.IsAlive(worker.Run.ProcessId ?? -1));
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_worker_that_throws_has_failed_with_what_it_threw(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("throwing", where);
        Assert.Equal(
            (WorkerStatus.Failed, "System.InvalidOperationException: The device speaks no known language."),
            (worker.Status, worker.Run.Error));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task What_a_worker_prints_is_its_log(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("printing", where);
        Phase.Until(() => service.Logs.Has($"printed by {worker.Id}"), "the line has come");
        await service.StopAsync(worker.Id);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task What_a_worker_prints_last_is_its_log_though_it_ends_at_once(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var worker = await service.StartAsync("neighbour", where, new NeighbourInput("print and return"));
            Phase.Until(() => service.Find(worker.Id).Status == WorkerStatus.Completed, "it has ended");

            Phase.Until(
                () => service.Logs.Entries.Any(entry => entry.Text == $"line 499 of {worker.Id}"), "its last line has come, as its own");
        }
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_worker_in_a_child_is_paused_and_resumed(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("counting", where);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => service.Supervisor.PauseAsync(worker.Id, TimeSpan.Zero));
        var receipt = await Phase.InTime(service.Supervisor.PauseAsync(worker.Id));

        Assert.Equal(PauseOutcome.Paused, receipt.Outcome);
        Assert.Equal(WorkerStatus.Paused, service.Find(worker.Id).Status);
        service.Supervisor.Resume(worker.Id);
        var count = service.Find(worker.Id).Run.Progress!.Count;
        Phase.Until(() => service.Find(worker.Id).Run.Progress!.Count > count + 1, "it goes on");
        await service.StopAsync(worker.Id);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_worker_in_a_child_can_be_looked_at(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", where);
        var look = (await Phase.InTime(service.Supervisor.LookAsync(worker.Id, TimeSpan.FromSeconds(5)))).Look!;
        Assert.Contains(look.Threads.Single().Stack, frame => frame.Contains("OrdinaryWork.Sleep", StringComparison.Ordinal));
        await service.StopAsync(worker.Id);
    }

    [Theory]
    [InlineData("segv", "SIGSEGV")]
    [InlineData("fail-fast", "The worker has given up.")]
    [InlineData("exit", "exited with code 42")]
    [InlineData("overflow", "SIGABRT")]
    [InlineData("memory", "OutOfMemoryException")]
    public async Task A_crash_ends_its_run_and_says_how(string how, string expected)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("crashing", Containment.OwnProcess, new CrashInput(how));
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "it has ended");
        var run = service.Find(worker.Id).Run;
        Assert.Equal(WorkerStatus.Failed, run.Status);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_runs_again_in_a_new_process_after_a_stop()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
        await service.StopAsync(worker.Id);
        var again = await Phase.InTime(service.Supervisor.StartAgainAsync(worker.Id));
        Assert.True(again.Started);
        Assert.Equal(2, again.Worker.Run.Number);
        Assert.NotEqual(worker.Run.ProcessId, again.Worker.Run.ProcessId);
        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task A_kind_that_the_children_do_not_know_is_refused_there()
    {
        await using var service = await ChildService.StartAsync();
        var refused = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StartAsync(
            new StartRequest { Kind = "only-here", Containment = Containment.OwnProcess }));
        Assert.Equal("containment", refused.Errors.Single().Field);
    }
}
