namespace Estop.WorkerHost.Tests;

/// <summary>Alone: while the pool of this process is full, no other test gets on.</summary>
[CollectionDefinition(nameof(FullPoolTests), DisableParallelization = true)]
[Collection(nameof(FullPoolTests))]
public sealed class FullPoolTests
{
    public static TheoryData<string, Containment, StopMode> Stops => new()
    {
        { "sleeping", Containment.OwnProcess, StopMode.Kill },
        { "sleeping", Containment.OwnProcess, StopMode.Prompt },
        { "awaiting", Containment.OwnProcess, StopMode.Prompt },
        { "native-loop", Containment.OwnProcess, StopMode.Prompt },
        { "sleeping", Containment.SharedProcess, StopMode.Kill },
        { "sleeping", Containment.SharedProcess, StopMode.Prompt },
        { "native-loop", Containment.SharedProcess, StopMode.Prompt },
        { "sleeping", Containment.InProcess, StopMode.Prompt },
    };

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task A_stop_comes_to_its_proof_while_the_pool_of_the_service_is_full(string kind, Containment where, StopMode mode)
    {
        await using var service = await ChildService.StartAsync();
        var worker = await service.StartAsync(kind, where);

        var receipt = StopWithFullPool(service, worker.Id, mode);

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        if (where == Containment.OwnProcess)
        {
            Assert.Equal((ProofKind.ProcessEnded, worker.Run.ProcessId), (receipt.Proof!.Kind, receipt.Proof.ProcessId));
            Assert.False(ChildService.IsAlive(worker.Run.ProcessId!.Value));
        }
    }

    [Theory]
    [InlineData(StopMode.Prompt)]
    [InlineData(StopMode.Kill)]
    public async Task A_program_is_stopped_while_the_pool_of_the_service_is_full(StopMode mode)
    {
        await using var service = await ChildService.StartAsync(register: static estop => estop.AddCommand("program", static command =>
        {
            command.Program = "sleep";
            command.Arguments = ["1000"];
        }));
        var started = await Phase.InTime(service.Supervisor.StartAsync(new StartRequest { Kind = "program" }));
        var process = started.Worker.Run.ProcessId!.Value;

        var receipt = StopWithFullPool(service, started.Worker.Id, mode);

        Assert.Equal(ScopeOutcome.Stopped, receipt.Outcome);
        Assert.False(ChildService.IsAlive(process));
    }

    /// <summary>The stop of a caller who blocks on a thread of his own, while nothing on the pool gets on.</summary>
    private static StopReceipt StopWithFullPool(ChildService service, string id, StopMode mode)
    {
        StopReceipt? receipt = null;
        using (var full = new FullPool())
        {
            var caller = new Thread(() => receipt =
                service.Supervisor.StopAsync(id, request: new StopRequest { Mode = mode }).GetAwaiter().GetResult().Stop);
            caller.Start();
            var answered = caller.Join(Phase.HardTimeout);
            Assert.False(full.HasRoom, "The pool was not full, so this test shows nothing.");
            Assert.True(answered, "The stop has waited for a thread of the pool.");
        }

        return receipt!;
    }
}
