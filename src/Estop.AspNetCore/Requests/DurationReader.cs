namespace Estop.AspNetCore;

/// <summary>Reads durations out of the words of a request. Whether they are in range is the supervisor's to say.</summary>
internal static class DurationReader
{
    public static TimeSpan? Read(string? text, string field, ICollection<FieldError> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (DurationText.TryParse(text, out var duration))
        {
            return duration;
        }

        errors.Add(new FieldError(field, Excerpt.Of(text), "Is not a duration.", DurationText.Remedy));
        return null;
    }
}
