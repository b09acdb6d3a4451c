using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Estop.AspNetCore;

/// <summary>Durations as they stand in requests and settings: <c>2s</c>, <c>500ms</c>, <c>1m30s</c>.</summary>
internal static partial class DurationText
{
    public const string Remedy = "Write it like 2s, 500ms, 1m30s, 00:00:02 or PT2S.";

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.StartsWith('P'))
        {
            return TryParseIso(text, out duration);
        }

        if (text.Contains(':'))
        {
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration)
                && duration >= TimeSpan.Zero;
        }

        var match = Units().Match(text);
        if (text.Length == 0 || !match.Success)
        {
            return false;
        }

        try
        {
            duration = Part(match, "d", TimeSpan.TicksPerDay) + Part(match, "h", TimeSpan.TicksPerHour)
                + Part(match, "m", TimeSpan.TicksPerMinute) + Part(match, "s", TimeSpan.TicksPerSecond)
                + Part(match, "ms", TimeSpan.TicksPerMillisecond);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    [return: NotNullIfNotNull(nameof(duration))]
    public static string? Format(TimeSpan? duration) => duration is { } value ? Format(value) : null;

    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        var milliseconds = duration.Milliseconds + ((double)(duration.Ticks % TimeSpan.TicksPerMillisecond)
            / TimeSpan.TicksPerMillisecond);
        return string.Concat(
            Unit(duration.Days, "d"), Unit(duration.Hours, "h"), Unit(duration.Minutes, "m"), Unit(duration.Seconds, "s"),
            Unit(milliseconds, "ms"));
    }

    /// <summary>A measured time as a number.</summary>
    public static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);

    private static string Unit(double value, string unit) =>
        value == 0 ? "" : value.ToString(CultureInfo.InvariantCulture) + unit;

    private static TimeSpan Part(Match match, string unit, long ticks)
    {
        var part = match.Groups[unit];
        return part.Success
            ? TimeSpan.FromTicks(checked((long)(decimal.Parse(part.ValueSpan, CultureInfo.InvariantCulture) * ticks)))
            : TimeSpan.Zero;
    }

    private static bool TryParseIso(string text, out TimeSpan duration)
    {
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return duration >= TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
    }

    [GeneratedRegex(
        @"^(?:(?<d>\d{1,9})d)?(?:(?<h>\d{1,9})h)?(?:(?<m>\d{1,9})m(?!s))?(?:(?<s>\d{1,9}(?:\.\d{1,7})?)s)?(?:(?<ms>\d{1,9}(?:\.\d{1,4})?)ms)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Units();
}
