using System.Globalization;

namespace Estop.Workers;

/// <summary>Which restart policies there can be, said with the field that is wrong.</summary>
internal static class RestartPolicyCheck
{
    private const int MostRestarts = 1000;

    /// <param name="policy">What was asked for.</param>
    /// <param name="prefix">What the names of the fields start with.</param>
    /// <param name="errors">What is wrong.</param>
    public static void Check(RestartPolicy policy, string prefix, ICollection<FieldError> errors)
    {
        if (!Enum.IsDefined(policy.Mode))
        {
            Add("mode", policy.Mode.ToString(), "There is no such mode.", "Use never, onFailure or always.");
        }

        var delayIsRight = policy.Delay >= TimeSpan.Zero && policy.Delay <= StopTimes.Longest;
        if (!delayIsRight)
        {
            Add("delay", policy.Delay.ToString(), "The time is out of its range.", "Use 0 to 1 day.");
        }

        if (policy.MaxDelay < TimeSpan.Zero || policy.MaxDelay > StopTimes.Longest)
        {
            Add("maxDelay", policy.MaxDelay.ToString(), "The time is out of its range.", "Use 0 to 1 day.");
        }
        else if (delayIsRight && policy.MaxDelay < policy.Delay)
        {
            Add(
                "maxDelay", policy.MaxDelay.ToString(), $"The longest delay is shorter than the first one, which is {policy.Delay}.",
                "Use a longer one, or a shorter delay.");
        }

        if (policy.Jitter is not (>= 0 and <= 1))
        {
            Add("jitter", policy.Jitter.ToString(CultureInfo.InvariantCulture), "The part is out of its range.", "Use 0 to 1.");
        }

        if (policy.MaxRestarts is < 1 or > MostRestarts)
        {
            Add(
                "maxRestarts", policy.MaxRestarts.ToString(CultureInfo.InvariantCulture), "The number is out of its range.",
                $"Use 1 to {MostRestarts}; for none, the mode never.");
        }

        if (policy.Window <= TimeSpan.Zero || policy.Window > StopTimes.Longest)
        {
            Add("window", policy.Window.ToString(), "The time is out of its range.", "Use more than 0 and at most 1 day.");
        }

        void Add(string field, string value, string message, string remedy) =>
            errors.Add(new FieldError(prefix + field, value, message, remedy));
    }
}
