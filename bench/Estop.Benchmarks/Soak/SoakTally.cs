using System.Globalization;

namespace Estop.Benchmarks.Soak;

/// <summary>What became of all of them.</summary>
internal sealed class SoakTally
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ScopeOutcome Outcome, Rung? By), List<(TimeSpan Elapsed, string Name)>> _ends = [];
    private readonly Dictionary<PauseOutcome, int> _pauses = [];
    private readonly Dictionary<string, int> _looks = [];
    private readonly Dictionary<string, int> _unaccounted = [];
    private readonly Dictionary<string, int> _failures = [];
    private int _starts;

    public int Starts => _starts;

    /// <summary>Whether each worker that was started has ended, as what it is said to have ended.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return _unaccounted.Count == 0 && _ends.Values.Sum(static times => times.Count) == _starts;
            }
        }
    }

    public void Started() => Interlocked.Increment(ref _starts);

    /// <summary>A stop has come back.</summary>
    public void Stopped(string name, StopReceipt receipt)
    {
        lock (_lock)
        {
            var key = (receipt.Outcome, receipt.EndedBy);
            if (!_ends.TryGetValue(key, out var times))
            {
                _ends[key] = times = [];
            }

            times.Add((receipt.Elapsed, name));
            if (receipt.Outcome == ScopeOutcome.Abandoned)
            {
                Add(_unaccounted, $"{name} was abandoned: {string.Join(" ", receipt.LeftBehind)}");
            }
            else if (receipt.LeftBehind.Count > 0)
            {
                Add(_unaccounted, $"{name} left behind: {string.Join(" ", receipt.LeftBehind)}");
            }
            else if (receipt.Outcome == ScopeOutcome.Stopped && (receipt.EndedBy is null || receipt.Proof is null))
            {
                Add(_unaccounted, $"{name} was stopped by nothing, or without a proof.");
            }
        }
    }

    /// <summary>No code of the worker executes any more.</summary>
    public void Ended(string name, StopReceipt receipt, ScopeEnd end)
    {
        lock (_lock)
        {
            if (receipt.Outcome != end.Outcome)
            {
                Add(_unaccounted, $"{name} ended as {end.Outcome}, and its receipt says {receipt.Outcome}.");
            }

            if (end.Outcome == ScopeOutcome.Failed)
            {
                Add(_failures, $"{name}: {end.Exception?.GetType().Name}: {end.Exception?.Message}");
            }
        }
    }

    public void NeverEnded(string name, StopScope scope, int calls)
    {
        lock (_lock)
        {
            Add(_unaccounted, $"{name} never ended: threads {string.Join(", ", scope.ThreadIds)}; {calls} calls have not returned.");
        }
    }

    public void Paused(PauseReceipt receipt)
    {
        lock (_lock)
        {
            Add(_pauses, receipt.Outcome);
        }
    }

    public void Looked(string name, ScopeLook look)
    {
        lock (_lock)
        {
            if (look is { Outcome: not null, Threads.Count: > 0 })
            {
                Add(_unaccounted, $"{name} was over, and a look at it found {look.Threads.Count} threads.");
            }

            Add(_looks, look.Outcome is not null ? "that it was over"
                : look.Threads.Any(static thread => thread.Stack.Count > 0) ? "a stack"
                : look.Threads.Count > 0 ? "a thread without a stack"
                : look.Awaits.Count > 0 ? "a chain of awaits"
                : "nothing that executes");
        }
    }

    public void Print()
    {
        Console.WriteLine("| ended as | by | workers | p50, ms | p99, ms | longest, ms | which was |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var ((outcome, endedBy), times) in _ends.OrderBy(static end => end.Key))
        {
            times.Sort();
            var by = endedBy?.ToString() ?? (outcome == ScopeOutcome.Abandoned ? "nothing" : "itself");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {outcome} | {by} | {times.Count:N0} | {At(times, 50):f1} | {At(times, 99):f1} | {At(times, 100):f1} | {times[^1].Name} |"));
        }

        var ended = _ends.Values.Sum(static times => times.Count);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_starts:N0} workers were started, and {ended:N0} have ended."));
        Console.WriteLine($"Pauses: {Counts(_pauses)}.");
        Console.WriteLine($"Looks saw {Counts(_looks)}.");
        foreach (var (sentence, times) in _failures)
        {
            Console.WriteLine($"Failed of itself, {times} times: {sentence}");
        }

        foreach (var (sentence, times) in _unaccounted)
        {
            Console.WriteLine($"UNACCOUNTED, {times} times: {sentence}");
        }
    }

    private static string Counts<T>(Dictionary<T, int> counts)
        where T : notnull =>
        string.Join(", ", counts.OrderByDescending(static count => count.Value).Select(static count =>
            string.Create(CultureInfo.InvariantCulture, $"{count.Value:N0} × {count.Key}")));

    private static void Add<T>(Dictionary<T, int> counts, T what)
        where T : notnull => counts[what] = counts.GetValueOrDefault(what) + 1;

    private static double At(List<(TimeSpan Elapsed, string Name)> sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Count) - 1)].Elapsed.TotalMilliseconds;
}
