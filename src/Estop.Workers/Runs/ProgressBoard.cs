namespace Estop.Workers;

/// <summary>Holds what a run last reported. Takes no lock: the code that reports may be stopped at any moment.</summary>
internal sealed class ProgressBoard(TimeProvider timeProvider, Action? reported = null)
{
    private const int LongestText = 1000;

    private WorkerProgress? _last;

    public WorkerProgress? Last => Volatile.Read(ref _last);

    /// <summary>Shows what was reported in another process.</summary>
    public void Show(WorkerProgress progress) => Volatile.Write(ref _last, progress);

    public void Report(string? text, double? value)
    {
        if (text is { Length: > LongestText })
        {
            text = text[..LongestText];
        }

        var now = timeProvider.GetUtcNow();
        WorkerProgress? seen;
        WorkerProgress next;
        do
        {
            seen = Volatile.Read(ref _last);
            next = new WorkerProgress((seen?.Count ?? 0) + 1, text ?? seen?.Text, value ?? seen?.Value, now);
        }
        while (Interlocked.CompareExchange(ref _last, next, seen) != seen);
        reported?.Invoke();
    }
}
