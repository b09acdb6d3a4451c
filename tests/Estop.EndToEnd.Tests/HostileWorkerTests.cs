using System.Net;
using Estop.EndToEnd.Tests.Services;

namespace Estop.EndToEnd.Tests;

/// <summary>Workers that look at nothing, each in another state, stopped over HTTP.</summary>
public class HostileWorkerTests(HostileService service, ITestOutputHelper log) : IClassFixture<HostileService>
{
    [Theory]
    [InlineData("computing")]
    [InlineData("swallowing-everything")]
    [InlineData("waiting-for-a-lock")]
    [InlineData("awaiting-a-delay")]
    [InlineData("awaiting-a-task")]
    public async Task A_worker_is_stopped_at_once_and_its_neighbour_goes_on(string kind)
    {
        var neighbour = await service.Api.StartAsync("counting");
        var id = await service.Api.StartAsync(kind);
        await service.Api.HasReportedAsync(id);

        await StopTest.StopsAsync(service, id, log);

        var reports = (await service.Api.GetAsync(neighbour)).Reports;
        await service.Api.HasReportedAsync(neighbour, reports);
        await StopTest.StopsAsync(service, neighbour, log);
    }

    [Fact]
    public async Task A_graceful_stop_lets_code_that_looks_at_its_token_end_by_itself()
    {
        var id = await service.Api.StartAsync("looking-at-its-token");
        await service.Api.HasReportedAsync(id);

        var answer = await service.Api.DeleteAsync(id, "?mode=Graceful&grace=20s&deadline=30s");

        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        Assert.Equal("token", answer.Json.GetProperty("endedBy").GetString());
    }

    [Fact]
    public async Task A_worker_that_cannot_be_stopped_is_called_abandoned_until_its_code_has_left()
    {
        var id = await service.Api.StartAsync("blocked-in-native-code");
        var thread = (await service.Api.HasReportedAsync(id)).Threads.Single();

        var answer = await service.Api.DeleteAsync(id, "?deadline=100ms");

        Assert.True(answer.Status == HttpStatusCode.GatewayTimeout, $"{answer}");
        Assert.Equal("abandoned", answer.Json.GetProperty("receipt").GetProperty("outcome").GetString());
        Assert.Equal("abandoned", (await service.Api.GetAsync(id)).WorkerStatus);
        Assert.True(service.HasThread(thread));

        await service.Api.IsAsync(id, worker => worker.WorkerStatus != "abandoned");

        Assert.False(service.HasThread(thread));
        Assert.Equal(HttpStatusCode.OK, (await service.Api.DeleteAsync(id)).Status);
    }

    [Fact]
    public async Task A_stop_that_meets_a_start_or_an_end_is_answered_truly()
    {
        for (var round = 0; round < 100; round++)
        {
            var id = await service.Api.StartAsync(round % 2 == 0 ? "ending-at-once" : "counting");

            var answer = await service.Api.DeleteAsync(id);

            Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
            Assert.NotEqual("abandoned", answer.Json.GetProperty("outcome").GetString());
            Assert.Equal(HttpStatusCode.NotFound, (await service.Api.GetAsync(id)).Status);
        }
    }
}
