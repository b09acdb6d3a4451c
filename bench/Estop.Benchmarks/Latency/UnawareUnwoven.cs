using Estop.Benchmarks.Workers;

namespace Estop.Benchmarks.Latency;

/// <summary>The worker that the runtime's abort can end, not woven.</summary>
internal static class UnawareUnwoven
{
    public static void Spin(Action ready)
    {
        ready();
        var x = 88172645463325252UL;
        while (true)
        {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            Unaware.Sink = x;
        }
    }
}
