namespace Estop.AspNetCore;

/// <summary>Reads how to stop out of the words of a request.</summary>
internal static class StopReader
{
    private const int LongestReason = 1000;

    /// <summary>
    /// <paramref name="defaults"/> with what was given instead.
    /// </summary>
    public static StopRequest Read(
        StopRequest defaults, string? mode, string? grace, string? deadline, string prefix, ICollection<FieldError> errors)
    {
        return defaults with
        {
            Mode = mode is null ? defaults.Mode : Mode(mode, prefix + "mode", errors),
            Grace = DurationReader.Read(grace, prefix + "grace", errors) ?? defaults.Grace,
            Deadline = DurationReader.Read(deadline, prefix + "deadline", errors) ?? defaults.Deadline,
        };
    }

    public static string? Reason(string? reason, ICollection<FieldError> errors)
    {
        if (reason is { Length: > LongestReason })
        {
            errors.Add(new FieldError(
                "reason", Excerpt.Of(reason), "The reason is too long.", $"Use at most {LongestReason} characters."));
        }

        return reason;
    }

    private static StopMode Mode(string text, string field, ICollection<FieldError> errors)
    {
        switch (text.ToLowerInvariant())
        {
            case "prompt":
                return StopMode.Prompt;
            case "graceful":
                return StopMode.Graceful;
            case "kill":
                return StopMode.Kill;
            default:
                errors.Add(new FieldError(field, Excerpt.Of(text), "There is no such mode.", "Use prompt, graceful or kill."));
                return default;
        }
    }
}
