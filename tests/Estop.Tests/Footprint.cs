namespace Estop.Tests;

/// <summary>What the test process holds, once everything that nobody refers to is gone.</summary>
internal sealed record Footprint(int Threads, int Files, long Heap)
{
    public static Footprint Take()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new Footprint(
            Directory.GetDirectories("/proc/self/task").Length,
            Directory.GetFiles("/proc/self/fd").Length,
            GC.GetTotalMemory(forceFullCollection: true));
    }
}
