using Estop.Benchmarks.Workers;

namespace Estop.Benchmarks.Latency;

/// <summary>The workers of <see cref="Unaware"/> as a careful author writes them, with a token in each place.</summary>
internal static class ByHand
{
    public static void Spin(CancellationToken token, Action ready)
    {
        ready();
        var x = 88172645463325252UL;
        while (!token.IsCancellationRequested)
        {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            Unaware.Sink = x;
        }
    }

    public static void Sleep(CancellationToken token, Action ready)
    {
        ready();
        while (!token.WaitHandle.WaitOne(5000))
        {
        }
    }

    /// <summary>The same with an exception as the way out, which frees the author from handing a result up through his loops.</summary>
    public static void SleepOrThrow(CancellationToken token, Action ready)
    {
        ready();
        while (true)
        {
            token.WaitHandle.WaitOne(5000);
            token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A <c>lock</c> takes no token, so a careful author takes a semaphore.</summary>
    public static void WaitForLock(SemaphoreSlim held, CancellationToken token, Action ready)
    {
        ready();
        held.Wait(token);
    }

    /// <summary>A blocking read takes no token, so a careful author blocks on the asynchronous one.</summary>
    public static void Read(Stream device, CancellationToken token, Action ready)
    {
        var answer = new byte[64];
        ready();
        while (device.ReadAsync(answer, token).AsTask().GetAwaiter().GetResult() > 0)
        {
        }
    }

    public static async Task Await(CancellationToken token, Action ready)
    {
        ready();
        while (true)
        {
            await Task.Delay(5000, token);
        }
    }

    public static async Task AwaitSource(Task never, CancellationToken token, Action ready)
    {
        ready();
        await never.WaitAsync(token);
    }
}
