using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Estop.AspNetCore.Tests.Hosting;

public class MapEstopTests
{
    [Fact]
    public async Task The_api_can_live_below_a_prefix()
    {
        await using var api = await TestApi.StartAsync(prefix: "/estop");

        var created = await api.PostAsync("/estop/v1/workers", """{"kind":"sleeper","id":"one"}""");

        Assert.Equal((HttpStatusCode.Created, "/estop/v1/workers/one"), (created.Status, created.Location));
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", created.Location!)).Status);
        Assert.Equal("urn:estop:problem:unknown-route", (await api.SendAsync("GET", "/estop/nothing"))["type"]);
        Assert.Equal("listWorkers", (await api.SendAsync("GET", "/estop/openapi/v1.json"))["paths./estop/v1/workers.get.operationId"]);
    }

    [Fact]
    public void Services_that_were_not_added_are_asked_for()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddEstop();
        var app = builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapEstop());

        Assert.Contains("AddHttpApi", exception.Message);
    }
}
