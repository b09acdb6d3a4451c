using System.IO.Pipes;

namespace Estop.Workers.Tests.Runs;

public class OwnedHandleTests
{
    [Fact]
    public async Task What_a_worker_owns_is_closed_when_nothing_else_ends_its_blocking_read()
    {
        using var older = new Owned();
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        using var running = new ManualResetEventSlim();
        var read = 0;
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("reader", (_, context) =>
        {
            Assert.Same(older, context.Own(older));
            Assert.Same(pipe, context.Own(pipe));
            running.Set();
            read = TestWork.ReadWhateverComes((int)reader.SafePipeHandle.DangerousGetHandle());
        }));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "reader", Id = "one" }));
        Phase.Reached(running);

        var receipt = await Phase.InTime(service.Supervisor.StopAsync("one", request: new() { Deadline = Phase.HardTimeout }));

        Assert.Equal((ScopeOutcome.Stopped, (Rung?)Rung.Close), (receipt.Stop.Outcome, receipt.Stop.EndedBy));
        Assert.Equal(nameof(AnonymousPipeServerStream), receipt.Stop.Closed[0]);
        Assert.Equal(0, read);
    }

    private sealed class Owned : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
