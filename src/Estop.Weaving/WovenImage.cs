namespace Estop.Weaving;

/// <summary>A woven assembly in memory.</summary>
internal sealed record WovenImage(MemoryStream Assembly, MemoryStream? Symbols, StoppabilityReport Report);
