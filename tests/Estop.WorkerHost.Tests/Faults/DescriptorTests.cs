using Estop.Processes;
using Estop.Processes.Tests;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>No descriptors are left: in the service, in the guardian, or in the child.</summary>
public sealed class DescriptorTests
{
    private const int OfAThread = 2;
    private const int OfAStart = 10;

    [Fact]
    public Task A_service_that_runs_out_of_descriptors_says_so_stops_what_runs_and_starts_again_when_there_are_some() =>
        OwnProcess.RunWithoutMoreThreadsAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync();
            OwnProcess.FillThePool();
            var traces = await Traces.OfAsync(service);
            var refusals = new List<string>();
            for (var left = OfAThread; left < OfAStart; left++)
            {
                var running = await service.StartAsync("sleeping", Containment.OwnProcess);
                Assert.True(running.Status == WorkerStatus.Running, running.Run.Error);
                using (var hoard = new DescriptorHoard())
                {
                    hoard.TakeAll();
                    hoard.Release(left);
                    var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
                    refusals.AddRange(worker.Run.Error is { } error ? [error] : []);
                    await service.StopAsync(running.Id);
                    if (worker.Status == WorkerStatus.Running)
                    {
                        await service.StopAsync(worker.Id);
                    }
                }

                traces.AssertNothingMore();
            }

            Assert.InRange(refusals.Count, 4, OfAStart - OfAThread);
            Assert.All(refusals, static error => Assert.Contains("ulimit -n, systemd's LimitNOFILE", error, StringComparison.Ordinal));
        });

    [Fact]
    public Task A_stop_needs_no_descriptor_of_the_service() => OwnProcess.RunWithoutMoreThreadsAsync(static async () =>
    {
        await using var service = await ChildService.StartAsync();
        OwnProcess.FillThePool();
        var traces = await Traces.OfAsync(service);
        var own = await service.StartAsync("sleeping", Containment.OwnProcess);
        var shared = await service.StartAsync("sleeping", Containment.SharedProcess);
        var killed = await service.StartAsync("native-loop", Containment.OwnProcess);
        using (var hoard = new DescriptorHoard())
        {
            hoard.TakeAll();
            await service.StopAsync(own.Id);
            await service.StopAsync(shared.Id);
            Assert.Equal(Rung.Kill, (await service.StopAsync(killed.Id)).EndedBy);
        }

        Assert.All(new[] { own, killed }, static worker => Assert.False(ChildService.IsAlive(worker.Run.ProcessId!.Value)));
        traces.AssertNothingMore();
    });

    [Fact]
    public Task What_a_service_needs_for_its_first_start_is_there_when_it_has_no_descriptor_to_load_it() =>
        OwnProcess.RunWithoutMoreThreadsAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync();
            OwnProcess.FillThePool();
            using (var hoard = new DescriptorHoard())
            {
                hoard.TakeAll();
                hoard.Release(OfAThread);
                var refused = await Phase.InTime(service.Supervisor.StartAsync(new StartRequest
                {
                    Kind = "sleeping",
                    Containment = Containment.OwnProcess,
                }));
                Phase.Until(() => service.Find(refused.Worker.Id).Run.EndedAt is not null, "it has failed");
                Assert.Contains("ulimit -n", service.Find(refused.Worker.Id).Run.Error, StringComparison.Ordinal);
            }

            var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
            Assert.True(worker.Status == WorkerStatus.Running, worker.Run.Error);
            await service.StopAsync(worker.Id);
        });

    [Fact]
    public Task A_guardian_that_runs_out_of_descriptors_says_so_stops_what_runs_and_starts_again_when_there_are_some() =>
        OwnProcess.RunAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync();
            var traces = await Traces.OfAsync(service);
            var refusals = new List<string>();
            for (var left = -4; left < OfAStart; left++)
            {
                var running = await service.StartAsync("sleeping", Containment.OwnProcess);
                LimitFiles(traces.GuardianId, Traces.OpenFiles(traces.GuardianId) + left);
                var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
                refusals.AddRange(worker.Run.Error is { } error ? [error] : []);
                await service.StopAsync(running.Id);
                LimitFiles(traces.GuardianId, 1024);
                if (worker.Status == WorkerStatus.Running)
                {
                    await service.StopAsync(worker.Id);
                }

                traces.AssertNothingMore();
            }

            Assert.InRange(refusals.Count, 6, OfAStart + 4);
            Assert.All(refusals, static error => Assert.Contains("ulimit -n, systemd's LimitNOFILE", error, StringComparison.Ordinal));
        });

    [Fact]
    public Task A_child_with_too_few_descriptors_fails_its_start_and_names_what_it_may_have_met() => OwnProcess.RunAsync(static async () =>
    {
        await using var service = await ChildService.StartAsync();
        var traces = await Traces.OfAsync(service);

        var worker = await service.StartAsync("few-files", Containment.OwnProcess);

        Assert.Equal((WorkerStatus.Failed, 1), (worker.Status, worker.Run.Number));
        Assert.StartsWith("The run could not be given a child process: ", worker.Run.Error, StringComparison.Ordinal);
        Assert.Contains("before it was ready", worker.Run.Error, StringComparison.Ordinal);
        Assert.Contains("open files (ulimit -n, systemd's LimitNOFILE)", worker.Run.Error, StringComparison.Ordinal);
        traces.AssertNothingMore();
    });

    private static unsafe void LimitFiles(int processId, int count)
    {
        var limit = new ResourceLimit { Soft = (ulong)count, Hard = 4096 };
        Assert.Equal(0, Libc.SetLimit(processId, ResourceLimit.OpenFiles, &limit, null));
    }
}
