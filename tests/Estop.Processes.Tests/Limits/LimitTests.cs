using System.Globalization;

namespace Estop.Processes.Tests;

public class LimitTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Open_files_are_limited()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnCommandAsync("ulimit -n", new ProcessLimits { OpenFiles = 256 });

        Assert.Equal(256, await process.NumberAsync());
    }

    [Fact]
    public async Task A_process_that_has_used_up_its_processor_time_ends_and_the_breach_is_named()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnCommandAsync(
            "while :; do :; done", new ProcessLimits { ProcessorTime = TimeSpan.FromSeconds(2) });

        Assert.Equal(LimitBreach.ProcessorTime, (await process.End.WaitAsync(Guardians.Timeout)).Breach);
    }

    [Fact]
    public async Task A_kill_from_outside_is_no_breach_of_a_limit()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnCommandAsync(Scripts.Sleep, new ProcessLimits { ProcessorTime = TimeSpan.FromHours(1) });

        Assert.Equal(0, Libc.Kill(process.ProcessId, 9));

        var end = await process.End.WaitAsync(Guardians.Timeout);
        Assert.Equal(9, end.Signal);
        Assert.Null(end.Breach);
    }

    [Fact]
    public async Task A_process_that_goes_on_after_the_signal_of_its_processor_time_is_killed_and_the_breach_is_named()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnCommandAsync(
            "trap '' XCPU; while :; do :; done", new ProcessLimits { ProcessorTime = TimeSpan.FromSeconds(1) });

        var end = await process.End.WaitAsync(Guardians.Timeout);
        Assert.Equal(9, end.Signal);
        Assert.Equal(LimitBreach.ProcessorTime, end.Breach);
    }

    [Fact]
    public async Task A_tree_that_has_used_up_its_memory_is_killed_and_the_breach_is_named()
    {
        using var guardian = await Guardians.StartAsync();
        Assert.SkipUnless(guardian.Abilities.TreeMemory, "No cgroup can limit memory.");
        using var process = await guardian.SpawnCommandAsync(
            "head -c 400000000 /dev/zero | tail | wc -c; sleep 1000", new ProcessLimits { MemoryBytes = 64 * Megabyte });

        // The kernel takes one process of the tree, and which one is its choice.
        Guardians.Until(
            () => process.End.IsCompleted || ProcessFacts.Children(process.ProcessId) is [var last] && ProcessFacts.Stat(last)?.Name == "sleep",
            "the kernel has killed");
        await process.KillAsync();

        Assert.Equal(LimitBreach.Memory, (await process.End).Breach);
    }

    [Fact]
    public async Task Without_a_cgroup_the_memory_of_the_process_itself_is_limited()
    {
        using var guardian = await Guardians.StartAsync(cgroups: false);
        using var process = await guardian.SpawnCommandAsync("ulimit -d", new ProcessLimits { MemoryBytes = 128 * Megabyte });

        Assert.Equal(128 * 1024, await process.NumberAsync());
    }

    [Fact]
    public async Task A_tree_has_no_more_processes_than_it_may_and_the_breach_is_named()
    {
        using var guardian = await Guardians.StartAsync();
        Assert.SkipUnless(guardian.Abilities.TreeProcesses, "No cgroup can limit processes.");
        using var process = await guardian.SpawnCommandAsync(
            "for i in 1 2 3 4 5 6 7 8 9; do sleep 1000 & done; wait", new ProcessLimits { Processes = 40 });
        Guardians.Until(() => ProcessFacts.Children(process.ProcessId).Count == 9, "all nine were started");
        Assert.Null((await process.KillAsync()).End!.Breach);

        using var bomb = await guardian.SpawnCommandAsync(
            "bomb() { bomb | bomb & }; bomb; sleep 1000", new ProcessLimits { Processes = 40 });
        var cgroup = $"/sys/fs/cgroup/pids/estop-{guardian.Instance}/2/pids.events";
        Guardians.Until(
            () => !File.Exists(cgroup) || KernelFile.Read(cgroup) is { } events && events != "max 0\n", "the kernel has refused a process");
        await bomb.KillAsync();

        Assert.Equal(LimitBreach.Processes, (await bomb.End).Breach);
    }

    [Fact]
    public async Task A_limit_that_cannot_be_held_is_refused_and_nothing_is_started()
    {
        using var guardian = await Guardians.StartAsync(cgroups: false);

        var refusal = await Assert.ThrowsAsync<SpawnException>(() => guardian.SpawnAsync(
            Guardians.Shell("exit 0") with { Limits = new ProcessLimits { Processors = 0.5 } }));

        Assert.Contains("Delegate=yes", refusal.Message);
        Assert.Empty(ProcessFacts.Children(guardian.ProcessId));
    }

    [Fact]
    public void Each_limit_that_cannot_be_held_is_named_and_the_others_are_not()
    {
        var limits = new ProcessLimits { MemoryBytes = 50 * Megabyte, Processors = 1, Processes = 9, OpenFiles = 64 };

        Assert.Collection(
            LimitCheck.Refusals(limits, new GuardianAbilities()),
            refusal => Assert.StartsWith("A memory limit of 52428800 bytes", refusal),
            refusal => Assert.StartsWith("A limit of processors", refusal),
            refusal => Assert.StartsWith("A limit of processes", refusal));
        Assert.Empty(LimitCheck.Refusals(limits, new GuardianAbilities { TreeMemory = true, TreeProcesses = true, TreeProcessors = true }));
        Assert.Empty(LimitCheck.Refusals(new ProcessLimits { MemoryBytes = 100 * Megabyte }, new GuardianAbilities()));
        Assert.Equal(
            5,
            LimitCheck.Refusals(
                new ProcessLimits { MemoryBytes = 0, Processors = double.NaN, Processes = 7, OpenFiles = 3, ProcessorTime = TimeSpan.FromSeconds(0.5) },
                new GuardianAbilities { TreeMemory = true, TreeProcesses = true, TreeProcessors = true }).Count());
    }

    [Fact]
    public void A_user_id_under_which_nothing_could_be_killed_is_refused()
    {
        var other = Libc.EffectiveUserId() + 1;

        Assert.Contains("CAP_KILL", LimitCheck.RefusalOfUser(other, new GuardianAbilities()));
        Assert.Null(LimitCheck.RefusalOfUser(other, new GuardianAbilities { CgroupKill = true }));
        Assert.Null(LimitCheck.RefusalOfUser(other, new GuardianAbilities { SignalsOtherUsers = true }));
        Assert.Null(LimitCheck.RefusalOfUser(Libc.EffectiveUserId(), new GuardianAbilities()));
        Assert.Null(LimitCheck.RefusalOfUser(null, new GuardianAbilities()));
    }

    [Fact]
    public async Task Whether_the_guardian_may_signal_other_users_is_told()
    {
        using var guardian = await Guardians.StartAsync();

        Assert.Equal(UserRights.SignalsOthers, guardian.Abilities.SignalsOtherUsers);
        Assert.SkipUnless(Libc.EffectiveUserId() == 0, "Only root is known to have the right.");
        Assert.True(guardian.Abilities.SignalsOtherUsers);
    }

    [Fact]
    public async Task The_processors_of_a_tree_are_limited_by_its_cgroup()
    {
        using var guardian = await Guardians.StartAsync();
        Assert.SkipUnless(guardian.Abilities.TreeProcessors, "No cgroup can limit processors.");
        using var process = await guardian.SpawnAsync(
            Guardians.Shell(Scripts.Sleep) with { Limits = new ProcessLimits { Processors = 0.25 } }).WaitAsync(Guardians.Timeout);

        var cgroups = KernelFile.Read($"/proc/{process.ProcessId}/cgroup")!;
        Assert.Contains($"/estop-{guardian.Instance}/1\n", cgroups);
        Assert.All(Quotas(guardian), quota => Assert.StartsWith("25000", quota));
    }

    /// <summary>To die takes processor time, too. Here the process is kept from dying, so that it can be looked at.</summary>
    [Fact]
    public async Task What_is_killed_is_kept_from_the_processors_no_more()
    {
        using var freezer = FrozenCgroup.Create();
        using var guardian = await Guardians.StartAsync();
        Assert.SkipUnless(guardian.Abilities.TreeProcessors, "No cgroup can limit processors.");
        var request = Guardians.Shell(Scripts.Sleep) with { Nice = 7, Limits = new ProcessLimits { Processors = 0.25 } };
        using var process = await guardian.SpawnAsync(request).WaitAsync(Guardians.Timeout);
        Assert.Equal((7, 7), NiceValues(process.ProcessId));
        freezer.Freeze(process.ProcessId, good: true);

        var receipt = await process.KillAsync(TimeSpan.FromMilliseconds(200)).WaitAsync(Guardians.Timeout);

        Assert.False(receipt.Dead);
        Assert.Equal((0, 0), NiceValues(process.ProcessId));
        Assert.All(Quotas(guardian), quota => Assert.Matches("^(-1|max 100000)$", quota.Trim()));
        freezer.Thaw();
        await process.KillAsync();
    }

    /// <summary>Those of the first process that it has started, in either version of cgroups.</summary>
    private static List<string> Quotas(GuardianClient guardian)
    {
        var files = new[] { $"cpu/estop-{guardian.Instance}/1/cpu.cfs_quota_us", $"estop-{guardian.Instance}/1/cpu.max" };
        var quotas = files.Select(file => KernelFile.Read($"/sys/fs/cgroup/{file}")).OfType<string>().ToList();
        Assert.NotEmpty(quotas);
        return quotas;
    }

    /// <summary>Of the process and of its session; of the process alone where the kernel does not group by sessions.</summary>
    private static (int Process, int Session) NiceValues(int processId)
    {
        var nice = NiceValue.Of($"/proc/{processId}");
        var session = KernelFile.TryRead($"/proc/{processId}/autogroup")?.Trim().Split(' ')[^1];
        return (nice, session is null ? nice : int.Parse(session, CultureInfo.InvariantCulture));
    }
}
