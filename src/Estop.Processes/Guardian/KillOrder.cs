namespace Estop.Processes;

/// <summary>Somebody who waits for the death of a tree.</summary>
/// <param name="Request">Whom to answer.</param>
/// <param name="Until">When to answer at the latest, by <see cref="Environment.TickCount64"/>.</param>
internal readonly record struct KillOrder(long Request, long Until);
