namespace Estop.Processes;

/// <summary>What a cgroup can limit.</summary>
internal enum CgroupController
{
    /// <summary>The memory of a tree.</summary>
    Memory,

    /// <summary>The number of processes and threads of a tree.</summary>
    Pids,

    /// <summary>The processors of a tree.</summary>
    Cpu,
}
