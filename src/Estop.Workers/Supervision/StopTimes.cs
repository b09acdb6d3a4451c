namespace Estop.Workers;

/// <summary>Which times a stop can be given, said with the field that holds them.</summary>
internal static class StopTimes
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static void Check(StopRequest request, string prefix, ICollection<FieldError> errors)
    {
        if (!Enum.IsDefined(request.Mode))
        {
            errors.Add(new FieldError(
                prefix + "mode", request.Mode.ToString(), "There is no such mode.", "Use prompt, graceful or kill."));
        }

        if (request.Grace is { } grace && (grace < TimeSpan.Zero || grace > Longest))
        {
            errors.Add(new FieldError(
                prefix + "grace", grace.ToString(), "The time is out of its range.", "Use 0 to 1 day."));
        }

        if (request.Deadline is { } deadline && (deadline <= TimeSpan.Zero || deadline > Longest))
        {
            errors.Add(new FieldError(
                prefix + "deadline", deadline.ToString(), "The time is out of its range.",
                "Use more than 0 and at most 1 day."));
        }
    }
}
