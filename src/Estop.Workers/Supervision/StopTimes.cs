namespace Estop.Workers;

/// <summary>Which times a stop can be given, said with the field that holds them.</summary>
internal static class StopTimes
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <param name="request">What was asked for.</param>
    /// <param name="ladder">The kind's times, for what was not said.</param>
    /// <param name="prefix">What the names of the fields start with.</param>
    /// <param name="errors">What is wrong.</param>
    public static void Check(StopRequest request, LadderOptions ladder, string prefix, ICollection<FieldError> errors)
    {
        var before = errors.Count;
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

        if (errors.Count == before && request.Mode == StopMode.Graceful)
        {
            CheckGrace(request.Grace ?? ladder.Grace, request.Deadline ?? ladder.Deadline, prefix, errors);
        }
    }

    /// <summary><paramref name="request"/> within a deadline of another's, with a grace that leaves half of it.</summary>
    public static StopRequest Within(TimeSpan deadline, StopRequest request, LadderOptions ladder)
    {
        var own = request.Deadline ?? ladder.Deadline;
        var shortest = own < deadline ? own : deadline;
        var grace = request.Grace ?? ladder.Grace;
        return request with { Deadline = shortest, Grace = grace < shortest ? grace : shortest / 2 };
    }

    private static void CheckGrace(TimeSpan grace, TimeSpan deadline, string prefix, ICollection<FieldError> errors)
    {
        if (grace >= deadline)
        {
            errors.Add(new FieldError(
                prefix + "grace", grace.ToString(), $"The grace period leaves nothing of the deadline, which is {deadline}.",
                "Use a longer deadline, or a shorter grace period."));
        }
    }
}
