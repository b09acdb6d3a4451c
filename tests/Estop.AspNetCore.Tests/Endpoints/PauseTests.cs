using System.Net;

namespace Estop.AspNetCore.Tests.Endpoints;

public class PauseTests
{
    [Fact]
    public async Task A_worker_is_paused_resumed_and_stopped_while_it_is_paused()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");

        var paused = await api.PostAsync("/v1/workers/one/pause", "");
        Assert.Equal((HttpStatusCode.OK, "paused"), (paused.Status, paused["status"]));
        Assert.Equal("paused", (await api.SendAsync("GET", "/v1/workers/one"))["status"]);
        Assert.Equal("running", (await api.PostAsync("/v1/workers/one/resume", ""))["status"]);

        Assert.Equal("paused", (await api.PostAsync("/v1/workers/one/pause", ""))["status"]);
        Assert.Equal("stopped", (await api.PostAsync("/v1/workers/one/stop", "{}"))["outcome"]);
        Assert.Equal("stopped", (await api.PostAsync("/v1/workers/one/pause", ""))["status"]);
    }

    [Fact]
    public async Task A_worker_that_is_not_there_is_neither_paused_nor_resumed()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await api.PostAsync("/v1/workers/none/pause", "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.PostAsync("/v1/workers/none/resume", "")).Status);
    }
}
