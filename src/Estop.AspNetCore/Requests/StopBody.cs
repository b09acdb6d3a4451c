using System.ComponentModel;

namespace Estop.AspNetCore;

/// <summary>The options of a stop: the body of one, and what is read from a query.</summary>
internal sealed record StopBody
{
    [Description("prompt, graceful or kill. Left out: as the worker's start said.")]
    public string? Mode { get; init; }

    [Description("How long a graceful stop waits after cancelling the token: 2s, 500ms, 1m30s.")]
    public string? Grace { get; init; }

    [Description("The deadline of the whole stop: 10s. Past it the run is abandoned.")]
    public string? Deadline { get; init; }

    [Description("Why, for the receipt.")]
    public string? Reason { get; init; }

    [Description("The number of the run that is meant. Left out: the current one.")]
    public int? Run { get; init; }

    [Description("false: answer at once, while the stop goes on.")]
    public bool? Wait { get; init; }

    /// <summary>What is given here, and from <paramref name="other"/> what is not.</summary>
    public StopBody Or(StopBody other) => new()
    {
        Mode = Mode ?? other.Mode,
        Grace = Grace ?? other.Grace,
        Deadline = Deadline ?? other.Deadline,
        Reason = Reason ?? other.Reason,
        Run = Run ?? other.Run,
        Wait = Wait ?? other.Wait,
    };
}
