using System.Diagnostics;
using System.Globalization;
using Estop.Processes;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>The guardian, or what it starts, gets no more memory.</summary>
public sealed class MemoryTests
{
    private const int AddressSpace = 9;

    [Theory]
    [InlineData("4000000")]
    [InlineData("6000000")]
    public async Task A_child_with_less_memory_than_a_runtime_needs_fails_its_start_soon_and_names_the_limit(string bytes)
    {
        Assert.SkipUnless(Cgroups.CanLimitMemory, "No cgroup can limit memory.");
        await new OwnProcess { Input = [bytes] }.RunHereAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync(starved: OwnProcess.Inputs[0]);
            var traces = await Traces.OfAsync(service);
            var began = Stopwatch.GetTimestamp();

            var worker = await service.StartAsync("starved", Containment.OwnProcess);

            Assert.Equal((WorkerStatus.Failed, 1), (worker.Status, worker.Run.Number));
            Assert.StartsWith("The run could not be given a child process: ", worker.Run.Error, StringComparison.Ordinal);
            Assert.Contains("memory", worker.Run.Error, StringComparison.Ordinal);
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
            traces.AssertNothingMore();
        });
    }

    [Fact]
    public Task A_guardian_without_memory_fails_a_start_leaves_nothing_if_it_dies_of_that_and_the_next_start_works() =>
        OwnProcess.RunAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync();
            var guardian = (await Traces.OfAsync(service)).GuardianId;
            var running = await service.StartAsync("sleeping", Containment.OwnProcess);
            Assert.Equal(0, LimitAddresses(guardian, AddressesOf(guardian)));

            var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
            _ = LimitAddresses(guardian, ulong.MaxValue);

            Assert.Equal((WorkerStatus.Failed, 1), (worker.Status, worker.Run.Number));
            Assert.Matches(
                "^The run could not be given a child process: .*(Cannot allocate memory|The guardian has gone)", worker.Run.Error);
            var next = await service.StartAsync("sleeping", Containment.OwnProcess);
            Assert.True(next.Status == WorkerStatus.Running, next.Run.Error);
            await service.StopAsync(next.Id);

            // The runtime of the guardian may end without memory, and all that it has started with it; that is said.
            await Phase.InTime(service.Supervisor.StopAsync(running.Id));
            Assert.True(ProcessFacts.Stat(running.Run.ProcessId!.Value) is null or { State: 'Z' }, "Its process lives on.");
            Assert.Matches("nobody can tell how|^$", service.Find(running.Id).Run.Error ?? "");
        });

    private static ulong AddressesOf(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(static line => line.StartsWith("VmSize:", StringComparison.Ordinal));
        return 1024 * ulong.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    private static unsafe int LimitAddresses(int processId, ulong bytes)
    {
        var limit = new ResourceLimit { Soft = bytes, Hard = ulong.MaxValue };
        return Libc.SetLimit(processId, AddressSpace, &limit, null);
    }
}
