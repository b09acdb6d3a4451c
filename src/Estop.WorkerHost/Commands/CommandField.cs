namespace Estop.WorkerHost;

/// <summary>A field of a command's input, and what is accepted for it. Settable, so that configuration can be bound to it.</summary>
public sealed class CommandField
{
    /// <summary>What it is in JSON. Default: a string.</summary>
    public CommandFieldType Type { get; set; }

    /// <summary>
    /// Whether it must be given. Default: true. Arguments that name a field which is not given are left out.
    /// </summary>
    public bool Required { get; set; } = true;

    /// <summary>
    /// The regular expression that the whole of a string must match, in .NET's syntax without what backtracks. Null: any.
    /// </summary>
    public string? Pattern { get; set; }

    /// <summary>How long a string may be, in characters. Default: 1,000. Range: 1 to 100,000.</summary>
    public int MaximumLength { get; set; } = 1000;

    /// <summary>The least number that is accepted. Null: any.</summary>
    public double? Minimum { get; set; }

    /// <summary>The greatest number that is accepted. Null: any.</summary>
    public double? Maximum { get; set; }

    /// <summary>The only strings that are accepted. Default: none are named, so any.</summary>
    public IList<string> OneOf { get; set; } = [];

    /// <summary>
    /// Whether the value may begin with a dash where it begins an argument. Default: false, since most programs would take that
    /// for an option. A number may also where its <see cref="Minimum"/> is below zero.
    /// </summary>
    public bool MayBeginWithDash { get; set; }

    /// <summary>What the field is, for the input's schema. Null: nothing is said.</summary>
    public string? Description { get; set; }
}
