namespace Estop.Weaving.PlugIns;

/// <summary>A woven assembly, ready to be loaded: a file of the cache, or bytes.</summary>
internal sealed record WovenPlugIn(StoppabilityReport Report)
{
    /// <summary>The path in the cache; null when it was woven in memory.</summary>
    public string? Path { get; init; }

    /// <summary>The assembly, when it was woven in memory.</summary>
    public byte[]? Assembly { get; init; }

    /// <summary>Its symbols, when it was woven in memory and has any.</summary>
    public byte[]? Symbols { get; init; }
}
