using System.Diagnostics;

namespace Estop.Benchmarks.Churn;

/// <summary>What a scope around a short task costs, beside the same task without one, in turn in one process.</summary>
internal static class ShortTasks
{
    private const int Batch = 2000;
    private const int Rounds = 25;

    private static ulong Sink;

    public static async Task<int> RunAsync()
    {
        (string Name, Func<Task> Call, Func<Task> Scoped)[] rows =
        [
            ("a call", Called, static () =>
            {
                StopScope.Run(Short);
                return Task.CompletedTask;
            }),
            ("Task.Run", static () => Task.Run(Short), static () => StopScope.StartTask(static () =>
            {
                Short();
                return Task.CompletedTask;
            }).Completion),
            ("a thread", Threaded, static () => StopScope.StartThread(Short).Completion),
        ];
        Console.WriteLine($"{"task of about 1 µs in",-24} {"alone, µs",10} {"scope, µs",10} {"more, µs",9} {"alone, B",9} {"scope, B",9}");
        foreach (var (name, call, scoped) in rows)
        {
            var best = (Alone: TimeSpan.MaxValue, Scope: TimeSpan.MaxValue);
            var bytes = (Alone: 0L, Scope: 0L);
            for (var round = 0; round < Rounds; round++)
            {
                (var alone, bytes.Alone) = await MeasureAsync(call);
                (var scope, bytes.Scope) = await MeasureAsync(scoped);
                best = (alone < best.Alone ? alone : best.Alone, scope < best.Scope ? scope : best.Scope);
            }

            Console.WriteLine(
                $"{name,-24} {best.Alone.TotalMicroseconds,10:N2} {best.Scope.TotalMicroseconds,10:N2} "
                + $"{(best.Scope - best.Alone).TotalMicroseconds,9:N2} {bytes.Alone,9:N0} {bytes.Scope,9:N0}");
        }

        return 0;
    }

    private static async Task<(TimeSpan Each, long Bytes)> MeasureAsync(Func<Task> call)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Batch; i++)
        {
            await call();
        }

        return (clock.Elapsed / Batch, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Batch);
    }

    private static Task Called()
    {
        Short();
        return Task.CompletedTask;
    }

    private static Task Threaded()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            Short();
            end.SetResult();
        }).Start();
        return end.Task;
    }

    private static void Short()
    {
        var x = Sink | 1;
        for (var i = 0; i < 500; i++)
        {
            x = (x * 6364136223846793005UL) + 1442695040888963407UL;
        }

        Sink = x;
    }
}
