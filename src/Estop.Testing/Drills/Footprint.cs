using System.Diagnostics;

namespace Estop.Testing;

/// <summary>What the process holds, once everything that nobody refers to is gone.</summary>
/// <param name="Threads">The threads that are not the pool's, which comes and goes by itself.</param>
/// <param name="Handles">
/// The open files, sockets and other handles of the system, without the assemblies that are loaded, which stay so; 0 where the
/// system does not count them.
/// </param>
/// <param name="Timers">The timers that are set.</param>
/// <param name="HeapBytes">The managed heap, in bytes.</param>
/// <param name="ResidentBytes">The memory that the system has given to the process, in bytes.</param>
public sealed record Footprint(int Threads, int Handles, long Timers, long HeapBytes, long ResidentBytes)
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    /// <summary>Collects garbage, and looks.</summary>
    public static Footprint Take()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new Footprint(
            process.Threads.Count - ThreadPool.ThreadCount,
            OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Count(static file => !IsAssembly(file)) : process.HandleCount,
            Timer.ActiveCount,
            GC.GetTotalMemory(forceFullCollection: true),
            process.WorkingSet64);
    }

    /// <summary>What there is more of now than before, one sentence each, allowing for what a process needs anyway.</summary>
    /// <param name="before">What there was.</param>
    /// <param name="runs">How many runs have come and gone since; each may have cost a hundred bytes. Range: 0 or more.</param>
    public IReadOnlyList<string> More(Footprint before, int runs)
    {
        ArgumentNullException.ThrowIfNull(before);
        return
        [
            .. Sentence("threads", before.Threads, Threads, spare: 4),
            .. Sentence("handles", before.Handles, Handles, spare: 8),
            .. Sentence("timers", before.Timers, Timers, spare: 2),
            .. Sentence("bytes of heap", before.HeapBytes, HeapBytes, spare: 1_000_000 + (100L * runs)),
        ];
    }

    /// <summary>Looks until there is no more than before, and at most some seconds.</summary>
    internal static async Task<Footprint> SettleAsync(Footprint before, int runs)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = Take();
            if (now.More(before, runs).Count == 0 || Stopwatch.GetElapsedTime(started) > SettleTime)
            {
                return now;
            }

            await Task.Delay(100).ConfigureAwait(false);
        }
    }

    private static bool IsAssembly(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget is { } target && Path.GetExtension(target) is ".dll" or ".pdb" or ".so";
        }
        catch (IOException)
        {
            // That of the directory that was just read.
            return true;
        }
    }

    private static IEnumerable<string> Sentence(string what, long before, long now, long spare) =>
        now > before + spare ? [$"{now - before:N0} {what} more than before ({before:N0}, {now:N0} now)."] : [];
}
