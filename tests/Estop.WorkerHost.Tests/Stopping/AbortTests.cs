namespace Estop.WorkerHost.Tests;

/// <summary>The runtime's own abort, for code that is not woven, in a process of its own.</summary>
public sealed class AbortTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("spin")]
    [InlineData("thread")]
    [InlineData("task")]
    [InlineData("swallow")]
    public async Task Code_that_is_not_woven_is_aborted_and_its_cleanup_has_run(string how)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("library", Containment.OwnProcess, new LibraryInput(how, _path));

        var receipt = await service.StopAsync(worker.Id);

        Assert.Equal(Rung.Abort, receipt.EndedBy);
        Assert.Equal(Rung.Abort, receipt.Rungs[^1].Rung);
        Assert.Equal("cleaned up", File.ReadAllText(_path));
        Assert.Equal((ProofKind.ProcessEnded, worker.Run.ProcessId), (receipt.Proof!.Kind, receipt.Proof.ProcessId));
        Assert.False(ChildService.IsAlive(worker.Run.ProcessId!.Value));
        Assert.Equal(WorkerStatus.Stopped, service.Find(worker.Id).Status);
    }

    [Fact]
    public async Task A_loop_that_goes_in_and_out_of_woven_code_is_ended_before_its_process_is_killed()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("library", Containment.OwnProcess, new LibraryInput("retry"));
        var receipt = await service.StopAsync(worker.Id);
        Assert.Equal(Rung.Abort, receipt.EndedBy);
        Assert.DoesNotContain(receipt.Rungs, rung => rung.Rung == Rung.Kill);
    }

    [Fact]
    public async Task In_a_shared_process_nothing_is_aborted()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("library", Containment.SharedProcess, new LibraryInput("spin", _path));
        var receipt = await service.StopAsync(worker.Id);
        Assert.Equal(Rung.Kill, receipt.EndedBy);
        Assert.DoesNotContain(receipt.Rungs, rung => rung.Rung == Rung.Abort);
        Assert.Equal("", File.ReadAllText(_path));
    }

    [Theory]
    [InlineData("finally")]
    [InlineData("native")]
    public async Task What_takes_no_abort_is_killed_after_it(string how)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("library-in-a-hurry", Containment.OwnProcess, new LibraryInput(how));
        var receipt = await service.StopAsync(worker.Id);
        Assert.Equal(Rung.Kill, receipt.EndedBy);
        Assert.Equal([Rung.Abort, Rung.Kill], receipt.Rungs.TakeLast(2).Select(rung => rung.Rung));
        Assert.Null(receipt.Rungs[^2].NotAvailable);
        Assert.False(ChildService.IsAlive(worker.Run.ProcessId!.Value));
    }

    [Fact]
    public async Task A_kind_can_do_without_it()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("never-aborted", Containment.OwnProcess, new LibraryInput("spin", _path));
        var receipt = await service.StopAsync(worker.Id);
        Assert.Equal(Rung.Kill, receipt.EndedBy);
        Assert.DoesNotContain(receipt.Rungs, rung => rung.Rung == Rung.Abort);
    }

    [Fact]
    public async Task A_process_that_dies_of_the_abort_was_stopped_by_it()
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync("library", Containment.OwnProcess, new LibraryInput("dying", _path));
        var receipt = await service.StopAsync(worker.Id);
        Assert.Equal(Rung.Abort, receipt.EndedBy);
        Assert.Equal(Rung.Abort, receipt.Rungs[^1].Rung);
        Assert.Contains(receipt.Rungs, rung => rung.Rung == Rung.Interrupt);
        Assert.Equal(CleanupOutcome.Unknown, receipt.Cleanup);
        Assert.Contains("SIGKILL", Assert.Single(receipt.LeftBehind), StringComparison.Ordinal);
        Assert.Equal(WorkerStatus.Stopped, service.Find(worker.Id).Status);
    }
}
