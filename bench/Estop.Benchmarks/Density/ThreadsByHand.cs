using System.Diagnostics;

namespace Estop.Benchmarks.Density;

/// <summary>
/// Threads that were written by hand, each with a token of its own, which is what such threads cost at the least: all of them are
/// cancelled, and then joined.
/// </summary>
internal static class ThreadsByHand
{
    public static (TimeSpan Start, long Bytes, StopCost Stop) Measure(int count, Action<CancellationToken, Action> body)
    {
        var before = DensityBenchmark.ResidentBytes();
        var started = Stopwatch.GetTimestamp();
        var tokens = new CancellationTokenSource[count];
        var threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            var token = (tokens[i] = new CancellationTokenSource()).Token;
            threads[i] = new Thread(() =>
            {
                try
                {
                    body(token, static () => { });
                }
                catch (OperationCanceledException)
                {
                    // As written by hand.
                }
            });
            threads[i].Start();
        }

        var startTime = Stopwatch.GetElapsedTime(started);
        var bytes = (DensityBenchmark.ResidentBytes() - before) / count;
        var cost = new StopCost();
        Array.ForEach(tokens, static token => token.Cancel());
        Array.ForEach(threads, static thread => thread.Join());
        cost.Take();
        Array.ForEach(tokens, static token => token.Dispose());
        return (startTime, bytes, cost);
    }
}
