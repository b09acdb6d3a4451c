namespace Estop.Processes;

/// <summary>The program that a warm child without user code becomes.</summary>
internal sealed record CommandRequest
{
    /// <summary>The full path of the program.</summary>
    public required string Path { get; init; }

    /// <summary>The arguments after the name of the program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The whole environment; the child's own cookies are added to it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The full path of the working directory; null: as it is.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What the program itself may take. A limit of a whole tree belongs to the <see cref="SpawnRequest"/>.</summary>
    public ProcessLimits Limits { get; init; } = ProcessLimits.None;

    /// <summary>The user id it runs under, and the group id of the same number; null: as it is.</summary>
    public uint? UserId { get; init; }
}
