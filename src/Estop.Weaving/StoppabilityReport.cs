using Estop.Weaving.Reports;

namespace Estop.Weaving;

/// <summary>What the weaver did to an assembly, and what it could not cover.</summary>
public sealed record StoppabilityReport
{
    /// <summary>The name of the assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>Methods that have a body.</summary>
    public int Methods { get; init; }

    /// <summary>Those of them in which nothing was found that a stop has to wait for.</summary>
    public int MethodsCovered { get; init; }

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

    /// <summary>What a stop does not come through, by cause and subject.</summary>
    public IReadOnlyList<StoppabilityFinding> Findings { get; init; } = [];

    /// <summary>What became of the assembly's strong name.</summary>
    public StrongName StrongName { get; init; }

    /// <summary>
    /// The share of methods in which nothing was found that a stop has to wait for, in percent with one decimal, rounded
    /// down: 100 means all.
    /// </summary>
    public double Coverage => Methods == 0 ? 100 : Math.Floor(MethodsCovered * 1000.0 / Methods) / 10;

    /// <summary>The report as text in Markdown, for people.</summary>
    public string ToMarkdown() => MarkdownReport.Write(this);

    /// <summary>The report as JSON, for programs.</summary>
    public string ToJson() => JsonReport.Write(this);
}
