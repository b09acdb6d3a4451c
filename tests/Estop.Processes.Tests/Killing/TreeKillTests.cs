using System.Globalization;

namespace Estop.Processes.Tests;

public class TreeKillTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_forked_grandchild_that_ignores_every_signal_dies_with_its_tree_and_is_named(bool cgroups)
    {
        using var guardian = await Guardians.StartAsync(cgroups: cgroups);
        using var process = await guardian.SpawnCommandAsync(Scripts.DoubleFork);
        var grandchild = await process.NumberAsync();
        Assert.NotEqual(process.ProcessId, ProcessFacts.Stat(grandchild)!.Value.Session);

        var receipt = await process.KillAsync();

        Assert.Equal(9, receipt.End!.Signal);
        Assert.Contains(receipt.Others, other => other.ProcessId == grandchild && other.Name == "sh");
        Assert.False(Guardians.IsAlive(grandchild));
    }

    [Fact]
    public async Task A_grandchild_that_has_thrown_its_environment_away_dies_by_the_cgroup()
    {
        using var guardian = await Guardians.StartAsync();
        Assert.SkipUnless(guardian.Abilities.CgroupKill, guardian.Abilities.NoCgroup ?? "");
        using var neighbour = await guardian.SpawnShellAsync(Scripts.Sleep);
        using var process = await guardian.SpawnCommandAsync(Scripts.DoubleForkWithoutEnvironment);
        var grandchild = await process.NumberAsync();

        var receipt = await process.KillAsync();

        Assert.Contains(receipt.Others, other => other.ProcessId == grandchild);
        Assert.False(Guardians.IsAlive(grandchild));
        Assert.True(Guardians.IsAlive(neighbour.ProcessId));
    }

    [Fact]
    public async Task Without_a_cgroup_it_dies_where_it_can_be_of_one_tree_only()
    {
        using var guardian = await Guardians.StartAsync(cgroups: false);
        using var process = await guardian.SpawnCommandAsync(Scripts.DoubleForkWithoutEnvironment);
        var grandchild = await process.NumberAsync();

        await process.KillAsync();

        Assert.False(Guardians.IsAlive(grandchild));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_neighbour_and_its_orphans_live_on(bool cgroups)
    {
        using var guardian = await Guardians.StartAsync(cgroups: cgroups);
        using var neighbour = await guardian.SpawnCommandAsync(Scripts.DoubleFork);
        var orphan = await neighbour.NumberAsync();
        using var process = await guardian.SpawnCommandAsync(Scripts.DoubleFork);
        await process.NumberAsync();

        await process.KillAsync();

        Assert.True(Guardians.IsAlive(neighbour.ProcessId));
        Assert.True(Guardians.IsAlive(orphan));
    }

    [Fact]
    public async Task What_bears_the_cookie_of_no_tree_is_killed_as_soon_as_it_is_found()
    {
        using var guardian = await Guardians.StartAsync(cgroups: false);
        using var process = await guardian.SpawnShellAsync(Scripts.Nobodys);

        Guardians.AssertGone(await process.NumberAsync());

        Assert.True(Guardians.IsAlive(process.ProcessId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_becomes_a_daemon_while_its_tree_is_dying_dies_with_it(bool cgroups)
    {
        using var guardian = await Guardians.StartAsync(cgroups: cgroups);
        using var neighbour = await guardian.SpawnShellAsync(Scripts.Sleep);
        for (var round = 0; round < 100; round++)
        {
            using var process = await guardian.SpawnShellAsync(Scripts.Daemon);

            await process.End.WaitAsync(Guardians.Timeout);

            Guardians.AssertNobodyBears(process.Cookie);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_storm_of_forks_leaves_nobody(bool cgroups)
    {
        using var guardian = await Guardians.StartAsync(cgroups: cgroups);
        using var process = await guardian.SpawnShellAsync(
            """
            storm() { while :; do ( setsid sh -c 'sleep 1000 & sleep 0.01' & ) ; done; }
            storm & storm & echo on; wait
            """);
        await process.LineAsync();

        await process.KillAsync();
    }

    [Fact]
    public async Task A_process_that_is_held_by_a_signal_is_killed()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("echo on; kill -STOP $$");
        await process.LineAsync();
        Guardians.Until(() => ProcessFacts.Stat(process.ProcessId) is { State: 'T' }, "the process is held");

        await process.KillAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_outlives_its_first_process_is_killed_and_named(bool cgroups)
    {
        using var guardian = await Guardians.StartAsync(cgroups: cgroups);
        var gate = Path.Combine(Path.GetTempPath(), $"estop-gate-{Guid.NewGuid():N}");
        using var process = await guardian.SpawnShellAsync(
            $"( setsid sh -c 'echo $$; exec sleep 1000' & ); until [ -e {gate} ]; do sleep 0.01; done");
        var left = await process.NumberAsync();
        Guardians.Until(() => ProcessFacts.Stat(left) is { Name: "sleep" }, "it has become what it is named by");
        await File.WriteAllTextAsync(gate, "");

        var end = await process.End.WaitAsync(Guardians.Timeout);
        File.Delete(gate);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(new KilledProcess(left, "sleep"), Assert.Single(end.LeftBehind));
        Assert.False(Guardians.IsAlive(left));
    }

    [Fact]
    public async Task A_kill_may_be_asked_for_by_several_and_after_the_end()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync(Scripts.Sleep);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => process.KillAsync()));

        Assert.All(receipts, receipt => Assert.Equal(9, receipt.End!.Signal));
        Assert.Equal(9, (await process.KillAsync()).End!.Signal);
    }

    [Fact]
    public async Task A_hundred_trees_are_killed_at_once()
    {
        using var guardian = await Guardians.StartAsync();
        var processes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => guardian.SpawnShellAsync(Scripts.Sleep)));

        await Task.WhenAll(processes.Select(process => process.KillAsync()));

        Assert.Empty(ProcessFacts.Children(guardian.ProcessId));
    }

    [Fact]
    public async Task Orphans_that_end_by_themselves_are_reaped()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("for i in 1 2 3 4 5; do ( setsid true & ); done; echo on; sleep 1000");
        await process.LineAsync();

        Guardians.Until(() => ProcessFacts.Children(guardian.ProcessId).Count == 1, "only the first process is left");
    }

    [Fact]
    public async Task A_signal_reaches_the_group_and_says_whether_it_did()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync("trap 'echo got; exit 5' USR1; echo on; while :; do sleep 0.01; done");
        await process.LineAsync();

        Assert.True(await process.SignalAsync(10).WaitAsync(Guardians.Timeout));

        while (await process.LineAsync() != "got")
        {
            // The shell tells that its sleep has got it too.
        }

        Assert.Equal(5, (await process.End.WaitAsync(Guardians.Timeout)).ExitCode);
        Assert.False(await process.SignalAsync(10).WaitAsync(Guardians.Timeout));
    }

    [Fact]
    public async Task A_grandchild_dies_with_its_tree_while_other_processes_are_being_started()
    {
        using var guardian = await Guardians.StartAsync(cgroups: false);
        using var cancel = new CancellationTokenSource();
        var others = Enumerable.Range(0, 4).Select(_ => KeepStarting(guardian, cancel.Token)).ToList();
        for (var round = 0; round < 20; round++)
        {
            using var process = await guardian.SpawnShellAsync(Scripts.DoubleFork);
            var grandchild = await process.NumberAsync();

            await process.KillAsync();

            Assert.False(Guardians.IsAlive(grandchild));
        }

        cancel.Cancel();
        await Task.WhenAll(others).WaitAsync(Guardians.Timeout);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_guardian_without_descriptors_calls_no_tree_dead_of_which_something_lives(bool cgroups)
    {
        using var guardian = await Guardians.StartAsync(cgroups: cgroups);
        using var process = await guardian.SpawnCommandAsync(Scripts.DoubleFork);
        var grandchild = await process.NumberAsync();
        await UseUpDescriptors(guardian);

        await process.KillAsync();

        Assert.False(Guardians.IsAlive(grandchild));
    }

    [Fact]
    public async Task A_tree_of_hundreds_that_goes_on_growing_is_killed_whole_and_a_neighbour_beside_it()
    {
        using var guardian = await Guardians.StartAsync(cgroups: false);
        using var neighbour = await guardian.SpawnShellAsync(Scripts.DoubleFork);
        await neighbour.NumberAsync();
        using var process = await guardian.SpawnShellAsync(
            """
            grow() { if [ $1 -gt 0 ]; then grow $(($1 - 1)) & grow $(($1 - 1)) & fi; exec sleep 1000; }
            echo on; grow 8
            """);
        await process.LineAsync();
        Guardians.Until(() => ProcessFacts.Children(process.ProcessId).Count == 2, "it grows");

        var receipts = await Task.WhenAll(process.KillAsync(), neighbour.KillAsync());

        Assert.NotEmpty(receipts[0].Others);
    }

    /// <summary>Has the guardian start processes, of each of which it holds a handle, until it can hold no more.</summary>
    private static async Task UseUpDescriptors(GuardianClient guardian)
    {
        var highest = Directory.GetFileSystemEntries($"/proc/{guardian.ProcessId}/fd")
            .Max(entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture));
        Guardians.LimitFiles(guardian.ProcessId, highest + 1);
        var sleep = new SpawnRequest { Path = "/bin/sleep", Arguments = ["1000"] };
        var refusal = await Assert.ThrowsAsync<SpawnException>(async () =>
        {
            while (true)
            {
                await guardian.SpawnAsync(sleep).WaitAsync(Guardians.Timeout);
            }
        });
        Assert.Equal(NativeError.ProcessFilesUsedUp, refusal.Error);
    }

    private static async Task KeepStarting(GuardianClient guardian, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var other = await guardian.SpawnAsync(new SpawnRequest { Path = "/bin/true" }).WaitAsync(Guardians.Timeout);
            await other.End.WaitAsync(Guardians.Timeout);
        }
    }
}
