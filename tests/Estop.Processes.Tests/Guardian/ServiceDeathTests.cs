namespace Estop.Processes.Tests;

public class ServiceDeathTests
{
    [Fact]
    public void When_the_service_is_killed_its_whole_tree_dies()
    {
        using var service = new RunningService(Scripts.DoubleFork);
        var grandchild = service.ReadNumber();
        Assert.True(Guardians.IsAlive(service.ProcessId) && Guardians.IsAlive(grandchild));

        service.Kill();

        Guardians.AssertGone(service.GuardianId);
        Assert.False(Guardians.IsAlive(service.ProcessId));
        Assert.False(Guardians.IsAlive(grandchild));
    }
}
