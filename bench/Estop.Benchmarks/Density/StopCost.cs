using System.Diagnostics;

namespace Estop.Benchmarks.Density;

/// <summary>What it costs to stop all of them: on a busy machine the processor time tells more than the clock.</summary>
internal sealed class StopCost
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;
    private readonly int _collections = GC.CollectionCount(0);

    public TimeSpan Elapsed { get; private set; }

    public TimeSpan Processor { get; private set; }

    public int Collections { get; private set; }

    /// <summary>All are stopped.</summary>
    public StopCost Take()
    {
        Elapsed = Stopwatch.GetElapsedTime(_started);
        Processor = Environment.CpuUsage.TotalTime - _processor;
        Collections = GC.CollectionCount(0) - _collections;
        return this;
    }
}
