using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers.Tests.Runs;

public class RunResourcesTests
{
    [Fact]
    public async Task A_stop_is_answered_once_the_services_of_the_run_have_been_disposed()
    {
        var gate = new DisposalGate();
        await using var service = await StartAsync(gate);
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "holder", Id = "one" }));
        Phase.Reached(gate.Made);

        var stop = service.Supervisor.StopAsync("one", request: new() { Deadline = Phase.HardTimeout });
        await Phase.InTime(gate.Begun.Task);
        Assert.False(stop.IsCompleted);
        Assert.Equal(WorkerStatus.Stopped, service.Supervisor.Find("one")!.Status);

        gate.Opened.SetResult();
        Assert.Empty((await Phase.InTime(stop)).Stop.LeftBehind);
    }

    [Fact]
    public async Task Services_that_do_not_let_themselves_be_disposed_hold_a_stop_up_for_its_deadline_and_no_longer()
    {
        var gate = new DisposalGate();
        await using var service = await StartAsync(gate);
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "holder", Id = "one" }));
        Phase.Reached(gate.Made);

        var receipt = await Phase.InTime(
            service.Supervisor.StopAsync("one", request: new() { Deadline = TimeSpan.FromMilliseconds(500) }));

        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.Contains("still being disposed", Assert.Single(receipt.Stop.LeftBehind));
        gate.Opened.SetResult();
    }

    [Fact]
    public async Task A_disposal_that_fails_does_not_change_how_the_run_ended()
    {
        var gate = new DisposalGate();
        gate.Opened.SetException(new InvalidOperationException("It would not close."));
        await using var service = await StartAsync(gate);
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "holder", Id = "one" }));
        Phase.Reached(gate.Made);

        var receipt = await Phase.InTime(service.Supervisor.StopAsync("one"));

        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.Equal(WorkerStatus.Stopped, service.Supervisor.Find("one")!.Status);
    }

    private static Task<TestService> StartAsync(DisposalGate gate) => TestService.StartAsync(
        estop => estop.AddWorker<Holder>("holder"),
        services => services.AddSingleton(gate).AddScoped<Held>());

    private sealed class DisposalGate
    {
        public ManualResetEventSlim Made { get; } = new();

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Held(DisposalGate gate) : IAsyncDisposable
    {
        public void Take() => gate.Made.Set();

        public async ValueTask DisposeAsync()
        {
            gate.Begun.SetResult();
            await gate.Opened.Task;
        }
    }

    private sealed class Holder(Held held) : Worker<NoInput>
    {
        protected override void Run(NoInput input, WorkerContext context)
        {
            held.Take();
            TestWork.SleepForEver();
        }
    }
}
