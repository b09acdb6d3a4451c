namespace Estop.AspNetCore;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>shuttingDown</c>.</param>
/// <param name="Threads">Worker threads in use, abandoned ones included.</param>
/// <param name="MaxThreads">How many there may be.</param>
internal sealed record HealthResource(string Status, int Threads, int MaxThreads);
