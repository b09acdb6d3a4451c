namespace Estop.Weaving;

/// <summary>What the weaver did to an assembly, and what it could not cover.</summary>
public sealed record StoppabilityReport
{
    /// <summary>The name of the assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>Methods that were looked at.</summary>
    public int Methods { get; init; }

    /// <summary>Loops that got a poll.</summary>
    public int LoopsPolled { get; init; }

    /// <summary>Loops without a poll, because they are known to end within few iterations.</summary>
    public int LoopsShort { get; init; }

    /// <summary>Handlers at whose end a stop returns.</summary>
    public int HandlersChecked { get; init; }

    /// <summary>Handlers that run shielded.</summary>
    public int HandlersShielded { get; init; }

    /// <summary>
    /// <c>finally</c> blocks, fault blocks, exception filters, cleanup methods and type initialisers that run shielded.
    /// </summary>
    public int CleanupsShielded { get; init; }

    /// <summary>Methods that poll at their entry.</summary>
    public int EntriesPolled { get; init; }

    /// <summary>Calls that are now made through the runtime, so that they end on a stop.</summary>
    public int CallsReplaced { get; init; }

    /// <summary>Calls that are given the scope's token.</summary>
    public int TokensGiven { get; init; }

    /// <summary>Async methods, lambdas and iterators that enter and leave their scope.</summary>
    public int StateMachines { get; init; }

    /// <summary>Awaited tasks that somebody else completes, and that also end on a stop now.</summary>
    public int AwaitsGuarded { get; init; }

    /// <summary>Calls of native functions, which no safepoint reaches: the calling method, and the function.</summary>
    public IReadOnlyList<string> PlatformInvokes { get; init; } = [];

    /// <summary>Methods that were left as they were, and why.</summary>
    public IReadOnlyList<string> LeftAlone { get; init; } = [];
}
