namespace Estop.WorkerHost.Tests;

/// <summary>Workers that take all that they get.</summary>
internal static class HungryWork
{
    public static void Hoard(NoInput input, WorkerContext context)
    {
        var hoard = new List<byte[]>();
        while (true)
        {
            var more = new byte[1_000_000];
            Array.Fill(more, (byte)1);
            hoard.Add(more);
            context.Report(hoard.Count);
        }
    }

    public static void Spin(NoInput input, WorkerContext context)
    {
        context.Report("spinning");
        while (true)
        {
        }
    }
}
