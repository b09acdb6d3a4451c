namespace Estop.Processes.Tests;

public class GuardianTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_guardian_dies_the_service_is_told_and_its_trees_are_dead_with_an_unknown_status(bool cgroups)
    {
        using var guardian = await Guardians.StartAsync(cgroups: cgroups);
        using var process = await guardian.SpawnCommandAsync(Scripts.DoubleFork);
        var grandchild = await process.NumberAsync();

        Assert.Equal(0, Libc.Kill(guardian.ProcessId, 9));

        Assert.True(guardian.Lost.WaitHandle.WaitOne(Guardians.Timeout));
        var end = await process.End.WaitAsync(Guardians.Timeout);
        Assert.True(end.StatusLost);
        Assert.False(Guardians.IsAlive(process.ProcessId));
        Assert.False(Guardians.IsAlive(grandchild));
        await Assert.ThrowsAsync<SpawnException>(() => guardian.SpawnShellAsync(Scripts.Sleep));
        Assert.True((await process.KillAsync(Guardians.KillTime)).Dead);
    }

    [Fact]
    public async Task A_kill_that_meets_a_guardian_that_does_not_answer_is_done_by_the_service()
    {
        using var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync(Scripts.Sleep);
        Assert.Equal(0, Libc.Kill(guardian.ProcessId, 19));

        var receipt = await process.KillAsync(TimeSpan.FromSeconds(0.1)).WaitAsync(Guardians.Timeout);

        // Dead, but nobody has reaped it: not proven to the letter, and so not said.
        Assert.False(receipt.Dead);
        Guardians.AssertGone(process.ProcessId);
        Assert.Equal(0, Libc.Kill(guardian.ProcessId, 18));
        Assert.Equal(9, (await process.End.WaitAsync(Guardians.Timeout)).Signal);
    }

    [Fact]
    public async Task The_guardian_is_not_ended_by_what_ends_the_service_in_order()
    {
        using var guardian = await Guardians.StartAsync();
        foreach (var signal in (int[])[1, 2, 3, 13, 15])
        {
            Assert.Equal(0, Libc.Kill(guardian.ProcessId, signal));
        }

        using var process = await guardian.SpawnShellAsync("exit 3");

        Assert.Equal(3, (await process.End.WaitAsync(Guardians.Timeout)).ExitCode);
    }

    [Fact]
    public async Task Its_runtime_compiles_nothing_on_a_thread_of_its_own_since_one_that_could_not_be_had_would_end_it()
    {
        using var guardian = await Guardians.StartAsync();
        var threads = new HashSet<string?>();
        for (var round = 0; round < 100; round++)
        {
            using var process = await guardian.SpawnShellAsync("exit 0");
            await process.End.WaitAsync(Guardians.Timeout);
            threads.UnionWith(
                Directory.GetDirectories($"/proc/{guardian.ProcessId}/task").Select(thread => KernelFile.Read($"{thread}/comm")));
        }

        Assert.Contains("Estop spawner\n", threads);
        Assert.DoesNotContain(".NET Tiered Com\n", threads);
    }

    [Fact]
    public async Task When_it_is_disposed_everything_is_dead()
    {
        var guardian = await Guardians.StartAsync();
        using var process = await guardian.SpawnShellAsync(Scripts.DoubleFork);
        var grandchild = await process.NumberAsync();

        guardian.Dispose();

        Assert.False(Guardians.IsAlive(process.ProcessId));
        Assert.False(Guardians.IsAlive(grandchild));
        Assert.False(Guardians.IsAlive(guardian.ProcessId));
        Assert.True((await process.End.WaitAsync(Guardians.Timeout)).StatusLost);
    }

    [Fact]
    public async Task Nothing_of_the_services_environment_goes_to_the_guardian()
    {
        Environment.SetEnvironmentVariable("TEST_SECRET", "secret");
        Environment.SetEnvironmentVariable("DOTNET_TEST_SECRET", "secret");
        using var guardian = await Guardians.StartAsync();

        Assert.Equal(guardian.Instance, ProcessFacts.Variable(guardian.ProcessId, ChildVariables.Instance));
        Assert.Null(ProcessFacts.Variable(guardian.ProcessId, "TEST_SECRET"));
        Assert.Null(ProcessFacts.Variable(guardian.ProcessId, "DOTNET_TEST_SECRET"));
    }

    [Fact]
    public async Task A_guardian_that_cannot_start_is_refused_with_the_reason()
    {
        var missing = Guardians.Options with { Executable = new ServiceExecutable("/nowhere/service", []) };
        Assert.Contains("/nowhere/service", (await Assert.ThrowsAsync<SpawnException>(() => GuardianClient.StartAsync(missing))).Message);

        var other = Guardians.Options with { Executable = new ServiceExecutable("/bin/true", []) };
        var refusal = await Assert.ThrowsAsync<SpawnException>(() => GuardianClient.StartAsync(other)).WaitAsync(Guardians.Timeout);
        Assert.Contains("ended before it was ready", refusal.Message);

        var locked = Guardians.Options with { LockPath = "/nowhere/lock" };
        Assert.Contains("/nowhere/lock", (await Assert.ThrowsAsync<SpawnException>(() => GuardianClient.StartAsync(locked))).Message);
    }
}
