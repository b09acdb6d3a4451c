namespace Estop.WorkerHost.Tests;

/// <param name="Does">What a worker does that shares its process with others: one of the names in <see cref="Neighbours"/>.</param>
internal sealed record NeighbourInput(string Does);
