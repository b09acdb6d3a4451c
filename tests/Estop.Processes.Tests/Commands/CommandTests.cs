namespace Estop.Processes.Tests;

public class CommandTests
{
    [Fact]
    public async Task A_warm_child_becomes_the_program_under_the_same_id_with_the_same_output()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnCommandAsync("echo $$; exit 9");

        Assert.Equal(process.ProcessId, await process.NumberAsync());
        Assert.Equal(9, (await process.End.WaitAsync(Guardians.Timeout)).ExitCode);
    }

    [Fact]
    public async Task It_has_default_signals_no_new_rights_no_core_and_no_descriptor_but_the_standard_ones()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnCommandAsync(
            "grep -E 'SigBlk|SigIgn|NoNewPrivs' /proc/self/status; ulimit -c; cat /proc/self/oom_score_adj; ls /proc/$$/fd; echo on");

        Assert.Equal("SigBlk:\t0000000000000000", await process.LineAsync());
        Assert.Equal(0UL, Guardians.Ignored(await process.LineAsync()));
        Assert.Equal("NoNewPrivs:\t1", await process.LineAsync());
        Assert.Equal("0", await process.LineAsync());
        Assert.Equal("500", await process.LineAsync());

        // Not through a pipe: the shell has an end of that open itself while it starts the second program.
        await process.AssertLinesAsync("0", "1", "2", "on");
    }

    [Fact]
    public async Task It_gets_its_environment_directory_and_arguments_as_they_are()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnAsync(Guardians.Managed("command")).WaitAsync(Guardians.Timeout);
        var request = new CommandRequest
        {
            Path = "/bin/sh",
            Arguments = ["-c", "pwd; echo \"$0|$1\"; /usr/bin/env | grep -vE '^(PWD|_|SHLVL|OLDPWD)=' | sort", "$(echo no shell)", "ä; rm -rf"],
            Environment = new Dictionary<string, string> { ["ONLY"] = "this" },
            WorkingDirectory = "/usr",
        };

        await CommandChild.BecomeAsync(process, request).WaitAsync(Guardians.Timeout);

        Assert.Equal("/usr", await process.LineAsync());
        Assert.Equal("$(echo no shell)|ä; rm -rf", await process.LineAsync());
        Assert.Equal($"ESTOP_CHILD={process.Cookie}", await process.LineAsync());
        Assert.Equal($"ESTOP_INSTANCE={guardian.Instance}", await process.LineAsync());
        Assert.Equal("ONLY=this", await process.LineAsync());
    }

    [Theory]
    [InlineData("/nowhere/program", "/", NativeError.NotFound, "'/nowhere/program' could not be started")]
    [InlineData("/etc/passwd", "/", NativeError.AccessDenied, "'/etc/passwd' could not be started")]
    [InlineData("/bin/true", "/nowhere", NativeError.NotFound, "The working directory '/nowhere'")]
    public async Task What_it_cannot_become_is_told_with_the_error_number_and_the_child_has_ended(
        string path, string directory, int error, string message)
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnAsync(Guardians.Managed("command")).WaitAsync(Guardians.Timeout);

        var refusal = await Assert.ThrowsAsync<SpawnException>(
            () => CommandChild.BecomeAsync(process, new CommandRequest { Path = path, WorkingDirectory = directory }).WaitAsync(Guardians.Timeout));

        Assert.Equal(error, refusal.Error);
        Assert.StartsWith(message, refusal.Message);
        Assert.Equal(126, (await process.End.WaitAsync(Guardians.Timeout)).ExitCode);
    }

    [Fact]
    public async Task It_runs_under_the_user_it_was_told_without_any_group_of_the_services()
    {
        Assert.SkipUnless(Libc.EffectiveUserId() == 0, "Only root may take another user id.");
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnAsync(Guardians.Managed("command")).WaitAsync(Guardians.Timeout);

        await CommandChild.BecomeAsync(process, Guardians.Command("id -u; id -G") with { UserId = 65534 }).WaitAsync(Guardians.Timeout);

        Assert.Equal("65534", await process.LineAsync());
        Assert.Equal("65534", await process.LineAsync());
    }

    [Fact]
    public void Under_another_user_it_has_no_capability_of_the_services()
    {
        Assert.SkipUnless(Libc.EffectiveUserId() == 0 && File.Exists("/usr/bin/setpriv"), "Only root may give capabilities, by setpriv.");
        using var service = new RunningService(
            "for set in Inh Prm Eff Amb; do echo $((0x$(sed -n \"s/Cap$set:.//p\" /proc/self/status))); done; exec sleep 1000",
            role: "user",
            under:
            [
                "/usr/bin/setpriv", "--reuid=1000", "--regid=1000", "--clear-groups",
                "--inh-caps=+setuid,+setgid,+kill", "--ambient-caps=+setuid,+setgid,+kill",
            ]);

        for (var set = 0; set < 4; set++)
        {
            Assert.Equal(0, service.ReadNumber());
        }
    }

    [Fact]
    public async Task A_child_whose_parent_is_not_its_guardian_ends_at_once()
    {
        using var guardian = await Guardians.StartAsync();
        var child = Guardians.Managed("child");
        var variables = string.Join(' ', child.Environment.Select(variable => $"'{variable.Key}={variable.Value}'"));
        using var process = await guardian.SpawnShellAsync($"env {variables} ESTOP_GUARDIAN=1 {child.Path} 2>/dev/null; echo $?");

        Assert.Equal(ChildBootstrap.NoGuardian, await process.NumberAsync());
    }
}
