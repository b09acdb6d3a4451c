namespace Estop.Benchmarks.Workers;

/// <summary>Endless workers that look at nothing: no token, no flag, no check.</summary>
public static class Unaware
{
    public static ulong Sink;

    public static void Spin(Action ready)
    {
        ready();
        var x = 88172645463325252UL;
        while (true)
        {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            Sink = x;
        }
    }

    public static void Sleep(Action ready)
    {
        ready();
        while (true)
        {
            Thread.Sleep(5000);
        }
    }

    public static void WaitForLock(object held, Action ready)
    {
        ready();
        lock (held)
        {
            Sink++;
        }
    }

    public static void Read(Stream device, Action ready)
    {
        var answer = new byte[64];
        ready();
        while (device.Read(answer, 0, answer.Length) > 0)
        {
            Sink++;
        }
    }

    public static async Task Await(Action ready)
    {
        ready();
        while (true)
        {
            await Task.Delay(5000);
        }
    }

    public static async Task AwaitSource(TaskCompletionSource never, Action ready)
    {
        ready();
        await never.Task;
    }
}
