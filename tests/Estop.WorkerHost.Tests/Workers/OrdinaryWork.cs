namespace Estop.WorkerHost.Tests;

/// <summary>Workers that a stop inside their process ends.</summary>
internal static class OrdinaryWork
{
    public static void Sleep(NoInput input, WorkerContext context)
    {
        context.Report("asleep");
        while (true)
        {
            Thread.Sleep(1000);
        }
    }

    public static async Task AwaitAsync(NoInput input, WorkerContext context)
    {
        context.Report("awaiting");
        while (true)
        {
            await Task.Delay(1000);
        }
    }

    public static void Return(GreeterInput input, WorkerContext context) => context.Report(input.Name);

    public static void Throw(NoInput input, WorkerContext context) =>
        throw new InvalidOperationException("The device speaks no known language.");

    public static void Count(NoInput input, WorkerContext context)
    {
        while (true)
        {
            context.Report();
            Thread.Sleep(1);
        }
    }

    public static void TellItsPlace(NoInput input, WorkerContext context)
    {
        context.Report($"{Environment.CurrentDirectory} {Environment.GetEnvironmentVariable("DEVICE")}");
        Thread.Sleep(Timeout.Infinite);
    }

    public static void Print(NoInput input, WorkerContext context)
    {
        Console.WriteLine($"printed by {context.WorkerId}");
        Sleep(input, context);
    }
}
