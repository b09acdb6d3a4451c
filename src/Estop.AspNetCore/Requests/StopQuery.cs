using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Estop.AspNetCore;

/// <summary>The options of a stop as a query. All text: what does not fit is answered in the API's own words.</summary>
internal sealed class StopQuery
{
    public static readonly string[] Names = ["mode", "grace", "deadline", "reason", "run", "wait"];

    [FromQuery(Name = "mode")]
    [Description("prompt, graceful or kill. Left out: as the worker's start said.")]
    public string? Mode { get; init; }

    [FromQuery(Name = "grace")]
    [Description("How long a graceful stop waits after cancelling the token: 2s, 500ms, 1m30s.")]
    public string? Grace { get; init; }

    [FromQuery(Name = "deadline")]
    [Description("The deadline of the whole stop: 10s. Past it the run is abandoned.")]
    public string? Deadline { get; init; }

    [FromQuery(Name = "reason")]
    [Description("Why, for the receipt.")]
    public string? Reason { get; init; }

    [FromQuery(Name = "run")]
    [Description("The number of the run that is meant. Left out: the current one.")]
    public string? Run { get; init; }

    [FromQuery(Name = "wait")]
    [Description("false: answer at once, while the stop goes on.")]
    public string? Wait { get; init; }

    public StopBody Read(ICollection<FieldError> errors)
    {
        int? run = null;
        if (Run is not null)
        {
            if (int.TryParse(Run, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                run = number;
            }
            else
            {
                errors.Add(new FieldError("run", Excerpt.Of(Run), "Is not the number of a run.", "Write it like 1."));
            }
        }

        bool? wait = null;
        if (Wait is not null)
        {
            if (bool.TryParse(Wait, out var flag))
            {
                wait = flag;
            }
            else
            {
                errors.Add(new FieldError("wait", Excerpt.Of(Wait), "Is neither true nor false.", "Use true or false."));
            }
        }

        return new StopBody
        {
            Mode = Mode,
            Grace = Grace,
            Deadline = Deadline,
            Reason = Reason,
            Run = run,
            Wait = wait,
        };
    }
}
