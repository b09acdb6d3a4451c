using System.Runtime.InteropServices;
using Estop.Tests.Unwoven;

namespace Estop.WorkerHost.Tests;

/// <summary>What brings a process down.</summary>
internal static class Crashes
{
    public static void Crash(CrashInput input, WorkerContext context)
    {
        Console.WriteLine("the last line before the end");
        context.Report("about to crash");
        switch (input.How)
        {
            case "segv":
                _ = Raise(11);
                Marshal.WriteByte(8, 0);
                break;
            case "abort":
                Abort();
                break;
            case "unwoven-exit":
                Outside(static () => UnwovenLibrary.Exit(42));
                break;
            case "unhandled-memory":
                // The child makes itself ready for a stop meanwhile: it is the worker that is to meet the end of memory.
                Thread.Sleep(1000);
                Outside(static () => HungryWork.Hoard(static _ => { }));
                break;
            case "fail-fast":
                Outside(static () => Environment.FailFast("The worker has given up."));
                break;
            case "exit":
                Outside(static () => Environment.Exit(42));
                break;
            case "own-fail-fast":
                Environment.FailFast("The worker has given up.", new TimeoutException("No answer."));
                break;
            case "own-exit":
                Environment.Exit(42);
                break;
            case "memory":
                GC.KeepAlive(new byte[int.MaxValue]);
                break;
            case "own-exit-0":
                Environment.Exit(0);
                break;
            case "own-exit-amid-a-spin":
                using (var spins = new ManualResetEventSlim())
                {
                    new Thread(() => UnwovenLibrary.SpinInFinally(spins.Set)).Start();
                    spins.Wait();
                    Environment.Exit(42);
                }

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

    /// <summary>In what belongs to no run.</summary>
    private static void Outside(Action action)
    {
        using (StopScope.Detach())
        {
            var thread = new Thread(() => action());
            thread.Start();
            thread.Join();
        }
    }

    private static int Overflow(int depth) => Overflow(depth + 1) + Overflow(depth + 2);

    [DllImport("libc", EntryPoint = "abort")]
    private static extern void Abort();

    [DllImport("libc", EntryPoint = "raise")]
    private static extern int Raise(int signal);
}
