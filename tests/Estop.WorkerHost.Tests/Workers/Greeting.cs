namespace Estop.WorkerHost.Tests;

/// <summary>A service of the workers, made of the configuration.</summary>
internal sealed record Greeting(string Words);
