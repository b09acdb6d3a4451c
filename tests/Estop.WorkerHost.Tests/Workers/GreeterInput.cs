namespace Estop.WorkerHost.Tests;

internal sealed record GreeterInput(string Name);
