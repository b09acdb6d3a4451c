using System.Net;

namespace Estop.AspNetCore.Tests.Endpoints;

public class RestartTests
{
    private const string Late = """{"kind":"failing","id":"one","restart":{"delay":"1h","maxDelay":"2h","jitter":0}}""";

    [Fact]
    public async Task A_worker_that_waits_for_its_next_run_shows_when_that_begins_and_how_the_last_one_ended()
    {
        await using var api = await TestApi.StartAsync();

        await api.PostAsync("/v1/workers", Late);

        var worker = await InBackoffAsync(api);
        Assert.Equal(
            ("1", "failed", "System.IO.IOException: No answer."), (worker["run.number"], worker["run.status"], worker["run.error"]));
        Assert.InRange(
            DateTimeOffset.Parse(worker["nextStartAt"]!, null) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.Equal(("0", null), (worker["restarts"], worker["gaveUpBecause"]));
        var listed = await api.SendAsync("GET", "/v1/workers?status=backoff");
        Assert.Equal("one", listed["workers.0.id"]);
    }

    [Fact]
    public async Task What_a_start_does_not_say_of_restarts_is_as_the_kind_is_registered()
    {
        await using var api = await TestApi.StartAsync();

        var worker = await api.PostAsync("/v1/workers", Late);

        Assert.Equal(("onFailure", "1h", "2h"), (worker["restart.mode"], worker["restart.delay"], worker["restart.maxDelay"]));
        Assert.Equal(("0", "10", "5m"), (worker["restart.jitter"], worker["restart.maxRestarts"], worker["restart.window"]));
        var longer = await api.PostAsync("/v1/workers", """{"kind":"failing","restart":{"delay":"3h"}}""");
        Assert.Equal(("3h", "3h"), (longer["restart.delay"], longer["restart.maxDelay"]));
        var kinds = await api.SendAsync("GET", "/v1/kinds");
        Assert.Equal(
            ("failing", "onFailure", "1s"), (kinds["kinds.2.name"], kinds["kinds.2.restart.mode"], kinds["kinds.2.restart.delay"]));
    }

    [Fact]
    public async Task A_worker_that_waits_is_stopped_at_once_and_stays_stopped_until_it_is_started()
    {
        await using var api = await TestApi.StartAsync();
        await api.PostAsync("/v1/workers", Late);
        await InBackoffAsync(api);

        var receipt = await api.SendAsync("POST", "/v1/workers/one/stop");

        Assert.Equal((HttpStatusCode.OK, "failed", "1"), (receipt.Status, receipt["outcome"], receipt["run"]));
        var stopped = await api.SendAsync("GET", "/v1/workers/one");
        Assert.Equal(("stopped", "failed", null), (stopped["status"], stopped["run.status"], stopped["nextStartAt"]));
        await api.SendAsync("POST", "/v1/workers/one/start");
        Assert.Equal("2", (await InBackoffAsync(api))["run.number"]);
    }

    private static async Task<ApiAnswer> InBackoffAsync(TestApi api)
    {
        Phase.Until(() => api.Supervisor.Find("one")!.NextStartAt is not null, "it waits for its next run");
        var worker = await api.SendAsync("GET", "/v1/workers/one");
        Assert.Equal("backoff", worker["status"]);
        return worker;
    }
}
