using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Estop.AspNetCore;

/// <summary>Which workers to list, as a query.</summary>
internal sealed class ListQuery
{
    public static readonly string[] Names = ["kind", "label", "status", "limit", "cursor"];

    [FromQuery(Name = "kind")]
    [Description("Only workers of this kind.")]
    public string? Kind { get; init; }

    [FromQuery(Name = "label")]
    [Description("Only workers with this label: name, or name=value. Can be repeated; all must match.")]
    public string[]? Label { get; init; }

    [FromQuery(Name = "status")]
    [Description(
        "Only workers of this status: pending, starting, running, paused, stopping, stopped, completed, failed, backoff or abandoned.")]
    public string? Status { get; init; }

    [FromQuery(Name = "limit")]
    [Description("At most so many: 1 to 1000. Left out: 100.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor")]
    [Description("The nextCursor of the page before.")]
    public string? Cursor { get; init; }

    public WorkerFilter Read(ICollection<FieldError> errors)
    {
        var filter = new WorkerFilter
        {
            Kind = Kind,
            Cursor = Cursor,
            Status = ReadStatus(errors),
            Labels = [.. (Label ?? []).Select(ReadLabel)],
        };
        if (Limit is null)
        {
            return filter;
        }

        if (int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
        {
            return filter with { Limit = limit };
        }

        errors.Add(new FieldError("limit", Excerpt.Of(Limit), "Is not a number of workers.", "Use 1 to 1000."));
        return filter;
    }

    private WorkerStatus? ReadStatus(ICollection<FieldError> errors)
    {
        if (Status is null)
        {
            return null;
        }

        foreach (var status in Enum.GetValues<WorkerStatus>())
        {
            if (string.Equals(status.ToString(), Status, StringComparison.OrdinalIgnoreCase))
            {
                return status;
            }
        }

        var names = Enum.GetNames<WorkerStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName);
        errors.Add(new FieldError(
            "status", Excerpt.Of(Status), "There is no such status.", $"Use one of: {string.Join(", ", names)}."));
        return null;
    }

    private static LabelSelector ReadLabel(string text)
    {
        var parts = text.Split('=', 2);
        return new LabelSelector(parts[0], parts.Length == 2 ? parts[1] : null);
    }
}
