namespace Estop.Processes.Tests;

public class ServiceDeathTests
{
    private const int Kill = 9;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_the_service_is_killed_its_whole_tree_dies(bool cgroups)
    {
        using var service = new RunningService(Scripts.DoubleFork, cgroups: cgroups);
        var grandchild = service.ReadNumber();
        Assert.True(Guardians.IsAlive(service.ProcessId) && Guardians.IsAlive(grandchild));

        service.Kill();

        Guardians.AssertGone(service.GuardianId);
        Assert.False(Guardians.IsAlive(service.ProcessId));
        Assert.False(Guardians.IsAlive(grandchild));
    }

    [Theory]
    [InlineData("child")]
    [InlineData("command")]
    [InlineData("user")]
    public void When_the_guardian_is_killed_the_kernel_kills_its_children(string role)
    {
        Assert.SkipWhen(role == "user" && Libc.EffectiveUserId() != 0, "Only root may take another user id.");
        using var service = new RunningService(Scripts.Sleep, role: role);

        // Held, the service cannot do it.
        service.Hold();
        Assert.Equal(0, Libc.Kill(service.GuardianId, Kill));

        Guardians.AssertGone(service.ProcessId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_both_are_killed_the_next_guardian_kills_what_is_left_before_it_is_ready(bool cgroups)
    {
        var path = Path.Combine(Path.GetTempPath(), $"estop-lock-{Guid.NewGuid():N}");
        try
        {
            using var service = new RunningService(Scripts.DoubleFork, path, cgroups: cgroups);
            var grandchild = service.ReadNumber();
            service.Hold();
            Assert.Equal(0, Libc.Kill(service.GuardianId, Kill));
            service.Kill();
            Guardians.AssertGone(service.GuardianId);
            Assert.True(Guardians.IsAlive(grandchild));

            using var guardian = await Guardians.StartAsync(path, cgroups);

            Assert.False(Guardians.IsAlive(grandchild));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task When_both_are_killed_what_bears_no_cookie_dies_with_its_cgroup_which_is_removed()
    {
        Assert.SkipUnless(CgroupHome.Make("probe") is { Abilities.CgroupKill: true } probe && Removed(probe), "No cgroup can be made.");
        var path = Path.Combine(Path.GetTempPath(), $"estop-lock-{Guid.NewGuid():N}");
        try
        {
            using var service = new RunningService(Scripts.ManyWithoutEnvironment, path, "command");
            var grandchild = service.ReadNumber();
            service.Hold();
            Assert.Equal(0, Libc.Kill(service.GuardianId, Kill));
            service.Kill();
            Guardians.AssertGone(service.GuardianId);

            using var guardian = await Guardians.StartAsync(path);

            Assert.False(Guardians.IsAlive(grandchild));
            Assert.Empty(Directory.GetDirectories(CgroupMounts.Unified()!, $"estop-{service.Instance}"));
        }
        finally
        {
            File.Delete(path);
        }

        static bool Removed(CgroupHome home)
        {
            home.Remove();
            return true;
        }
    }

    [Fact]
    public async Task A_lock_file_that_is_a_link_or_somebody_elses_is_refused_and_left_as_it_is()
    {
        var target = Path.GetTempFileName();
        var link = target + ".link";
        try
        {
            File.WriteAllText(target, "something else");
            File.CreateSymbolicLink(link, target);
            Assert.Contains(link, (await Assert.ThrowsAsync<SpawnException>(() => Guardians.StartAsync(link))).Message);

            if (Libc.EffectiveUserId() == 0)
            {
                using var chown = System.Diagnostics.Process.Start("chown", ["1000", target]);
                chown.WaitForExit();
                var refusal = await Assert.ThrowsAsync<SpawnException>(() => Guardians.StartAsync(target));
                Assert.Contains("belongs to the user id 1000", refusal.Message);
            }

            Assert.Equal("something else", File.ReadAllText(target));
        }
        finally
        {
            File.Delete(link);
            File.Delete(target);
        }
    }

    [Fact]
    public async Task A_guardian_waits_until_the_earlier_one_has_ended()
    {
        var path = Path.Combine(Path.GetTempPath(), $"estop-lock-{Guid.NewGuid():N}");
        try
        {
            var earlier = await Guardians.StartAsync(path);
            var options = Guardians.Options with { LockPath = path, StartTimeout = TimeSpan.FromSeconds(1) };
            var refusal = await Assert.ThrowsAsync<SpawnException>(() => GuardianClient.StartAsync(options));
            Assert.Contains("was not ready within 1 s", refusal.Message);

            var later = Guardians.StartAsync(path);
            earlier.Dispose();
            using var guardian = await later;
            Guardians.AssertGone(earlier.ProcessId);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
