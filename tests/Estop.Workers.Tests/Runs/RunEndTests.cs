namespace Estop.Workers.Tests.Runs;

public class RunEndTests
{
    [Fact]
    public async Task A_run_ends_also_when_its_exception_throws_where_it_is_to_say_what_it_is()
    {
        await using var service = await TestService.StartAsync(estop => estop
            .Configure(static options => options.MaxThreads = 1)
            .AddWorker<NoInput>("failing", static (_, _) => throw new SpeechlessException()));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "failing", Id = "one" }));

        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Failed, "it has ended");
        var receipt = await Phase.InTime(service.Supervisor.StopAsync("one"));

        Assert.Equal(ScopeOutcome.Failed, receipt.Stop.Outcome);
        Assert.StartsWith(
            $"{typeof(SpeechlessException).FullName}: its message could not be read", service.Supervisor.Find("one")!.Run.Error);
        Assert.True((await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "failing", Id = "two" }))).Started);
    }

    private sealed class SpeechlessException : Exception
    {
        public override string Message => throw new NotSupportedException("It has none.");
    }
}
