namespace Estop.Benchmarks.Latency;

internal static class Stopped
{
    public static void Demand(StopReceipt receipt)
    {
        if (receipt.Outcome != ScopeOutcome.Stopped)
        {
            throw new InvalidOperationException($"Not stopped: {receipt}");
        }
    }
}
