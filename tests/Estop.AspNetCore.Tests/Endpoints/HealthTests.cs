using System.Net;

namespace Estop.AspNetCore.Tests.Endpoints;

public class HealthTests
{
    [Fact]
    public async Task A_service_is_live_and_ready_until_it_shuts_down()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");

        Assert.Equal("live", (await api.SendAsync("GET", "/health/live"))["status"]);
        var ready = await api.SendAsync("GET", "/health/ready");
        Assert.Equal((HttpStatusCode.OK, "ready", "1"), (ready.Status, ready["status"], ready["threads"]));
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("HEAD", "/health/ready")).Status);

        await Phase.InTime(api.AnnounceShutdownAsync());

        var closed = await api.SendAsync("GET", "/health/ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "shuttingDown"), (closed.Status, closed["status"]));
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", "/health/live")).Status);
        var refused = await api.PostAsync("/v1/workers", """{"kind":"sleeper"}""");
        Assert.Equal("urn:estop:problem:shutting-down", refused["type"]);
    }
}
