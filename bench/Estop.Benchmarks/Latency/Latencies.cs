using System.Diagnostics;

namespace Estop.Benchmarks.Latency;

/// <summary>The latencies of one subject, in microseconds.</summary>
internal sealed class Latencies(string name, ISubject subject)
{
    private readonly List<double> _microseconds = [];

    public string Name => name;

    public void Measure(bool counted)
    {
        subject.Start();
        var started = Stopwatch.GetTimestamp();
        subject.Stop();
        if (counted)
        {
            _microseconds.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }
    }

    /// <summary>The nearest-rank percentile.</summary>
    public double Percentile(double percent)
    {
        _microseconds.Sort();
        var rank = (int)Math.Ceiling(percent / 100 * _microseconds.Count);
        return _microseconds[Math.Clamp(rank - 1, 0, _microseconds.Count - 1)];
    }
}
