namespace Estop.WorkerHost.Tests;

internal sealed record LibraryInput(string How, string? Path = null);
