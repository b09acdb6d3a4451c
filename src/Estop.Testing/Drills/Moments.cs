using System.Diagnostics;

namespace Estop.Testing;

internal static class Moments
{
    /// <summary>Awaits a time to the microsecond: what timers are too coarse for is spun.</summary>
    public static async Task AwaitAsync(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        if (time.TotalMilliseconds >= 2)
        {
            await Task.Delay((int)time.TotalMilliseconds - 1).ConfigureAwait(false);
        }

        while (Stopwatch.GetElapsedTime(started) < time)
        {
            Thread.Yield();
        }
    }
}
