using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers.Tests.Supervision;

[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public class LeakTests
{
    [Fact]
    public async Task A_thousand_workers_that_came_and_went_leave_threads_handles_and_heap_where_they_were()
    {
        await using var service = await TestService.StartAsync(
            estop => estop
                .AddWorker<SleepingWorker>("class")
                .AddAsyncWorker<NoInput>("task", (_, context) => Task.Delay(Timeout.Infinite, context.Token)),
            services => services.AddScoped<Resource>());
        await CycleAsync(service.Supervisor, 200);
        var before = Footprint.Take();

        await CycleAsync(service.Supervisor, 1000);

        var after = Footprint.Take();
        Assert.True(after.Threads <= before.Threads + 4, $"Threads: {before.Threads} before, {after.Threads} after.");
        Assert.True(after.Files <= before.Files + 4, $"Files: {before.Files} before, {after.Files} after.");
        Assert.True(after.Heap <= before.Heap + 200_000, $"Heap: {before.Heap:N0} before, {after.Heap:N0} after.");
        Assert.Equal(0, Resource.Alive);
    }

    private static async Task CycleAsync(Supervisor supervisor, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var start = i % 2 == 0
                ? new StartRequest { Kind = "class", Input = JsonSerializer.Deserialize<JsonElement>("\"x\"") }
                : new StartRequest { Kind = "task" };
            var worker = (await Phase.InTime(supervisor.StartAsync(start))).Worker;
            await Phase.InTime(supervisor.StopAndForgetAsync(worker.Id));
        }
    }

    private sealed class Resource : IDisposable
    {
        private static int LiveCount;

        public Resource() => Interlocked.Increment(ref LiveCount);

        public static int Alive => Volatile.Read(ref LiveCount);

        public void Dispose() => Interlocked.Decrement(ref LiveCount);
    }

    private sealed class SleepingWorker(Resource resource) : Worker<string>
    {
        protected override void Run(string input, WorkerContext context)
        {
            context.Report(input);
            TestWork.SleepForEver();
            GC.KeepAlive(resource);
        }
    }
}
