using System.Threading.Channels;

namespace Estop.Benchmarks.Kernels;

/// <summary>Asynchronous code.</summary>
internal static class Awaiting
{
    public static long Loop(int size) => LoopAsync(size).GetAwaiter().GetResult();

    public static long RoundTrips(int size) => RoundTripsAsync(size).GetAwaiter().GetResult();

    private static async Task<long> LoopAsync(int size)
    {
        long sum = 0;
        for (var i = 0; i < size; i++)
        {
            sum += await StepAsync(i);
        }

        return sum;
    }

    private static async ValueTask<int> StepAsync(int i)
    {
        if (i % 1000 == 0)
        {
            await Task.Yield();
        }

        return i & 7;
    }

    private static async Task<long> RoundTripsAsync(int size)
    {
        var (requests, answers) = (Channel.CreateBounded<int>(16), Channel.CreateBounded<int>(16));
        var echo = Task.Run(async () =>
        {
            await foreach (var request in requests.Reader.ReadAllAsync())
            {
                await answers.Writer.WriteAsync(request + 1);
            }
        });
        long sum = 0;
        for (var i = 0; i < size; i++)
        {
            await requests.Writer.WriteAsync(i);
            if (i >= 8)
            {
                sum += await answers.Reader.ReadAsync();
            }
        }

        requests.Writer.Complete();
        for (var i = 0; i < Math.Min(size, 8); i++)
        {
            sum += await answers.Reader.ReadAsync();
        }

        await echo;
        return sum;
    }
}
