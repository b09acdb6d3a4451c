using System.Diagnostics;

namespace Estop.Corpus;

/// <summary>Stops a work at random moments, and looks whether it still works.</summary>
public sealed class StopTrial
{
    /// <summary>So long a stop may take on a machine that is busy with other things. What is looked at is that it ends.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Without an interrupt: a stop that the woven code misses would pass for one that it obeys.</summary>
    private static readonly LadderOptions Ladder = new()
    {
        InterruptAfter = TimeSpan.FromDays(1),
        // Npgsql's handlers talk to the server, and nothing of a library is to be cut on a machine that is busy.
        HandlerBudget = TimeSpan.FromSeconds(20),
        LockBudget = TimeSpan.FromSeconds(20),
        CleanupBudget = TimeSpan.FromSeconds(30),
        Deadline = TimeSpan.FromSeconds(60),
    };

    private readonly Work _work;
    private readonly Random _random;
    private readonly string _expected;
    private readonly TimeSpan _longest;

    /// <param name="work">What is stopped. It is done once to find out how long it takes.</param>
    /// <param name="seed">Decides the moments.</param>
    public StopTrial(Work work, int seed)
    {
        _work = work;
        _random = new Random(seed);
        _expected = work.Run();
        var watch = Stopwatch.StartNew();
        work.Run();
        _longest = watch.Elapsed * 1.5;
    }

    /// <summary>Of each stop, how long it took.</summary>
    public List<TimeSpan> Latencies { get; } = [];

    /// <summary>Of each stop, what ended the work.</summary>
    public List<Rung> Rungs { get; } = [];

    /// <summary>What went wrong; empty when nothing did.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Stops the work so many times, and looks after each few whether it still does the same.</summary>
    public async Task RunAsync(int stops, int lookEvery = 25)
    {
        for (var i = 1; i <= stops && Faults.Count == 0; i++)
        {
            await StopAsync(_random.NextDouble() * _longest, i);
            if (i % lookEvery == 0 || i == stops)
            {
                Look(i);
            }
        }
    }

    private async Task StopAsync(TimeSpan after, int number)
    {
        await using var scope = StopScope.StartThread(_work.RunForEver, new StopScopeOptions { Name = _work.Name, Ladder = Ladder });
        await Task.WhenAny(scope.Completion, Task.Delay(after));
        if (scope.Completion.IsCompleted)
        {
            Faults.Add($"Stop {number}, after {after.TotalMilliseconds:F1} ms: it had ended by itself: {await scope.Completion}");
            return;
        }

        var watch = Stopwatch.StartNew();
        var receipt = await scope.StopAsync().WaitAsync(Timeout);
        Latencies.Add(watch.Elapsed);
        if (receipt.EndedBy is { } rung)
        {
            Rungs.Add(rung);
        }

        if (receipt.Outcome != ScopeOutcome.Stopped || receipt.EndedBy is not (Rung.Safepoint or Rung.Token)
            || receipt.Cleanup == CleanupOutcome.Cut || scope.ThreadIds.Count > 0)
        {
            Faults.Add($"Stop {number}, after {after.TotalMilliseconds:F1} ms: {receipt}");
        }
    }

    /// <summary>On another thread: a lock that was left held would not stop its owner.</summary>
    private void Look(int number)
    {
        string? result = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = _work.Run();
            }
            catch (Exception error)
            {
                result = error.ToString();
            }
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(Timeout))
        {
            Faults.Add($"After stop {number} it hangs.");
        }
        else if (result != _expected)
        {
            Faults.Add($"After stop {number} it gives '{result}' in place of '{_expected}'.");
        }
    }
}
