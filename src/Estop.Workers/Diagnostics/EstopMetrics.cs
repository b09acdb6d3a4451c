using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Estop.Workers;

/// <summary>The meter <c>Estop</c>. The count of stops is that of their durations, by outcome.</summary>
internal sealed class EstopMetrics : IDisposable
{
    private readonly Meter _meter = new("Estop");
    private readonly Counter<long> _starts;
    private readonly Counter<long> _restarts;
    private readonly Histogram<double> _stops;

    public EstopMetrics(ThreadBudget threads)
    {
        _starts = _meter.CreateCounter<long>("estop.worker.starts", "{run}", "Runs that were started.");
        _restarts = _meter.CreateCounter<long>(
            "estop.worker.restarts", "{run}", "Runs among the started ones that a restart policy has begun.");
        _stops = _meter.CreateHistogram<double>(
            "estop.worker.stop.duration", "s", "From the request of a stop to the proof of its end, or to its deadline.");
        _meter.CreateObservableUpDownCounter(
            "estop.worker.threads", () => threads.Used, "{thread}", "Worker threads in use, abandoned ones included.");
    }

    public void Started(string kind) => Harmless.Run(() => _starts.Add(1, new TagList { { EstopTags.Kind, kind } }));

    public void Restarted(string kind) => Harmless.Run(() => _restarts.Add(1, new TagList { { EstopTags.Kind, kind } }));

    public void Stopped(WorkerStopReceipt receipt) => Harmless.Run(() => _stops.Record(
        receipt.Stop.Elapsed.TotalSeconds,
        new TagList
        {
            { EstopTags.Kind, receipt.Kind },
            { EstopTags.Mode, EstopTags.Of(receipt.Stop.Mode) },
            { EstopTags.Outcome, EstopTags.Of(receipt.Stop.Outcome) },
        }));

    public void Dispose() => _meter.Dispose();
}
