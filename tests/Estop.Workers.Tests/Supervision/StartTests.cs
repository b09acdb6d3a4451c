using System.Text.Json;

namespace Estop.Workers.Tests.Supervision;

public class StartTests
{
    [Fact]
    public async Task A_started_worker_runs_on_a_thread_of_its_own_and_is_found_by_its_id()
    {
        using var running = new ManualResetEventSlim();
        await using var service = await TestService.StartAsync(estop => estop.AddWorker<NoInput>("sleeper", (_, _) =>
        {
            running.Set();
            TestWork.SleepForEver();
        }));

        var result = await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "sleeper", Id = "one" }));
        Phase.Reached(running);

        Assert.True(result.Started);
        var worker = service.Supervisor.Find("one")!;
        Assert.Equal(WorkerStatus.Running, worker.Status);
        Assert.Equal(1, worker.Run.Number);
        Assert.True(TestWork.ThreadExists(Assert.Single(worker.Run.Threads)));
    }

    [Fact]
    public async Task An_id_is_made_of_the_kinds_name_when_none_is_given()
    {
        await using var service = await SleepersAsync();

        var one = await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "sleeper" }));
        var other = await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "sleeper" }));

        Assert.Matches("^sleeper-[a-z0-9]{8}$", one.Worker.Id);
        Assert.NotEqual(one.Worker.Id, other.Worker.Id);
    }

    [Fact]
    public async Task The_same_start_again_answers_with_the_worker_that_is_there()
    {
        await using var service = await DevicesAsync();
        var first = new StartRequest
        {
            Kind = "device",
            Id = "cam-42",
            Input = Json("""{"address": "north", "port": 9100}"""),
            Labels = new Dictionary<string, string> { ["site"] = "north", ["line"] = "1" },
        };
        var again = first with
        {
            Input = Json("""{ "port":9100, "address":"north" }"""),
            Labels = new Dictionary<string, string> { ["line"] = "1", ["site"] = "north" },
        };

        Assert.True((await Phase.InTime(service.Supervisor.StartAsync(first))).Started);
        var result = await Phase.InTime(service.Supervisor.StartAsync(again));

        Assert.False(result.Started);
        Assert.Equal(1, result.Worker.Run.Number);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_refused_and_the_difference_named()
    {
        await using var service = await DevicesAsync();
        var first = new StartRequest { Kind = "device", Id = "cam-42", Input = Json("""{"address":"north"}""") };
        await Phase.InTime(service.Supervisor.StartAsync(first));

        var refused = await RefusedAsync(service.Supervisor.StartAsync(first with
        {
            Input = Json("""{"address":"south"}"""),
            Labels = new Dictionary<string, string> { ["site"] = "south" },
        }));

        Assert.Equal(Refusal.DuplicateId, refused.Refusal);
        Assert.Equal(["input", "labels"], refused.Errors.Select(error => error.Field));
        Assert.Contains("south", refused.Errors[0].Value);
        Assert.Contains("north", refused.Errors[0].Message);
    }

    [Fact]
    public async Task An_unknown_kind_is_refused_and_the_known_ones_named()
    {
        await using var service = await DevicesAsync();

        var refused = await RefusedAsync(service.Supervisor.StartAsync(new() { Kind = "devcie" }));

        Assert.Equal(Refusal.UnknownKind, refused.Refusal);
        var error = Assert.Single(refused.Errors);
        Assert.Equal(("kind", "devcie"), (error.Field, error.Value));
        Assert.Contains("device", error.Remedy);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("cam 42")]
    [InlineData("käm")]
    public async Task An_id_that_cannot_stand_in_a_url_is_refused(string id)
    {
        await using var service = await SleepersAsync();

        var refused = await RefusedAsync(service.Supervisor.StartAsync(new() { Kind = "sleeper", Id = id }));

        Assert.Equal(Refusal.InvalidRequest, refused.Refusal);
        Assert.Equal("id", Assert.Single(refused.Errors).Field);
        Assert.Empty(service.Supervisor.List().Workers);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_start_is_reported_at_once()
    {
        await using var service = await DevicesAsync();

        var refused = await RefusedAsync(service.Supervisor.StartAsync(new()
        {
            Kind = "device",
            Id = "a/b",
            Input = Json("""{"port":"x","colour":"red"}"""),
            Labels = new Dictionary<string, string> { ["bad name"] = "" },
            Stop = new StopRequest { Grace = TimeSpan.FromDays(2) },
        }));

        Assert.Equal(
            ["id", "labels", "stop.grace", "input.port", "input.colour", "input.address"],
            refused.Errors.Select(error => error.Field));
        Assert.All(refused.Errors, error => Assert.NotEmpty(error.Remedy));
    }

    [Fact]
    public async Task A_worker_that_has_ended_starts_again_with_the_next_run()
    {
        await using var service = await SleepersAsync();
        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "sleeper", Id = "one" }));
        await Phase.InTime(service.Supervisor.StopAsync("one"));

        var result = await Phase.InTime(service.Supervisor.StartAgainAsync("one"));

        Assert.True(result.Started);
        Assert.Equal(2, result.Worker.Run.Number);
        Assert.False((await Phase.InTime(service.Supervisor.StartAgainAsync("one"))).Started);
    }

    [Fact]
    public async Task Nothing_ambient_of_the_caller_goes_with_a_worker()
    {
        var ambient = new AsyncLocal<string?> { Value = "the caller's" };
        var seen = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await TestService.StartAsync(
            estop => estop.AddWorker<NoInput>("looker", (_, _) => seen.SetResult(ambient.Value)));

        await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "looker" }));

        Assert.Null(await Phase.InTime(seen.Task));
    }

    [Fact]
    public async Task A_worker_that_another_worker_started_lives_on_when_that_one_is_stopped()
    {
        using var childRuns = new ManualResetEventSlim();
        Supervisor? supervisor = null;
        await using var service = await TestService.StartAsync(estop => estop
            .AddWorker<NoInput>("child", (_, _) =>
            {
                childRuns.Set();
                TestWork.SleepForEver();
            })
            .AddWorker<NoInput>("parent", (_, _) =>
            {
                supervisor!.StartAsync(new() { Kind = "child", Id = "child" }).Wait();
                TestWork.SleepForEver();
            }));
        supervisor = service.Supervisor;
        await Phase.InTime(supervisor.StartAsync(new() { Kind = "parent", Id = "parent" }));
        Phase.Reached(childRuns);

        var receipt = await Phase.InTime(supervisor.StopAsync("parent"));

        Assert.Equal(ScopeOutcome.Stopped, receipt.Stop.Outcome);
        var child = supervisor.Find("child")!;
        Assert.Equal(WorkerStatus.Running, child.Status);
        Assert.True(TestWork.ThreadExists(Assert.Single(child.Run.Threads)));
    }

    private static Task<TestService> SleepersAsync() => TestService.StartAsync(
        estop => estop.AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));

    private static Task<TestService> DevicesAsync() => TestService.StartAsync(
        estop => estop.AddWorker<DeviceInput>("device", (_, _) => TestWork.SleepForEver()));

    private static Task<RefusedException> RefusedAsync(Task<StartResult> start) =>
        Assert.ThrowsAsync<RefusedException>(() => Phase.InTime(start));

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
