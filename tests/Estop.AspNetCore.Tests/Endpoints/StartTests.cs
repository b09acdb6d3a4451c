using System.Net;

namespace Estop.AspNetCore.Tests.Endpoints;

public class StartTests
{
    private const string Start =
        """{"kind":"device","id":"cam-42","input":{"address":"north"},"labels":{"site":"n"},"stop":{"mode":"kill","grace":"1m30s","deadline":"2m"}}""";

    [Fact]
    public async Task A_start_is_created_and_its_location_shows_the_worker()
    {
        await using var api = await TestApi.StartAsync();

        var created = await api.PostAsync("/v1/workers", Start);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("application/json", created.MediaType);
        Assert.Equal("/v1/workers/cam-42", created.Location);
        Phase.Until(
            () => api.Supervisor.Find("cam-42")!.Run.Progress is not null, "the worker has reported its progress");
        var worker = await api.SendAsync("GET", created.Location!);
        Assert.Equal(HttpStatusCode.OK, worker.Status);
        Assert.Equal(("cam-42", "device", "running"), (worker["id"], worker["kind"], worker["status"]));
        Assert.Equal(("north", "n"), (worker["input.address"], worker["labels.site"]));
        Assert.Equal(("kill", "1m30s"), (worker["stop.mode"], worker["stop.grace"]));
        Assert.Equal(("1", "watching north", "1"), (worker["run.number"], worker["run.progress.text"], worker["run.progress.count"]));
        Assert.True(Directory.Exists($"/proc/self/task/{worker["run.threads.0"]}"));
    }

    [Fact]
    public async Task The_same_start_again_answers_200_and_another_body_409()
    {
        await using var api = await TestApi.StartAsync();
        await api.PostAsync("/v1/workers", Start);

        var again = await api.PostAsync("/v1/workers", Start);
        var other = await api.PostAsync("/v1/workers", Start.Replace("north", "south", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("1", again["run.number"]);
        other.IsProblem(HttpStatusCode.Conflict, "duplicate-id", "input", """{"address":"south"}""", "another id");
    }

    [Fact]
    public async Task Without_an_id_one_is_made()
    {
        await using var api = await TestApi.StartAsync();

        var created = await api.PostAsync("/v1/workers", """{"kind":"sleeper"}""");

        Assert.StartsWith("sleeper-", created["id"]);
        Assert.Equal($"/v1/workers/{created["id"]}", created.Location);
    }

    [Fact]
    public async Task A_worker_that_was_stopped_starts_again()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");
        await api.SendAsync("POST", "/v1/workers/one/stop");

        var started = await api.SendAsync("POST", "/v1/workers/one/start");

        Assert.Equal(HttpStatusCode.OK, started.Status);
        Assert.Equal("2", started["run.number"]);
        Assert.Equal("stopped", started["lastReceipt.outcome"]);
        Assert.Equal("1", started["lastReceipt.run"]);
    }

    [Fact]
    public async Task No_thread_left_is_503()
    {
        await using var api = await TestApi.StartAsync(estop =>
        {
            TestKinds.Register(estop);
            estop.Configure(options => options.MaxThreads = 1);
        });
        await api.StartWorkerAsync("sleeper", "one");

        var refused = await api.PostAsync("/v1/workers", """{"kind":"sleeper","id":"two"}""");

        refused.IsProblem(HttpStatusCode.ServiceUnavailable, "too-many-threads", "kind", "sleeper", "MaxThreads");
    }
}
