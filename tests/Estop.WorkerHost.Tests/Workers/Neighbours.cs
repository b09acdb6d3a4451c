using Microsoft.Extensions.Logging;

namespace Estop.WorkerHost.Tests;

/// <summary>Workers of one kind, which therefore share a process, and do not do the same.</summary>
internal static class Neighbours
{
    private const int Loggers = 4;

    private static readonly string LongLine = new('x', 500);

    public static void Run(NeighbourInput input, WorkerContext context)
    {
        switch (input.Does)
        {
            case "return":
                return;
            case "sleep":
                OrdinaryWork.Sleep(new NoInput(), context);
                return;
            case "loop in native code":
                HardWork.LoopInNativeCode(new NoInput(), context);
                return;
            case "log without end":
                LogWithoutEnd(context);
                return;
            case "clean up slowly":
                CleanUpSlowly(context);
                return;
            case "clean up for seconds":
                CleanUpForSeconds(context);
                return;
            case "sleep in native code for seconds":
                context.Report("about to sleep");
                HardWork.SleepInNativeCode(3_000_000);
                Thread.Sleep(Timeout.Infinite);
                return;
            case "fail in its grace":
                context.Report("waiting");
                context.Token.WaitHandle.WaitOne();
                throw new InvalidOperationException("The device did not say goodbye.");
            case "return in its grace":
                context.Report("waiting");
                context.Token.WaitHandle.WaitOne();
                return;
            case "print and return":
                for (var i = 0; i < 500; i++)
                {
                    Console.WriteLine($"line {i} of {context.WorkerId}");
                }

                return;
            default:
                throw new ArgumentException(input.Does, nameof(input));
        }
    }

    private static void LogWithoutEnd(WorkerContext context)
    {
        for (var i = 0; i < Loggers; i++)
        {
            new Thread(() =>
            {
                while (true)
                {
                    context.Logger.LogInformation("{Line}", LongLine);
                }
            }).Start();
        }

        context.Report("logging");
        Thread.Sleep(Timeout.Infinite);
    }

    private static void CleanUpForSeconds(WorkerContext context)
    {
        try
        {
            OrdinaryWork.Sleep(new NoInput(), context);
        }
        finally
        {
            context.Report("cleaning up");
            Thread.Sleep(5000);
        }
    }

    private static void CleanUpSlowly(WorkerContext context)
    {
        try
        {
            OrdinaryWork.Sleep(new NoInput(), context);
        }
        finally
        {
            context.Report("cleaning up");
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
