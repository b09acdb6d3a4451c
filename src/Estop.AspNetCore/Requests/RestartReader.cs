namespace Estop.AspNetCore;

/// <summary>Reads a restart policy out of the words of a request.</summary>
internal static class RestartReader
{
    /// <summary>
    /// <paramref name="defaults"/> with what was given instead. A first delay that is longer than the longest one by default is that too.
    /// </summary>
    public static RestartPolicy Read(RestartPolicy defaults, RestartBody given, ICollection<FieldError> errors)
    {
        var delay = DurationReader.Read(given.Delay, "restart.delay", errors) ?? defaults.Delay;
        var maxDelay = DurationReader.Read(given.MaxDelay, "restart.maxDelay", errors);
        return defaults with
        {
            Mode = given.Mode is { } mode ? Mode(mode, errors) : defaults.Mode,
            Delay = delay,
            MaxDelay = maxDelay ?? (delay > defaults.MaxDelay ? delay : defaults.MaxDelay),
            Jitter = given.Jitter ?? defaults.Jitter,
            MaxRestarts = given.MaxRestarts ?? defaults.MaxRestarts,
            Window = DurationReader.Read(given.Window, "restart.window", errors) ?? defaults.Window,
        };
    }

    private static RestartMode Mode(string text, ICollection<FieldError> errors)
    {
        switch (text.ToLowerInvariant())
        {
            case "never":
                return RestartMode.Never;
            case "onfailure":
                return RestartMode.OnFailure;
            case "always":
                return RestartMode.Always;
            default:
                errors.Add(new FieldError(
                    "restart.mode", Excerpt.Of(text), "There is no such mode.", "Use never, onFailure or always."));
                return default;
        }
    }
}
