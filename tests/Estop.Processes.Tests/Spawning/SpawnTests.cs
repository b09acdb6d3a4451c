using System.Globalization;

namespace Estop.Processes.Tests;

public class SpawnTests
{
    private const int Stop = 19;
    private const int Continue = 18;

    [Fact]
    public async Task A_program_is_started_and_what_it_returns_is_told()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("echo hello; exit 42");

        Assert.Equal("hello", await process.LineAsync());
        var end = await process.End.WaitAsync(Guardians.Timeout);
        Assert.Equal(42, end.ExitCode);
        Assert.Null(end.Signal);
        Assert.False(end.StatusLost);
        Assert.Empty(end.LeftBehind);
    }

    [Fact]
    public async Task A_signal_that_has_ended_it_is_told()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("kill -SEGV $$");

        var end = await process.End.WaitAsync(Guardians.Timeout);
        Assert.Equal(11, end.Signal);
        Assert.Null(end.ExitCode);
    }

    [Fact]
    public async Task It_gets_the_environment_that_was_declared_and_the_cookies_and_nothing_else()
    {
        using var guardian = await Guardians.StartAsync();
        var request = new SpawnRequest
        {
            Path = "/usr/bin/env",
            Environment = new Dictionary<string, string> { ["GREETING"] = "good day" },
            WantsOutput = true,
            Cookie = "a-cookie",
        };
        using var process = await guardian.SpawnAsync(request).WaitAsync(Guardians.Timeout);

        var lines = new List<string>();
        await foreach (var line in process.Output!.Lines.ReadAllAsync())
        {
            lines.Add(line);
        }

        Assert.Equal(
            ["ESTOP_CHILD=a-cookie", $"ESTOP_GUARDIAN={guardian.ProcessId}", $"ESTOP_INSTANCE={guardian.Instance}", "GREETING=good day"],
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_leads_a_session_with_default_signals_and_no_descriptor_that_was_not_meant_for_it()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync(
            "grep -E 'SigBlk|SigIgn' /proc/self/status; ls /proc/$$/fd; echo on; exec sleep 1000");

        Assert.Equal("SigBlk:\t0000000000000000", await process.LineAsync());
        Assert.Equal(0UL, Guardians.Ignored(await process.LineAsync()));

        // Not through a pipe: the shell has an end of that open itself while it starts the second program.
        await process.AssertLinesAsync("0", "1", "2", "on");

        Assert.Equal(process.ProcessId, ProcessFacts.Stat(process.ProcessId)!.Value.Session);
        Assert.Equal(guardian.ProcessId, ProcessFacts.Stat(process.ProcessId)!.Value.Parent);
    }

    [Fact]
    public async Task It_runs_in_its_directory_and_is_as_nice_as_it_was_told()
    {
        using var guardian = await Guardians.StartAsync();
        var request = Guardians.Shell("pwd; exec sleep 1000") with { WorkingDirectory = "/usr", Nice = 7 };
        using var process = await guardian.SpawnAsync(request).WaitAsync(Guardians.Timeout);

        Assert.Equal("/usr", await process.LineAsync());
        Assert.Equal(7, NiceValue.Of($"/proc/{process.ProcessId}"));
    }

    [Theory]
    [InlineData("/nowhere/program", null, NativeError.NotFound, "'/nowhere/program' could not be started")]
    [InlineData("/etc/passwd", null, NativeError.AccessDenied, "'/etc/passwd' could not be started")]
    [InlineData("/bin/sh", "/nowhere", NativeError.NotFound, "The working directory '/nowhere' of '/bin/sh' cannot be entered")]
    public async Task What_cannot_be_started_is_refused_with_the_reason(string path, string? directory, int error, string message)
    {
        using var guardian = await Guardians.StartAsync();
        var request = Guardians.Shell("exit 0") with { Path = path, WorkingDirectory = directory };

        var refusal = await Assert.ThrowsAsync<SpawnException>(() => guardian.SpawnAsync(request).WaitAsync(Guardians.Timeout));

        Assert.Equal(error, refusal.Error);
        Assert.StartsWith(message, refusal.Message);
        using var after = await guardian.SpawnShellAsync("exit 0");
        Assert.Equal(0, (await after.End.WaitAsync(Guardians.Timeout)).ExitCode);
    }

    [Fact]
    public async Task A_null_character_is_refused_and_not_cut_off()
    {
        using var guardian = await Guardians.StartAsync();

        var refusal = await Assert.ThrowsAsync<SpawnException>(() => guardian.SpawnShellAsync("exit 0\0; echo more"));

        Assert.Contains("null character", refusal.Message);
    }

    [Fact]
    public async Task An_environment_of_a_megabyte_comes_through()
    {
        using var guardian = await Guardians.StartAsync();
        var large = Enumerable.Range(0, 20).ToDictionary(index => $"V{index}", _ => new string('x', 50_000));
        var request = Guardians.Shell("echo ${#V0}${#V19}") with { Environment = large };
        using var process = await guardian.SpawnAsync(request).WaitAsync(Guardians.Timeout);

        Assert.Equal("5000050000", await process.LineAsync());
    }

    [Fact]
    public async Task When_the_guardian_has_no_descriptors_left_one_start_is_refused_and_the_next_one_works()
    {
        using var guardian = await Guardians.StartAsync();
        using var first = await guardian.SpawnShellAsync(Scripts.Sleep);
        await first.KillAsync();
        var files = Guardians.OpenFiles(guardian.ProcessId);
        Guardians.LimitFiles(guardian.ProcessId, files);

        var refusal = await Assert.ThrowsAsync<SpawnException>(() => guardian.SpawnShellAsync("exit 0"));

        Assert.Equal(NativeError.ProcessFilesUsedUp, refusal.Error);
        Assert.Contains("ulimit -n", refusal.Message);
        Guardians.LimitFiles(guardian.ProcessId, 1024);
        using var after = await guardian.SpawnShellAsync("exit 0");
        Assert.Equal(0, (await after.End.WaitAsync(Guardians.Timeout)).ExitCode);
        Guardians.Until(() => Guardians.OpenFiles(guardian.ProcessId) <= files, "nothing of the refused start is open");
    }

    [Fact]
    public async Task When_there_are_no_process_ids_left_one_start_is_refused_and_the_next_one_works()
    {
        using var guardian = await Guardians.StartAsync(cgroups: false);
        var cgroup = $"/sys/fs/cgroup/pids/estop-test-{Guid.NewGuid():N}";
        Assert.SkipUnless(Directory.Exists("/sys/fs/cgroup/pids") && CgroupFiles.TryMake(cgroup), "No cgroup of pids can be made.");
        Assert.True(KernelFile.TryWrite($"{cgroup}/cgroup.procs", guardian.ProcessId.ToString(CultureInfo.InvariantCulture)));
        Assert.True(KernelFile.TryWrite($"{cgroup}/pids.max", "1"));

        var refusal = await Assert.ThrowsAsync<SpawnException>(() => guardian.SpawnShellAsync("exit 0"));

        Assert.Equal(NativeError.TryAgain, refusal.Error);
        Assert.Contains("limit of processes", refusal.Message);
        Assert.True(KernelFile.TryWrite($"{cgroup}/pids.max", "max"));
        using var after = await guardian.SpawnShellAsync("exit 0");
        Assert.Equal(0, (await after.End.WaitAsync(Guardians.Timeout)).ExitCode);
        Assert.Empty(ProcessFacts.Children(guardian.ProcessId));
        guardian.Dispose();
        Guardians.Until(() => CgroupFiles.TryRemove(cgroup), "the cgroup is empty");
    }

    [Fact]
    public async Task A_start_that_nobody_waits_for_any_more_leaves_nothing()
    {
        using var guardian = await Guardians.StartAsync();
        using var cancel = new CancellationTokenSource();
        var cookies = Enumerable.Range(0, 20).Select(index => $"{guardian.Instance}-{index}").ToList();

        // Held meanwhile, so that it comes to them only afterwards.
        Assert.Equal(0, Libc.Kill(guardian.ProcessId, Stop));
        var starts = cookies.ConvertAll(
            cookie => guardian.SpawnAsync(Guardians.Shell(Scripts.Sleep) with { Cookie = cookie }, cancel.Token));

        cancel.Cancel();
        Assert.Equal(0, Libc.Kill(guardian.ProcessId, Continue));

        foreach (var start in starts)
        {
            await Task.WhenAny(start).WaitAsync(Guardians.Timeout);
            if (start.IsCompletedSuccessfully)
            {
                await (await start).KillAsync();
            }
        }

        Assert.Contains(starts, start => start.IsCanceled);
        Guardians.Until(() => ProcessFacts.Children(guardian.ProcessId).Count == 0, "all that was started is dead");
    }
}
