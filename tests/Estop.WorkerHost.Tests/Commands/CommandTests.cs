using System.Globalization;
using System.Text.Json;
using Estop.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Estop.WorkerHost.Tests.Commands;

/// <summary>Programs as workers: real shells, with real children.</summary>
public sealed class CommandTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(StopMode.Prompt)]
    [InlineData(StopMode.Graceful)]
    public async Task A_program_is_asked_by_its_signal_and_may_clean_up(StopMode mode)
    {
        await using var service = await StartAsync(
            "trap 'echo cleaned up; exit 0' USR1; echo up; while :; do sleep 0.01; done",
            command =>
            {
                command.StopSignal = "USR1";
                command.PromptGrace = Long;
                command.Ladder = new LadderOptions { Grace = Long / 2, Deadline = Long };
            });
        var worker = await RunAsync(service, "up");

        var receipt = await service.StopAsync(worker.Id, new StopRequest { Mode = mode });

        Assert.Equal((Rung.Token, CleanupOutcome.Finished), (receipt.EndedBy, receipt.Cleanup));
        IsDead(receipt, worker);
        Phase.Until(() => service.Logs.HasLine("cleaned up"), "the last line is in the log");
    }

    [Fact]
    public async Task A_program_that_ignores_its_signal_is_killed_with_all_that_it_has_started()
    {
        await using var service = await StartAsync(
            """
            trap '' TERM
            sleep 100000 &
            echo child $!
            setsid sh -c 'trap "" TERM; echo escaped $$; while :; do sleep 1000; done' &
            while :; do sleep 1; done
            """);
        var worker = await RunAsync(service, "escaped");
        var others = new[] { NumberAfter(service, "child "), NumberAfter(service, "escaped ") };
        Assert.All(others, process => Assert.True(ChildService.IsAlive(process)));

        var receipt = await service.StopAsync(worker.Id);

        Assert.Equal([Rung.Token, Rung.Kill], receipt.Rungs.Select(rung => rung.Rung));
        Assert.Equal((Rung.Kill, CleanupOutcome.Unknown), (receipt.EndedBy, receipt.Cleanup));
        IsDead(receipt, worker);
        Assert.All(others, process => Assert.False(ChildService.IsAlive(process)));
        Assert.All(
            others,
            process => Assert.Contains(receipt.Killed, text => text.Contains($"({process})", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_outlives_a_program_that_ended_as_asked_is_killed_too()
    {
        await using var service = await StartAsync(
            "setsid sh -c 'trap \"\" TERM; echo escaped $$; while :; do sleep 1000; done' & while :; do sleep 1; done",
            command => command.PromptGrace = Long);
        var worker = await RunAsync(service, "escaped");
        var escaped = NumberAfter(service, "escaped ");

        var receipt = await service.StopAsync(worker.Id);

        Assert.Equal(Rung.Token, receipt.EndedBy);
        Assert.False(ChildService.IsAlive(escaped));
        Assert.Contains(receipt.Killed, text => text.Contains($"({escaped})", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kill_asks_nothing()
    {
        await using var service = await StartAsync("trap 'echo asked' TERM; echo up; while :; do sleep 0.01; done");
        var worker = await RunAsync(service, "up");

        var receipt = await service.StopAsync(worker.Id, new StopRequest { Mode = StopMode.Kill });

        Assert.Equal([Rung.Kill], receipt.Rungs.Select(rung => rung.Rung));
        IsDead(receipt, worker);
        Assert.False(service.Logs.HasLine("asked"));
    }

    [Fact]
    public async Task A_kill_cuts_the_grace_of_a_stop_short()
    {
        await using var service = await StartAsync(
            "trap 'echo asked' TERM; echo up; while :; do sleep 0.01; done",
            command => command.Ladder = new LadderOptions { Grace = Long, Deadline = Long * 2 });
        var worker = await RunAsync(service, "up");

        var graceful = service.StopAsync(worker.Id, new StopRequest { Mode = StopMode.Graceful });
        Phase.Until(() => service.Logs.HasLine("asked"), "it was asked");
        var receipt = await service.StopAsync(worker.Id, new StopRequest { Mode = StopMode.Kill });

        Assert.Equal(receipt, await graceful);
        Assert.Equal((Rung.Kill, StopMode.Kill), (receipt.EndedBy, receipt.Mode));
    }

    [Fact]
    public async Task A_stop_with_less_time_shortens_the_one_it_meets()
    {
        await using var service = await StartAsync(
            "trap '' TERM; echo up; while :; do sleep 0.01; done",
            command => command.Ladder = new LadderOptions { Grace = Long, Deadline = Long * 2 });
        var worker = await RunAsync(service, "up");

        var patient = service.StopAsync(worker.Id, new StopRequest { Mode = StopMode.Graceful });
        var receipt = await service.StopAsync(
            worker.Id,
            new StopRequest { Mode = StopMode.Graceful, Grace = TimeSpan.FromSeconds(1), Deadline = TimeSpan.FromSeconds(2) });

        Assert.Equal(receipt, await patient);
        Assert.Equal(Rung.Kill, receipt.EndedBy);
    }

    [Theory]
    [InlineData(StopMode.Kill, 20)]
    [InlineData(StopMode.Prompt, 20)]
    [InlineData(StopMode.Kill, 10_000)]
    public async Task A_stop_at_any_moment_of_a_start_leaves_no_program_behind(StopMode mode, int deadline)
    {
        var began = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var service = await StartAsync($"echo $$ >> '{began}'; while :; do sleep 1; done");
        for (var delay = 0; delay < 500; delay += 50)
        {
            var id = $"at-{delay}";
            var starting = service.Supervisor.StartAsync(new StartRequest { Kind = "script", Id = id });
            Phase.Until(() => service.Supervisor.Find(id) is not null, "the worker is there");
            await Task.Delay(delay);

            await Phase.InTime(service.Supervisor.StopAsync(
                id, request: new StopRequest { Mode = mode, Deadline = TimeSpan.FromMilliseconds(deadline) }));
            await Phase.InTime(starting);
        }

        Phase.Until(
            () => !File.Exists(began) || File.ReadLines(began).All(process => !ChildService.IsAlive(int.Parse(process, CultureInfo.InvariantCulture))),
            "no program goes on");
        File.Delete(began);
    }

    [Theory]
    [InlineData("exit 0", WorkerStatus.Completed, null)]
    [InlineData("exit 7", WorkerStatus.Completed, null)]
    [InlineData("echo oops >&2; exit 3", WorkerStatus.Failed, "exited with code 3; its last lines: oops")]
    [InlineData("kill -SEGV $$", WorkerStatus.Failed, "was ended by SIGSEGV")]
    public async Task How_it_ends_says_what_became_of_the_run(string script, WorkerStatus status, string? error)
    {
        await using var service = await StartAsync(script, command => command.SuccessExitCodes = [0, 7]);

        var worker = await EndedAsync(service);

        Assert.Equal(status, worker.Status);
        Assert.Equal(error is null, worker.Run.Error is null);
        Assert.Contains(error ?? "", worker.Run.Error ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_starting_until_it_says_that_it_is_ready()
    {
        var gate = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var service = await StartAsync(
            $"echo waiting; while [ ! -e '{gate}' ]; do sleep 0.01; done; echo now ready to serve; while :; do sleep 1; done",
            command => command.ReadyLine = "ready to \\w+");
        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new StartRequest { Kind = "script" }))).Worker;
        Phase.Until(() => service.Logs.HasLine("waiting"), "it runs");
        Assert.Equal(WorkerStatus.Starting, service.Find(worker.Id).Status);

        await File.WriteAllTextAsync(gate, "");

        Phase.Until(() => service.Find(worker.Id).Status == WorkerStatus.Running, "it is ready");
        File.Delete(gate);
        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task A_pause_holds_it_and_a_stop_lets_it_clean_up_all_the_same()
    {
        await using var service = await StartAsync(
            "trap 'echo cleaned up; exit 0' TERM; echo up; while :; do sleep 0.01; done", command => command.PromptGrace = Long);
        var worker = await RunAsync(service, "up");
        var process = worker.Run.ProcessId!.Value;

        Assert.Equal(PauseOutcome.Paused, (await Phase.InTime(service.Supervisor.PauseAsync(worker.Id))).Outcome);

        // D: a shell that has just forked waits for its child, which is held before it becomes the command.
        Phase.Until(() => ChildService.StateOf(process) is 'T' or 'D', "the kernel holds it");
        Assert.Equal(WorkerStatus.Paused, service.Find(worker.Id).Status);
        service.Supervisor.Resume(worker.Id);
        Phase.Until(() => ChildService.StateOf(process) != 'T', "it goes on");
        Assert.Equal(PauseOutcome.Paused, (await Phase.InTime(service.Supervisor.PauseAsync(worker.Id))).Outcome);
        var receipt = await service.StopAsync(worker.Id);

        Assert.Equal(Rung.Token, receipt.EndedBy);
        Phase.Until(() => service.Logs.HasLine("cleaned up"), "it has cleaned up");
    }

    [Fact]
    public async Task A_resumption_that_comes_while_a_pause_is_on_its_way_is_not_lost()
    {
        await using var service = await StartAsync("echo up; while :; do sleep 0.01; done");
        var worker = await RunAsync(service, "up");

        // Held, the guardian does nothing about the pause before the resumption has come.
        var guardian = ProcessFacts.Stat(worker.Run.ProcessId!.Value)!.Value.Parent;
        ChildService.Hold(guardian);
        var pause = service.Supervisor.PauseAsync(worker.Id);
        service.Supervisor.Resume(worker.Id);
        ChildService.LetGo(guardian);

        Assert.Equal(PauseOutcome.Resumed, (await Phase.InTime(pause)).Outcome);
        Assert.Equal(WorkerStatus.Running, service.Find(worker.Id).Status);
        Phase.Until(() => ChildService.StateOf(worker.Run.ProcessId!.Value) != 'T', "it goes on");
        await service.StopAsync(worker.Id);
    }

    [Fact]
    public async Task It_gets_what_it_was_given_and_nothing_of_the_services_secrets()
    {
        Environment.SetEnvironmentVariable("ESTOP_TEST_SECRET", "secret");
        await using var service = await StartAsync(
            "printf '%s|' \"$@\" \"$DEVICE\"; echo; env; echo end",
            command =>
            {
                command.Input["name"] = new CommandField();
                command.Arguments = [.. command.Arguments, "script", "{name}", "--at={name}"];
                command.Environment["DEVICE"] = "device {name}";
            });

        await EndedAsync(service, new { name = "$(id); 'x' \"y\"" });

        Phase.Until(() => service.Logs.HasLine("end"), "its last line is in the log");
        Assert.True(service.Logs.Has("$(id); 'x' \"y\"|--at=$(id); 'x' \"y\"|device $(id); 'x' \"y\"|"));
        Assert.False(service.Logs.Has("ESTOP_TEST_SECRET"));
        Assert.False(service.Logs.Has("DOTNET_"));
    }

    [Fact]
    public async Task One_that_cannot_be_started_says_why_and_leaves_nothing()
    {
        var program = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(program, "no program");
        await using var service = await ChildService.StartAsync(
            register: estop => estop.AddCommand("script", command => command.Program = program));

        var worker = await EndedAsync(service);

        File.Delete(program);
        Assert.Equal(WorkerStatus.Failed, worker.Status);
        Assert.Contains(program, worker.Run.Error, StringComparison.Ordinal);
        Assert.Contains("Permission denied", worker.Run.Error, StringComparison.Ordinal);
        Assert.Null(worker.Run.ProcessId);
    }

    [Fact]
    public async Task Configuration_registers_commands_too()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("greet:Program", "sh"),
            new("greet:Arguments:0", "-c"),
            new("greet:Arguments:1", "echo hello $0"),
            new("greet:Arguments:2", "{name}"),
            new("greet:Input:name:Pattern", "[a-z]+"),
        ]).Build();
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommands(section));

        var worker = await EndedAsync(service, new { name = "x" }, "greet");

        Assert.Equal(WorkerStatus.Completed, worker.Status);
        Phase.Until(() => service.Logs.Has("hello x"), "its line is in the log");
    }

    [Fact]
    public void Configuration_that_means_nothing_is_refused()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection([new("greet:Program", "sh"), new("greet:Argments:0", "-c")]).Build();

        var refusal = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddEstop().AddCommands(section));

        Assert.Contains("Argments", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_child_processes_the_host_says_what_is_missing()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddEstop().AddCommand("script", static command => command.Program = "sh");
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("'script' is a program", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("UseProcesses", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_have_no_other_place_than_a_process_of_its_own()
    {
        await using var service = await StartAsync("exit 0");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => service.Supervisor.StartAsync(
            new StartRequest { Kind = "script", Containment = Containment.InProcess }));

        Assert.Equal("containment", Assert.Single(refusal.Errors).Field);
    }

    private static Task<ChildService> StartAsync(string script, Action<CommandOptions>? configure = null) =>
        ChildService.StartAsync(register: estop => estop.AddCommand("script", command =>
        {
            command.Program = "sh";
            command.Arguments = ["-c", script];
            configure?.Invoke(command);
        }));

    /// <summary>Starts the script, and returns when it has written <paramref name="line"/>.</summary>
    private static async Task<WorkerSnapshot> RunAsync(ChildService service, string line)
    {
        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new StartRequest { Kind = "script" }))).Worker;
        Phase.Until(
            () => service.Logs.HasLine(line) || service.Find(worker.Id).Run.EndedAt is not null,
            $"the script has written '{line}'");
        var running = service.Find(worker.Id);
        Assert.True(running.Status == WorkerStatus.Running, running.Run.ToString());
        return running;
    }

    private static async Task<WorkerSnapshot> EndedAsync(ChildService service, object? input = null, string kind = "script")
    {
        var worker = (await Phase.InTime(service.Supervisor.StartAsync(new StartRequest
        {
            Kind = kind,
            Input = input is null ? null : JsonSerializer.SerializeToElement(input),
        }))).Worker;
        Phase.Until(() => service.Find(worker.Id).Run.EndedAt is not null, "the script has ended");
        return service.Find(worker.Id);
    }

    private static int NumberAfter(ChildService service, string words) => int.Parse(
        service.Logs.Entries.First(entry => entry.Text.StartsWith(words, StringComparison.Ordinal)).Text[words.Length..],
        CultureInfo.InvariantCulture);

    private static void IsDead(StopReceipt receipt, WorkerSnapshot worker)
    {
        var process = worker.Run.ProcessId!.Value;
        Assert.Equal((ProofKind.ProcessEnded, process), (receipt.Proof!.Kind, receipt.Proof.ProcessId));
        Assert.False(ChildService.IsAlive(process));
    }
}
