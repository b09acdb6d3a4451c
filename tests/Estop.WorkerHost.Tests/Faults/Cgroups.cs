using Estop.Processes;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>What cgroups can do here.</summary>
internal static class Cgroups
{
    public static bool CanLimitMemory
    {
        get
        {
            var cgroups = CgroupHome.Make($"test-{Guid.NewGuid():N}");
            cgroups.Remove();
            return cgroups.Abilities.TreeMemory;
        }
    }
}
