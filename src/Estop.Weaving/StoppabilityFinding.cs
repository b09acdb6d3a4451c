namespace Estop.Weaving;

/// <summary>One thing that a stop does not come through, and where.</summary>
public sealed record StoppabilityFinding
{
    /// <summary>The most places that are kept for one finding.</summary>
    public const int MostSites = 10;

    /// <summary>Why a stop does not come through.</summary>
    public required StoppabilityCause Cause { get; init; }

    /// <summary>What it is: the function or method that is called, or the member that was left.</summary>
    public required string Subject { get; init; }

    /// <summary>What more there is to say: the assembly that is called, the reason of an opt-out, a remedy.</summary>
    public required string Detail { get; init; }

    /// <summary>How many places there are.</summary>
    public int Count { get; init; }

    /// <summary>The first places, at most <see cref="MostSites"/>, in the order of the assembly.</summary>
    public IReadOnlyList<StoppabilitySite> Sites { get; init; } = [];
}
