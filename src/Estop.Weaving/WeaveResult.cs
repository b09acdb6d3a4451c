namespace Estop.Weaving;

/// <summary>What came of a weaving.</summary>
/// <param name="Report">What can be stopped, and what cannot.</param>
public sealed record WeaveResult(StoppabilityReport Report);
