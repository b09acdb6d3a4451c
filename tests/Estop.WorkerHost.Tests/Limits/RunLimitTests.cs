using Estop.Processes.Tests;
using Microsoft.Extensions.Options;

namespace Estop.WorkerHost.Tests.Limits;

/// <summary>What runs may take, held by the kernel.</summary>
public sealed class RunLimitTests
{
    [Theory]
    [InlineData("hoarding", "OutOfMemoryException")]
    [InlineData("hoarding-natively", "emory")]
    [InlineData("spinning", "went over a limit: processor time")]
    public async Task A_run_that_takes_too_much_fails_and_says_of_what_and_its_neighbours_go_on(string kind, string error)
    {
        await using var service = await ChildService.StartAsync();
        var neighbour = await service.StartAsync("sleeping", Containment.OwnProcess);

        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new StartRequest { Kind = kind }))).Worker;
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "it has met its limit");

        var ended = service.Find(worker.Id);
        Assert.Equal(WorkerStatus.Failed, ended.Status);
        Assert.Contains(error, ended.Run.Error, StringComparison.Ordinal);
        Assert.Equal(WorkerStatus.Running, service.Find(neighbour.Id).Status);
    }

    [Fact]
    public async Task A_run_has_its_limits_and_its_nice_value()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("limited", Containment.OwnProcess);
        Assert.True(worker.Run.EndedAt is null, worker.Run.Error);

        var process = worker.Run.ProcessId!.Value;
        var limits = await File.ReadAllLinesAsync($"/proc/{process}/limits");
        Assert.Contains(limits, line => line.StartsWith("Max open files", StringComparison.Ordinal) && line.Contains(" 500 "));
        Assert.Equal(7, NiceValue.Of($"/proc/{process}/task/{worker.Run.Threads[0]}"));
        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task A_program_has_its_limits_and_its_nice_value()
    {
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommand("script", command =>
        {
            command.Program = "sh";
            command.Arguments = ["-c", "echo files $(ulimit -n) nice $(nice)"];
            command.Limits = new RunLimits { OpenFiles = 99, Nice = 7 };
        }));

        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new StartRequest { Kind = "script" }))).Worker;
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "it has ended");

        Phase.Until(() => service.Logs.Has("files 99 nice 7"), "it has said what it was given");
    }

    [Fact]
    public async Task A_program_may_be_given_fewer_files_than_the_runtime_needs_that_becomes_it()
    {
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommand("script", command =>
        {
            command.Program = "sh";
            command.Arguments = ["-c", "echo files $(ulimit -n)"];
            command.Limits = new RunLimits { OpenFiles = 16 };
        }));

        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new StartRequest { Kind = "script" }))).Worker;

        Phase.Until(() => service.Find(worker.Id).Status == WorkerStatus.Completed, $"it has ended: {service.Find(worker.Id).Run.Error}");
        Phase.Until(() => service.Logs.Has("files 16"), "it has said what it was given");
    }

    [Fact]
    public async Task A_limit_that_cannot_be_held_is_refused_when_the_host_starts()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => ChildService.StartAsync(
            register: estop => estop.AddCommand("script", command =>
            {
                command.Program = "sh";
                command.Limits = new RunLimits { OpenFiles = 3 };
            })));

        Assert.Contains("The limits of kind 'script': A limit of 3 open files", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_without_a_process_to_hold_to_them_are_refused_when_the_host_starts()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => ChildService.StartAsync(
            register: estop => estop.AddWorker<NoInput>(
                "here", OrdinaryWork.Sleep, options => options.Limits = new RunLimits { OpenFiles = 100 })));

        Assert.Contains("Limits of kind 'here' need a process of its own", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_cannot_take_a_run_out_of_its_limits()
    {
        await using var service = await ChildService.StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StartAsync(
            new StartRequest { Kind = "spinning", Containment = Containment.InProcess }));

        Assert.Equal("containment", Assert.Single(refusal.Errors).Field);
    }
}
