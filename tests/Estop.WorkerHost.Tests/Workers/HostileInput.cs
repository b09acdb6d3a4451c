namespace Estop.WorkerHost.Tests;

/// <param name="Name">One of the zoo.</param>
internal sealed record HostileInput(string Name);
