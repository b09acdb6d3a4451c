using Microsoft.Extensions.Configuration;

namespace Estop.WorkerHost.Tests.Restarts;

/// <summary>What ends a run in a process of its own has its worker started again, in another process.</summary>
public sealed class RestartTests
{
    private static readonly RestartPolicy AtOnce = new() { Mode = RestartMode.OnFailure, Delay = TimeSpan.Zero, MaxRestarts = 3 };

    [Theory]
    [InlineData(Containment.SharedProcess)]
    [InlineData(Containment.OwnProcess)]
    public async Task A_worker_whose_process_has_crashed_runs_again_in_another_one(Containment where)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("sleeping", where, restart: AtOnce);

        ChildService.Kill(worker.Run.ProcessId!.Value);

        Phase.Until(() => service.Find(worker.Id).Run is { Number: 2, Progress: not null }, "it runs again");
        var again = service.Find(worker.Id);
        Assert.NotEqual(worker.Run.ProcessId, again.Run.ProcessId);
        Assert.Contains("SIGKILL", again.Run.StartedBecause, StringComparison.Ordinal);
        Assert.Equal(1, again.Restarts);
        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task A_worker_that_crashes_whenever_it_runs_is_given_up_with_how_it_crashed()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("crashing", Containment.OwnProcess, new CrashInput("segv"), AtOnce with { MaxRestarts = 2 });

        Phase.Until(() => service.Find(worker.Id).GaveUpBecause is not null, "it is given up");

        var failed = service.Find(worker.Id);
        Assert.Equal((WorkerStatus.Failed, 3, 2), (failed.Status, failed.Run.Number, failed.Restarts));
        Assert.Contains("SIGSEGV", failed.GaveUpBecause, StringComparison.Ordinal);
        Assert.Null(failed.Run.ProcessId);
    }

    [Fact]
    public async Task Who_has_to_move_because_of_others_is_started_again_whatever_its_policy_and_that_does_not_count()
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("NestedSleeps"));
        var other = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("NestedSleeps"), AtOnce);
        var culprit = await service.StartAsync("hostile", Containment.SharedProcess, new HostileInput("BigIntegerPower"), AtOnce);

        await service.StopAsync(culprit.Id);

        Phase.Until(() => service.Find(neighbour.Id).Run is { Number: 2, Progress: not null }, "the one without a policy runs again");
        Phase.Until(() => service.Find(other.Id).Run is { Number: 2, Progress: not null }, "the other runs again");
        Assert.Equal((0, 0), (service.Find(neighbour.Id).Restarts, service.Find(other.Id).Restarts));
        Assert.Equal((WorkerStatus.Stopped, 1), (service.Find(culprit.Id).Status, service.Find(culprit.Id).Run.Number));
    }

    [Theory]
    [InlineData("exit 3", RestartMode.OnFailure, true)]
    [InlineData("exit 0", RestartMode.OnFailure, false)]
    [InlineData("exit 0", RestartMode.Always, true)]
    [InlineData("kill -9 $$", RestartMode.OnFailure, true)]
    public async Task A_program_is_started_again_by_how_it_ended(string script, RestartMode mode, bool restarts)
    {
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommand("program", command =>
        {
            command.Program = "sh";
            command.Arguments = ["-c", script];
            command.Restart = AtOnce with { Mode = mode };
        }));

        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "program" }))).Worker.Id;
        Phase.Until(() => service.Find(worker) is { Status: WorkerStatus.Failed or WorkerStatus.Completed }, "it is over");

        Assert.Equal(restarts ? (4, 3) : (1, 0), (service.Find(worker).Run.Number, service.Find(worker).Restarts));
        Assert.Equal(restarts, service.Find(worker).GaveUpBecause is not null);
    }

    [Fact]
    public async Task Configuration_says_whether_a_program_is_started_again()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(
        [
            new("program:Program", "true"),
            new("program:Restart:Mode", "Always"),
            new("program:Restart:Delay", "00:00:05"),
        ]);
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommands(configuration));

        Assert.Equal(
            new RestartPolicy { Mode = RestartMode.Always, Delay = TimeSpan.FromSeconds(5) },
            service.Supervisor.Kinds.Single(kind => kind.Name == "program").Restart);
    }

    [Fact]
    public async Task A_stop_of_a_worker_that_crashes_again_and_again_ends_it_for_good()
    {
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommand("program", command =>
        {
            command.Program = "sh";
            command.Arguments = ["-c", "exit 3"];
            command.Restart = AtOnce with { MaxRestarts = 1000 };
        }));
        for (var round = 0; round < 30; round++)
        {
            var id = (await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "program" }))).Worker.Id;
            Phase.Until(() => service.Find(id).Run.Number > round % 3, "it has come so far");

            await Phase.InTime(service.Supervisor.StopAsync(id));

            var stopped = service.Find(id);
            Assert.Contains(stopped.Status, new[] { WorkerStatus.Stopped, WorkerStatus.Failed });
            Assert.Null(stopped.Run.ProcessId);
            await Phase.InTime(service.Supervisor.StopAsync(id));
            Assert.Equal(stopped.Run.Number, service.Find(id).Run.Number);
        }
    }
}
