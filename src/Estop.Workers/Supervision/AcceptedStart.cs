using System.Globalization;
using System.Text.Json;

namespace Estop.Workers;

/// <summary>A start that has been found in order.</summary>
internal sealed record AcceptedStart(
    Kind Kind,
    string? Id,
    JsonElement? Input,
    object BoundInput,
    IReadOnlyDictionary<string, string> Labels,
    StopRequest Stop,
    Containment? Containment = null,
    RestartPolicy? Restart = null)
{
    /// <summary>What another start of the same id asks for that this one did not.</summary>
    public IReadOnlyList<FieldError> DifferencesFrom(AcceptedStart other)
    {
        var differences = new List<FieldError>();
        if (Kind != other.Kind)
        {
            differences.Add(Difference("kind", Kind.Name, other.Kind.Name));
        }

        if (Text(Input) is var mine && Text(other.Input) is var theirs
            && (Input is { } one && other.Input is { } two ? !JsonElement.DeepEquals(one, two) : mine != theirs))
        {
            differences.Add(Difference("input", mine, theirs));
        }

        if (!WorkerLabels.AreSame(Labels, other.Labels))
        {
            differences.Add(Difference("labels", Text(Labels), Text(other.Labels)));
        }

        if (Containment != other.Containment)
        {
            differences.Add(Difference("containment", Text(Containment), Text(other.Containment)));
        }

        if (Stop != other.Stop)
        {
            differences.Add(Difference("stop", Text(Stop), Text(other.Stop)));
        }

        if (Restart != other.Restart)
        {
            differences.Add(Difference("restart", Text(Restart), Text(other.Restart)));
        }

        return differences;
    }

    private static FieldError Difference(string field, string mine, string theirs) => new(
        field, Excerpt.Of(theirs), $"The existing worker was started with {Excerpt.Of(mine)}.",
        "Send the same value, take another id, or delete the existing worker first.");

    private static string Text(JsonElement? input) => input?.GetRawText() ?? "none";

    private static string Text(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0 ? "none" : string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}"));

    private static string Text(Containment? containment) => containment is { } given
        ? JsonNamingPolicy.CamelCase.ConvertName(given.ToString())
        : "none";

    private static string Text(StopRequest stop)
    {
        var mode = JsonNamingPolicy.CamelCase.ConvertName(stop.Mode.ToString());
        return $"mode {mode}, grace {stop.Grace?.ToString() ?? "by kind"}, deadline {stop.Deadline?.ToString() ?? "by kind"}";
    }

    private static string Text(RestartPolicy? restart) => restart is { } given
        ? $"mode {JsonNamingPolicy.CamelCase.ConvertName(given.Mode.ToString())}, delay {given.Delay}, maxDelay {given.MaxDelay}, "
            + string.Create(CultureInfo.InvariantCulture, $"jitter {given.Jitter}, maxRestarts {given.MaxRestarts}, window {given.Window}")
        : "none";
}
