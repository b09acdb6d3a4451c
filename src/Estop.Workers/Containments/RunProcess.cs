namespace Estop.Workers;

/// <summary>What the process of a run is given beside what all children are. It is made for that run: no spare will do.</summary>
/// <param name="Limits">What it may take; null: no limits.</param>
/// <param name="UserId">The user id that it runs under; null: the service's.</param>
/// <param name="WorkingDirectory">The full path of its working directory; null: the service's.</param>
/// <param name="Environment">Variables of its environment.</param>
internal sealed record RunProcess(
    RunLimits? Limits, uint? UserId, string? WorkingDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>That of a kind; null if it needs none of its own.</summary>
    public static RunProcess? Of(WorkerKindOptions options) =>
        options is { Limits: null, UserId: null, WorkingDirectory: null, Environment.Count: 0 }
            ? null
            : new RunProcess(options.Limits, options.UserId, options.WorkingDirectory, options.Environment.AsReadOnly());
}
