using System.Globalization;

namespace Estop.Benchmarks.Soak;

/// <summary>What became of all of them.</summary>
internal sealed class SoakTally
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ScopeOutcome, Rung?), List<TimeSpan>> _stops = [];
    private readonly Dictionary<PauseOutcome, int> _pauses = [];
    private readonly List<string> _unaccounted = [];
    private int _looks;

    public int Stops { get; private set; }

    /// <summary>How many a stop did not end.</summary>
    public int Unaccounted => _unaccounted.Count;

    public void Count(string name, StopReceipt receipt)
    {
        lock (_lock)
        {
            Stops++;
            var key = (receipt.Outcome, receipt.EndedBy);
            if (!_stops.TryGetValue(key, out var times))
            {
                _stops[key] = times = [];
            }

            times.Add(receipt.Elapsed);
            if (receipt.Outcome == ScopeOutcome.Abandoned)
            {
                _unaccounted.Add($"{name} was abandoned: {string.Join(" ", receipt.LeftBehind)}");
            }
            else if (receipt.LeftBehind.Count > 0)
            {
                _unaccounted.Add($"{name} left behind: {string.Join(" ", receipt.LeftBehind)}");
            }
        }
    }

    public void Count(PauseReceipt receipt)
    {
        lock (_lock)
        {
            _pauses[receipt.Outcome] = _pauses.GetValueOrDefault(receipt.Outcome) + 1;
        }
    }

    public void Looked() => Interlocked.Increment(ref _looks);

    public void NeverEnded(string name)
    {
        lock (_lock)
        {
            _unaccounted.Add($"{name} never ended.");
        }
    }

    public void Print()
    {
        Console.WriteLine("| ended as | by | stops | p50, ms | p99, ms | longest, ms |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: |");
        foreach (var ((outcome, endedBy), times) in _stops.OrderBy(stop => stop.Key))
        {
            times.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {outcome} | {endedBy} | {times.Count:N0} | {At(times, 50):f1} | {At(times, 99):f1} | {At(times, 100):f1} |"));
        }

        Console.WriteLine();
        Console.WriteLine($"Pauses: {string.Join(", ", _pauses.Select(pause => $"{pause.Value:N0} {pause.Key}"))}; looks: {_looks:N0}");
        foreach (var sentence in _unaccounted.Distinct())
        {
            Console.WriteLine($"UNACCOUNTED: {sentence}");
        }
    }

    private static double At(List<TimeSpan> sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1)].TotalMilliseconds;
}
