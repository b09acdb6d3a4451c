using System.Diagnostics;
using System.Numerics;
using System.Runtime;
using System.Runtime.InteropServices;
using Estop.Workers;

namespace Estop.EndToEnd.Host;

/// <summary>Workers that look at nothing. Each reports once it is about to be where it will stay.</summary>
internal static class HostileWorkers
{
    private static readonly object Held = HoldForEver(new object());

    public static void Compute(NoInput input, WorkerContext context)
    {
        context.Report();
        var sum = 0.0;
        while (true)
        {
            for (var i = 1; i < 1_000_000; i++)
            {
                for (var j = 1; j < 1_000_000; j++)
                {
                    sum += Math.Sqrt(i) / j;
                }
            }

            GC.KeepAlive(sum);
        }
    }

    public static void SwallowEverything(NoInput input, WorkerContext context)
    {
        context.Report();
        while (true)
        {
            try
            {
                Thread.Sleep(1);
            }
            catch
            {
            }
        }
    }

    public static void WaitForALock(NoInput input, WorkerContext context)
    {
        context.Report();
        lock (Held)
        {
        }
    }

    public static async Task AwaitADelay(NoInput input, WorkerContext context)
    {
        context.Report();
        while (true)
        {
            await Task.Delay(Timeout.Infinite);
        }
    }

    public static async Task AwaitATask(NoInput input, WorkerContext context)
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Report();
        await never.Task;
    }

    /// <summary>The one that is not hostile: it ends when it is asked to.</summary>
    public static void LookAtTheToken(NoInput input, WorkerContext context)
    {
        context.Report();
        context.Token.WaitHandle.WaitOne();
    }

    /// <summary>Nothing inside a process ends this before its eight seconds are over.</summary>
    public static void BlockInNativeCode(NoInput input, WorkerContext context)
    {
        context.Report();
        NativeSleep(8);
    }

    /// <summary>Minutes in one call of the framework, in which there is no safepoint and nothing to wake.</summary>
    public static void ComputeInTheFramework(NoInput input, WorkerContext context)
    {
        context.Report();
        GC.KeepAlive(BigInteger.Pow(7, 100_000_000));
    }

    /// <summary>Starts a process that ignores every request to end, in a session of its own, and reports its id.</summary>
    public static void SpawnAGrandchild(NoInput input, WorkerContext context)
    {
        var file = Path.GetTempFileName();
        using var shell = Process.Start("/bin/sh", ["-c", $"setsid sh -c 'trap \"\" TERM HUP; echo $$ > {file}; while :; do sleep 1; done' &"]);
        shell.WaitForExit();
        string text;
        while ((text = File.ReadAllText(file).Trim()).Length == 0)
        {
            Thread.Sleep(10);
        }

        File.Delete(file);
        context.Report(text);
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>A good neighbour: it shows that the others run on.</summary>
    public static void Count(NoInput input, WorkerContext context)
    {
        while (true)
        {
            context.Report();
            Thread.Sleep(10);
        }
    }

    /// <summary>How its process is made.</summary>
    public static void TellOfItself(NoInput input, WorkerContext context)
    {
        context.Report($"{(GCSettings.IsServerGC ? "server" : "workstation")} GC, user {Environment.UserName}, in {Environment.CurrentDirectory}");
        Thread.Sleep(Timeout.Infinite);
    }

    [DllImport("libc", EntryPoint = "sleep")]
    private static extern uint NativeSleep(uint seconds);

    private static object HoldForEver(object gate)
    {
        using var held = new ManualResetEventSlim();
        new Thread(() =>
        {
            Monitor.Enter(gate);
            held.Set();
            Thread.Sleep(Timeout.Infinite);
        })
        { IsBackground = true }.Start();
        held.Wait();
        return gate;
    }
}
