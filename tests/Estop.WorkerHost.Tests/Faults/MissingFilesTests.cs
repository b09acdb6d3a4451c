namespace Estop.WorkerHost.Tests.Faults;

/// <summary>The files of a service are deleted under it, as they lie after a build.</summary>
public sealed class MissingFilesTests
{
    [Theory]
    [InlineData("Estop.WorkerHost.Tests", "could not be started: No such file or directory (error 2). There is no such file; install it")]
    [InlineData("Estop.WorkerHost.Tests.dll", "Estop.WorkerHost.Tests.dll")]
    [InlineData("Estop.WorkerHost.dll", "Estop.WorkerHost")]
    [InlineData("Estop.Workers.dll", "Estop.Workers")]
    [InlineData("Estop.WorkerHost.Tests.runtimeconfig.json", "runtimeconfig.json")]
    public async Task A_start_without_a_file_of_the_services_fails_and_names_it_and_the_next_one_works(string file, string error)
    {
        using var folder = new TemporaryFolder();
        folder.CopyFrom(AppContext.BaseDirectory);
        await new OwnProcess { Folder = folder.Path, Input = [file, error] }.RunHereAsync(static async () =>
        {
            var (file, error) = (Path.Combine(AppContext.BaseDirectory, OwnProcess.Inputs[0]), OwnProcess.Inputs[1]);
            await using var service = await ChildService.StartAsync();
            var running = await service.StartAsync("sleeping", Containment.OwnProcess);
            var traces = await Traces.OfAsync(service);
            File.Move(file, file + ".gone");

            var worker = await service.StartAsync("sleeping", Containment.OwnProcess);
            await service.StopAsync(running.Id);

            Assert.Equal((WorkerStatus.Failed, 1), (worker.Status, worker.Run.Number));
            Assert.StartsWith("The run could not be given a child process: ", worker.Run.Error, StringComparison.Ordinal);
            Assert.Contains(error, worker.Run.Error, StringComparison.Ordinal);
            traces.AssertNothingMore();
            File.Move(file + ".gone", file);
            var next = await service.StartAsync("sleeping", Containment.OwnProcess);
            Assert.True(next.Status == WorkerStatus.Running, next.Run.Error);
            await service.StopAsync(next.Id);
        });
    }
}
