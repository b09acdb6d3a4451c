namespace Estop.WorkerHost.Tests.Faults;

/// <summary>Programs that were there when they were registered, and cannot be started when they are needed.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("gone", "No such file or directory (error 2). There is no such file; install it, or correct the path.")]
    [InlineData("not executable", "Permission denied (error 13). It is not executable for the user of the run; chmod +x it")]
    [InlineData("a directory", "Permission denied (error 13). It is a directory; give the path of a program in it.")]
    [InlineData("for another machine", "Exec format error (error 8). It is no program for this machine")]
    [InlineData(
        "without interpreter",
        "No such file or directory (error 2). Its first line names '/nowhere/interpreter', which is not there; install it, or correct "
            + "that line.")]
    public async Task One_that_cannot_be_executed_says_which_why_and_the_remedy_and_leaves_nothing(string how, string error)
    {
        using var folder = new TemporaryFolder();
        var program = folder.Write(
            "program",
            how == "without interpreter" ? "#!/nowhere/interpreter -x\n" : "\u0001\u0002\u0003\u0004",
            executable: how != "not executable");
        await using var service = await ChildService.StartAsync(
            register: estop => estop.AddCommand("program", command => command.Program = program));
        if (how is "gone" or "a directory")
        {
            File.Delete(program);
        }

        if (how is "a directory")
        {
            Directory.CreateDirectory(program);
        }

        await FailsAsync(service, $"'{program}' could not be started: {error}");
    }

    [Fact]
    public async Task A_working_directory_that_has_gone_is_named_and_not_the_program()
    {
        using var folder = new TemporaryFolder();
        var directory = Directory.CreateDirectory(Path.Combine(folder.Path, "work")).FullName;
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommand("program", command =>
        {
            command.Program = "true";
            command.WorkingDirectory = directory;
        }));
        Directory.Delete(directory);

        await FailsAsync(
            service,
            $"The working directory '{directory}' of '/usr/bin/true' cannot be entered: No such file or directory (error 2). "
                + "Make it, or name another.");
    }

    [Fact]
    public async Task Arguments_that_are_too_long_for_the_kernel_are_named()
    {
        await using var service = await ChildService.StartAsync(register: estop => estop.AddCommand("program", command =>
        {
            command.Program = "true";
            command.Arguments = [new string('x', 200_000)];
        }));

        await FailsAsync(service, "'/usr/bin/true' could not be started: Argument list too long (error 7). Shorten its arguments");
    }

    private static async Task FailsAsync(ChildService service, string error)
    {
        var worker = await service.StartAsync("program", Containment.OwnProcess);

        Assert.Equal((WorkerStatus.Failed, 1), (worker.Status, worker.Run.Number));
        Assert.Contains(error, worker.Run.Error, StringComparison.Ordinal);
        Assert.Null(worker.Run.ProcessId);
    }
}
