namespace Estop.Processes;

/// <summary>A process of a tree, named while it could still be asked.</summary>
/// <param name="ProcessId">Its id at that time.</param>
/// <param name="Name">What the kernel calls it, up to 15 characters.</param>
internal sealed record KilledProcess(int ProcessId, string Name);
