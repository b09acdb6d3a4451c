using Estop.Processes;

namespace Estop.WorkerHost.Tests.Faults;

/// <summary>No byte can be written: where the service works, for temporary files, and in shared memory.</summary>
public sealed class FullDiskTests
{
    private const string SmallFileSystems =
        """
        mount -t tmpfs -o size=64k none "$TMPDIR"
        cd "$TMPDIR"
        mount -t tmpfs -o size=16k none /dev/shm
        """;

    private static string LockPath => Path.Combine(Path.GetTempPath(), "lock");

    [Fact]
    public Task Workers_and_programs_run_and_are_stopped_though_the_disk_is_full_before_the_service_starts() =>
        OwnProcess.RunAmongFileSystemsAsync(SmallFileSystems, static async () =>
        {
            Fill();
            await using var service = await StartAsync();
            await RunAndStopAsync(service);
            var traces = await Traces.OfAsync(service);

            await RunAndStopAsync(service);

            traces.AssertNothingMore();
        });

    [Fact]
    public Task Workers_and_programs_run_and_are_stopped_though_the_disk_becomes_full_under_them() =>
        OwnProcess.RunAmongFileSystemsAsync(SmallFileSystems, static async () =>
        {
            await using var service = await StartAsync(static options => options.LockPath = LockPath);
            await RunAndStopAsync(service);
            var traces = await Traces.OfAsync(service);
            var before = await service.StartAsync("sleeping", Containment.OwnProcess);

            Fill();
            await RunAndStopAsync(service);
            await service.StopAsync(before.Id);

            traces.AssertNothingMore();
        });

    [Fact]
    public Task A_lock_file_that_cannot_be_written_refuses_the_start_of_the_host_and_leaves_nothing() =>
        OwnProcess.RunAmongFileSystemsAsync(SmallFileSystems, static async () =>
        {
            Fill();

            var refusal = await Assert.ThrowsAsync<SpawnException>(
                () => StartAsync(static options => options.LockPath = LockPath));

            Assert.Equal(
                $"The lock file '{LockPath}' could not be written: No space left on device (error 28). Make room there, or name one on "
                    + "another file system (ProcessOptions.LockPath).",
                refusal.Message);
            Phase.Until(() => ProcessFacts.Children(Environment.ProcessId).Count == 0, "the guardian has gone, and was reaped");
            MakeRoom();
            await using var service = await StartAsync(static options => options.LockPath = LockPath);
            await RunAndStopAsync(service);
        });

    private static Task<ChildService> StartAsync(Action<ProcessOptions>? configure = null) =>
        ChildService.StartAsync(configure, static estop => estop.AddCommand("program", static command =>
        {
            command.Program = "sleep";
            command.Arguments = ["1000"];
        }));

    private static async Task RunAndStopAsync(ChildService service)
    {
        foreach (var where in new[] { Containment.OwnProcess, Containment.SharedProcess })
        {
            var worker = await service.StartAsync("sleeping", where);
            Assert.True(worker.Status == WorkerStatus.Running, worker.Run.Error);
            await service.StopAsync(worker.Id);
        }

        var program = (await Phase.InTime(service.Supervisor.StartAsync(new StartRequest { Kind = "program" }))).Worker;
        Assert.True(program.Status == WorkerStatus.Running, program.Run.Error);
        await service.StopAsync(program.Id);
        Assert.False(ChildService.IsAlive(program.Run.ProcessId!.Value));
    }

    private static void Fill()
    {
        foreach (var folder in new[] { Path.GetTempPath(), "/dev/shm" })
        {
            Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(folder, "filler"), new byte[1_000_000]));
            Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(folder, "more"), new byte[1]));
        }
    }

    private static void MakeRoom() => File.Delete(Path.Combine(Path.GetTempPath(), "filler"));
}
