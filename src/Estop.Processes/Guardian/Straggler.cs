namespace Estop.Processes;

/// <summary>A process of a tree that was killed beside the tree's first one, until it is known to be dead.</summary>
internal sealed record Straggler(int ProcessId, string Name, Descriptor Handle);
