using System.Buffers;
using System.Collections.ObjectModel;
using System.Globalization;

namespace Estop.Workers;

/// <summary>Which labels workers can have, and when two sets of them are the same.</summary>
internal static class WorkerLabels
{
    private const int MostLabels = 32;
    private const int LongestKey = 63;
    private const int LongestValue = 255;

    private static readonly SearchValues<char> AllowedInKeys =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-");

    public static IReadOnlyDictionary<string, string> None { get; } = ReadOnlyDictionary<string, string>.Empty;

    public static bool IsValidKey(string key) =>
        key.Length is > 0 and <= LongestKey && !key.AsSpan().ContainsAnyExcept(AllowedInKeys);

    /// <summary>A copy that nobody else can change.</summary>
    public static IReadOnlyDictionary<string, string> Accept(
        IReadOnlyDictionary<string, string>? labels, ICollection<FieldError> errors)
    {
        if (labels is null or { Count: 0 })
        {
            return None;
        }

        if (labels.Count > MostLabels)
        {
            errors.Add(new FieldError(
                "labels", labels.Count.ToString(CultureInfo.InvariantCulture), "There are too many labels.",
                $"Give at most {MostLabels}."));
        }

        foreach (var (key, value) in labels)
        {
            if (!IsValidKey(key))
            {
                errors.Add(new FieldError(
                    "labels", Excerpt.Of(key), "A label's name has characters or a length that cannot be accepted.",
                    $"Use 1 to {LongestKey} characters out of A-Z a-z 0-9 . _ / - for the name."));
            }
            else if (value is null or { Length: > LongestValue } || value.Any(char.IsControl))
            {
                errors.Add(new FieldError(
                    $"labels.{key}", value is null ? "null" : Excerpt.Of(value), "The label's value cannot be accepted.",
                    $"Use a string of at most {LongestValue} characters without control characters."));
            }
        }

        return new ReadOnlyDictionary<string, string>(
            new SortedDictionary<string, string>(labels.ToDictionary(), StringComparer.Ordinal));
    }

    public static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count
        && one.All(label => other.TryGetValue(label.Key, out var value) && value == label.Value);
}
