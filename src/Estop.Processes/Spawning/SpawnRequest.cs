namespace Estop.Processes;

/// <summary>What is to be started, whole: nothing is inherited from the service or the guardian.</summary>
internal sealed record SpawnRequest
{
    /// <summary>The full path of the executable. No search path and no shell is asked.</summary>
    public required string Path { get; init; }

    /// <summary>The arguments after the name of the program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The whole environment. <see cref="ChildVariables"/> are added to it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The full path of the working directory; that of the guardian if null, which is the service's at its start.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// What it may take. Default: no limit. Set, as the cgroup is, just after the start: before a child of this machinery has been
    /// told what to do, but not before the first lines of any other program, which is what warm children become therefore.
    /// </summary>
    public ProcessLimits Limits { get; init; } = ProcessLimits.None;

    /// <summary>How much of the processors it leaves to others: 0 to 19, and down to -20 for who has the right to.</summary>
    public int Nice { get; init; }

    /// <summary>Whether it gets one end of a private channel, as descriptor 3.</summary>
    public bool WantsChannel { get; init; }

    /// <summary>Whether its standard output and error are read by the service. Otherwise they are thrown away.</summary>
    public bool WantsOutput { get; init; }

    /// <summary>What its whole tree bears in its environment, and is found by; a new one if null.</summary>
    public string? Cookie { get; init; }
}
