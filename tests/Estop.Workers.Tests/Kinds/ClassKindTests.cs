using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.Workers.Tests.Kinds;

public class ClassKindTests
{
    [Fact]
    public async Task A_class_is_made_for_each_run_with_services_that_are_disposed_when_it_has_ended()
    {
        var journal = new Journal();
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<JournalWorker>("journal"),
            services => services.AddSingleton(journal).AddScoped<JournalPage>());
        var input = JsonSerializer.Deserialize<JsonElement>("\"hello\"");
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "journal", Id = "one", Input = input }));
        Phase.Reached(journal.Written);

        await Phase.InTime(service.Supervisor.StopAsync("one"));

        Assert.Equal(["one/1: hello", "left", "worker disposed", "page disposed"], journal.Lines);
    }

    [Fact]
    public async Task An_async_class_runs_on_tasks()
    {
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<CountingWorker>("counting"));
        var input = JsonSerializer.Deserialize<JsonElement>("3");

        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "counting", Id = "one", Input = input }));
        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Completed, "the counting is done");

        Assert.Equal(3, service.Supervisor.Find("one")!.Run.Progress!.Count);
        Assert.False(service.Supervisor.Kinds.Single().OwnThread);
    }

    [Fact]
    public async Task A_class_whose_services_are_missing_fails_and_says_so()
    {
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<JournalWorker>("journal"));
        var input = JsonSerializer.Deserialize<JsonElement>("\"hello\"");

        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "journal", Id = "one", Input = input }));
        Phase.Until(() => service.Supervisor.Find("one")!.Status == WorkerStatus.Failed, "the run has failed");

        Assert.Contains(nameof(Journal), service.Supervisor.Find("one")!.Run.Error);
        Assert.Equal(0, service.Supervisor.Threads.Used);
    }

    [Fact]
    public async Task A_constructor_that_hangs_is_stopped_as_everything_else_is()
    {
        var journal = new Journal();
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<HangingWorker>("hanging"), services => services.AddSingleton(journal));
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "hanging", Id = "one" }));
        Phase.Reached(journal.Written);
        var run = service.Supervisor.Find("one")!.Run;
        Assert.Equal(WorkerStatus.Starting, run.Status);

        var receipt = await Phase.InTime(service.Supervisor.StopAsync("one"));

        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        Assert.False(TestWork.ThreadExists(Assert.Single(run.Threads)));
        Assert.Null(service.Supervisor.Find("one")!.Run.Progress);
    }

    [Fact]
    public void A_class_that_is_no_worker_is_refused()
    {
        var builder = new ServiceCollection().AddEstop();

        var exception = Assert.Throws<ArgumentException>(() => builder.AddWorker<Journal>("journal"));

        Assert.Contains("is not a worker", exception.Message);
    }

    [Fact]
    public void A_class_that_nobody_can_make_is_refused()
    {
        var builder = new ServiceCollection().AddEstop();

        var exception = Assert.Throws<ArgumentException>(() => builder.AddWorker<HiddenWorker>("hidden"));

        Assert.Contains("has no public constructor", exception.Message);
    }

    [Fact]
    public void An_async_lambda_is_refused_where_nobody_would_wait_for_it()
    {
        var builder = new ServiceCollection().AddEstop();

        var exception = Assert.Throws<ArgumentException>(
            () => builder.AddWorker<NoInput>("lost", async (_, _) => await Task.Yield()));

        Assert.Contains(nameof(EstopBuilder.AddAsyncWorker), exception.Message);
    }
}
