using System.Runtime.InteropServices;

namespace Estop.WorkerHost.Tests;

/// <summary>Workers that take all that they get.</summary>
internal static class HungryWork
{
    public static void Hoard(NoInput input, WorkerContext context) => Hoard(count => context.Report(count));

    public static void Hoard(Action<int> report)
    {
        var hoard = new List<byte[]>();
        while (true)
        {
            var more = new byte[1_000_000];
            Array.Fill(more, (byte)1);
            hoard.Add(more);
            report(hoard.Count);
        }
    }

    /// <summary>What no collector knows of. Not without end: where nothing limits it, the test fails and the machine lives.</summary>
    public static unsafe void HoardNatively(NoInput input, WorkerContext context)
    {
        for (var i = 0; i < 200; i++)
        {
            NativeMemory.Fill(NativeMemory.Alloc(10_000_000), 10_000_000, 1);
            context.Report(i);
        }

        context.Report("has all that it wants");
    }

    public static void Spin(NoInput input, WorkerContext context)
    {
        context.Report("spinning");
        while (true)
        {
        }
    }
}
