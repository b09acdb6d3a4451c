namespace Estop.Processes;

/// <summary>A limit that a process has gone over, as far as the kernel tells.</summary>
internal enum LimitBreach
{
    /// <summary>The kernel has killed in its tree because the tree's memory was used up.</summary>
    Memory,

    /// <summary>It was ended because its processor time was used up.</summary>
    ProcessorTime,

    /// <summary>The kernel has refused it a process or thread, because its tree had as many as it may.</summary>
    Processes,
}
