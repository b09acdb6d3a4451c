using System.Net;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task A_service_with_too_many_abandoned_threads_is_not_ready_and_says_why_until_they_have_left()
    {
        TestKinds.Released = false;
        await using var api = await TestApi.StartAsync(static estop =>
        {
            TestKinds.Register(estop);
            estop.Services.Configure<EstopOptions>(static options => options.MaxAbandonedThreads = 0);
        });
        await api.StartWorkerAsync("stubborn", "one");

        var held = await api.PostAsync("/v1/workers/one/stop", """{"deadline":"50ms"}""");
        Assert.Equal("urn:estop:problem:stop-abandoned", held["type"]);
        var spent = await api.SendAsync("GET", "/health/ready");
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "tooManyAbandoned", "1"),
            (spent.Status, spent["status"], spent["abandonedThreads"]));
        Assert.Contains("drain", spent["reason"]);
        Assert.Contains("\"wasAbandoned\":true", (await api.SendAsync("GET", "/v1/kinds")).Json.GetRawText());

        Volatile.Write(ref TestKinds.Released, true);
        while ((await api.SendAsync("GET", "/health/ready")).Status != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        var worker = await api.SendAsync("GET", "/v1/workers/one");
        Assert.Equal("abandoned", worker["lastReceipt.outcome"]);
        Assert.Equal(worker["run.endedAt"], worker["lastReceipt.leftAt"]);
    }
}
