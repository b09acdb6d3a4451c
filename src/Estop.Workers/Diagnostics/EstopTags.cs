namespace Estop.Workers;

/// <summary>The names and values of tags, on metrics and activities alike.</summary>
internal static class EstopTags
{
    public const string Kind = "estop.kind";
    public const string WorkerId = "estop.worker.id";
    public const string Run = "estop.run";
    public const string Mode = "estop.stop.mode";
    public const string Outcome = "estop.stop.outcome";

    public static string Of(StopMode mode) => mode switch
    {
        StopMode.Graceful => "graceful",
        StopMode.Kill => "kill",
        _ => "prompt",
    };

    public static string Of(ScopeOutcome outcome) => outcome switch
    {
        ScopeOutcome.Completed => "completed",
        ScopeOutcome.Failed => "failed",
        ScopeOutcome.Abandoned => "abandoned",
        _ => "stopped",
    };
}
