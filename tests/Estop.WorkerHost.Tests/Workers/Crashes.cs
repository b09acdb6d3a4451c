using System.Runtime.InteropServices;

namespace Estop.WorkerHost.Tests;

/// <summary>What brings a process down.</summary>
internal static class Crashes
{
    public static void Crash(CrashInput input, WorkerContext context)
    {
        context.Report("about to crash");
        switch (input.How)
        {
            case "segv":
                _ = Raise(11);
                Marshal.WriteByte(8, 0);
                break;
            case "fail-fast":
                Environment.FailFast("The worker has given up.");
                break;
            case "exit":
                Environment.Exit(42);
                break;
            case "overflow":
                Overflow(1);
                break;
            case "never":
                OrdinaryWork.Sleep(new NoInput(), context);
                break;
            case "later":
                Thread.Sleep(500);
                _ = Raise(9);
                break;
        }
    }

    private static int Overflow(int depth) => Overflow(depth + 1) + Overflow(depth + 2);

    [DllImport("libc", EntryPoint = "raise")]
    private static extern int Raise(int signal);
}
