namespace Estop.AspNetCore;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c>, <c>tooManyAbandoned</c>, <c>needsRestart</c> or <c>shuttingDown</c>.</param>
/// <param name="Threads">Worker threads in use, abandoned ones included.</param>
/// <param name="MaxThreads">How many there may be.</param>
/// <param name="AbandonedThreads">Those of abandoned runs.</param>
/// <param name="MaxAbandonedThreads">How many of these there may be before the service is not ready.</param>
/// <param name="Reason">Why it is not ready; left out when it is.</param>
internal sealed record HealthResource(
    string Status, int Threads, int MaxThreads, int AbandonedThreads, int MaxAbandonedThreads, string? Reason = null);
