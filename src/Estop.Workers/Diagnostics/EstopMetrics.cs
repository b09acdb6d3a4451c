using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Estop.Workers;

/// <summary>The meter <c>Estop</c>.</summary>
internal sealed class EstopMetrics : IDisposable
{
    public const string MeterName = "Estop";

    private const string KindTag = "estop.kind";
    private const string ModeTag = "estop.stop.mode";
    private const string OutcomeTag = "estop.stop.outcome";

    private readonly Meter _meter;
    private readonly Counter<long> _starts;
    private readonly Histogram<double> _stops;

    public EstopMetrics(ThreadBudget threads)
    {
        _meter = new Meter(MeterName);
        _starts = _meter.CreateCounter<long>("estop.worker.starts", "{run}", "Runs that were started.");
        _stops = _meter.CreateHistogram<double>(
            "estop.worker.stop.duration", "s", "From the request of a stop to the proof of its end, or to its deadline.");
        _meter.CreateObservableUpDownCounter(
            "estop.worker.threads", () => threads.Used, "{thread}", "Worker threads in use, abandoned ones included.");
    }

    public void Started(string kind) => _starts.Add(1, new TagList { { KindTag, kind } });

    public void Stopped(WorkerStopReceipt receipt) => _stops.Record(
        receipt.Stop.Elapsed.TotalSeconds,
        new TagList
        {
            { KindTag, receipt.Kind },
            { ModeTag, Name(receipt.Stop.Mode) },
            { OutcomeTag, Name(receipt.Stop.Outcome) },
        });

    public void Dispose() => _meter.Dispose();

    private static string Name(StopMode mode) => mode switch
    {
        StopMode.Graceful => "graceful",
        StopMode.Kill => "kill",
        _ => "prompt",
    };

    private static string Name(ScopeOutcome outcome) => outcome switch
    {
        ScopeOutcome.Completed => "completed",
        ScopeOutcome.Failed => "failed",
        ScopeOutcome.Abandoned => "abandoned",
        _ => "stopped",
    };
}
