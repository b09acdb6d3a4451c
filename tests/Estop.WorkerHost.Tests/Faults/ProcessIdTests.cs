using System.Diagnostics;
using Estop.Processes;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>No more processes and threads: for the guardian, for a child that is being made, or for the service.</summary>
public sealed class ProcessIdTests
{
    private const string Remedy = "ulimit -u, systemd's TasksMax, kernel.pid_max";

    // A runtime needs some eight threads to come to its worker; with fewer it ends itself.
    private static readonly int[] TooFew = [0, 1, 2, 3, 4, 5];

    [Fact]
    public async Task A_child_that_gets_no_process_or_too_few_threads_fails_its_start_soon_and_leaves_nothing()
    {
        Assert.SkipWhen(PidsCgroup.Missing() is not null, PidsCgroup.Missing() ?? "");
        await OwnProcess.RunAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync();
            var running = await service.StartAsync("sleeping", Containment.OwnProcess);
            var traces = await Traces.OfAsync(service);
            using var cgroup = PidsCgroup.Make();
            cgroup.Enter(traces.GuardianId);
            foreach (var left in TooFew)
            {
                cgroup.Allow(left);
                var began = Stopwatch.GetTimestamp();
                var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
                cgroup.AllowAll();

                Assert.Equal((WorkerStatus.Failed, 1), (worker.Status, worker.Run.Number));
                Assert.Matches($"{Remedy}|was ended by SIGABRT; its last lines: ", worker.Run.Error);
                Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
                traces.AssertNothingMore();
            }

            Assert.Equal((WorkerStatus.Running, 1), (service.Find(running.Id).Status, service.Find(running.Id).Run.Number));
            await service.StopAsync(running.Id);
            await RunAndStopAsync(service);
        });
    }

    [Fact]
    public async Task A_service_that_gets_no_thread_for_a_child_says_so_and_leaves_nothing()
    {
        Assert.SkipWhen(PidsCgroup.Missing() is not null, PidsCgroup.Missing() ?? "");
        await OwnProcess.RunWithoutMoreThreadsAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync(register: static estop => estop.AddCommand("program", static command =>
            {
                command.Program = "sleep";
                command.Arguments = ["1000"];
            }));
            var running = await service.StartAsync("sleeping", Containment.OwnProcess);
            OwnProcess.FillThePool();
            var traces = await Traces.OfAsync(service);
            using var cgroup = PidsCgroup.Make();
            cgroup.Enter(Environment.ProcessId);
            cgroup.Allow(0);
            var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
            var program = await service.StartAsync("program", Containment.OwnProcess);
            await service.StopAsync(running.Id);
            cgroup.AllowAll();

            Assert.All(new[] { worker, program }, static failed =>
            {
                Assert.Equal((WorkerStatus.Failed, 1), (failed.Status, failed.Run.Number));
                Assert.Contains(Remedy, failed.Run.Error, StringComparison.Ordinal);
            });
            traces.AssertNothingMore();
            await RunAndStopAsync(service);
        });
    }

    [Fact]
    public async Task A_users_limit_of_processes_fails_a_start_with_its_name_and_the_next_one_works()
    {
        Assert.SkipUnless(Libc.EffectiveUserId() == 0 && File.Exists("/usr/bin/setpriv"), "Only root may become another user, by setpriv.");
        var user = Random.Shared.Next(100_000, 2_000_000_000);
        await new OwnProcess
        {
            Under = ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"],
        }.RunHereAsync(static async () =>
        {
            await using var service = await ChildService.StartAsync();
            var traces = await Traces.OfAsync(service);
            LimitProcesses(traces.GuardianId, 1);
            var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
            LimitProcesses(traces.GuardianId, 10_000);

            Assert.Equal(WorkerStatus.Failed, worker.Status);
            Assert.Contains("Resource temporarily unavailable", worker.Run.Error, StringComparison.Ordinal);
            Assert.Contains(Remedy, worker.Run.Error, StringComparison.Ordinal);
            traces.AssertNothingMore();
            await RunAndStopAsync(service);
        });
    }

    private static async Task RunAndStopAsync(ChildService service)
    {
        var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
        Assert.True(worker.Status == WorkerStatus.Running, worker.Run.Error);
        await service.StopAsync(worker.Id);
    }

    private static unsafe void LimitProcesses(int processId, ulong count)
    {
        const int Processes = 6;
        var limit = new ResourceLimit { Soft = count, Hard = 10_000 };
        Assert.Equal(0, Libc.SetLimit(processId, Processes, &limit, null));
    }
}
