namespace Estop.Workers;

/// <summary>Selects workers by one of their labels.</summary>
/// <param name="Key">The label's name.</param>
/// <param name="Value">Its value; null when any value will do.</param>
public sealed record LabelSelector(string Key, string? Value = null)
{
    internal bool Matches(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(Key, out var value) && (Value is null || Value == value);
}
