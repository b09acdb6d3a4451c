using System.Globalization;
using Estop.Testing;

namespace Estop.Benchmarks.Churn;

/// <summary>
/// What the process holds, once everything that nobody refers to is gone; of its files not the assemblies, which are loaded once.
/// </summary>
internal sealed record Holdings(int Threads, int Files, long Heap, long ResidentBytes)
{
    public static Holdings Take()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return new Holdings(
            Directory.GetDirectories("/proc/self/task").Length,
            Footprint.Take().Handles,
            heap,
            long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize);
    }
}
