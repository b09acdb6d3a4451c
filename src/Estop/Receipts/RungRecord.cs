namespace Estop;

/// <summary>One rung as it was taken.</summary>
/// <param name="Rung">Which one.</param>
/// <param name="After">When it started, counted from the request.</param>
/// <param name="Elapsed">How long it had until the run ended, the next rung started or the deadline passed.</param>
public sealed record RungRecord(Rung Rung, TimeSpan After, TimeSpan Elapsed)
{
    /// <summary>Why the rung could not be taken on this platform; null where it was.</summary>
    public string? NotAvailable { get; init; }
}
