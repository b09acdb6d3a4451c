using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost;

/// <summary>From which level on some categories are logged.</summary>
/// <param name="Category">A category, or the beginning of one, or both its ends with a <c>*</c> between; null for all others.</param>
/// <param name="Least">The level.</param>
internal sealed record LogLevelRule(string? Category, LogLevel Least);
