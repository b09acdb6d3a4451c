namespace Estop.Processes;

/// <summary>What a kill has done.</summary>
internal sealed record KillReceipt
{
    /// <summary>How it has ended; null if it has not.</summary>
    public ProcessEnd? End { get; init; }

    /// <summary>Whether every process of the tree is dead by the kernel's word.</summary>
    public bool Dead => End is not null;

    /// <summary>From the call to the proof, or to the end of the time.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What was killed beside the process itself.</summary>
    public IReadOnlyList<KilledProcess> Others { get; init; } = [];

    /// <summary>What did not die in the time. Empty if <see cref="Dead"/>.</summary>
    public IReadOnlyList<UnkilledProcess> Survivors { get; init; } = [];
}
