using System.Net;
using System.Text.Json;

namespace Estop.AspNetCore.Tests.Endpoints;

public class ListTests
{
    [Fact]
    public async Task Workers_are_listed_in_pages_and_filtered()
    {
        await using var api = await TestApi.StartAsync();
        await api.PostAsync("/v1/workers", """{"kind":"sleeper","id":"a","labels":{"site":"north"}}""");
        await api.PostAsync("/v1/workers", """{"kind":"sleeper","id":"b","labels":{"site":"south"}}""");
        await api.PostAsync("/v1/workers", """{"kind":"device","id":"c","input":{"address":"x"},"labels":{"site":"north"}}""");
        await api.SendAsync("POST", "/v1/workers/b/stop");

        var first = await api.SendAsync("GET", "/v1/workers?limit=2");
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(("a", "b", null), (first["workers.0.id"], first["workers.1.id"], first["workers.2.id"]));
        var second = await api.SendAsync("GET", $"/v1/workers?limit=2&cursor={first["nextCursor"]}");
        Assert.Equal(("c", null), (second["workers.0.id"], second["nextCursor"]));
        var north = await api.SendAsync("GET", "/v1/workers?label=site%3Dnorth&label=site&kind=device");
        Assert.Equal(("c", null), (north["workers.0.id"], north["workers.1.id"]));
        var stopped = await api.SendAsync("GET", "/v1/workers?status=stopped");
        Assert.Equal(("b", null), (stopped["workers.0.id"], stopped["workers.1.id"]));
    }

    [Fact]
    public async Task An_input_as_deep_as_a_body_may_be_is_listed()
    {
        await using var api = await TestApi.StartAsync(static estop => estop.AddWorker<Dictionary<string, JsonElement>>("free", (_, _) => { }));
        const int Levels = 60;
        var nested = new string('[', Levels) + new string(']', Levels);
        var input = $$"""{"a":{{nested}}}""";

        var started = await api.PostAsync("/v1/workers", $$"""{"kind":"free","id":"deep","input":{{input}}}""");
        var listed = await api.SendAsync("GET", "/v1/workers");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (started.Status, listed.Status));
        Assert.Equal(input, listed["workers.0.input"]);
    }

    [Fact]
    public async Task Kinds_are_listed_with_the_schema_of_their_input()
    {
        await using var api = await TestApi.StartAsync();

        var kinds = await api.SendAsync("GET", "/v1/kinds");

        Assert.Equal(("device", "True"), (kinds["kinds.0.name"], kinds["kinds.0.ownThread"]));
        Assert.Equal("string", kinds["kinds.0.inputSchema.properties.address.type"]);
        Assert.Equal(("address", null), (kinds["kinds.0.inputSchema.required.0"], kinds["kinds.0.inputSchema.required.1"]));
        Assert.Equal(("10s", "50ms"), (kinds["kinds.0.ladder.deadline"], kinds["kinds.0.ladder.interruptAfter"]));
        Assert.NotNull(kinds["kinds.0.ladder.killAfter"]);
        Assert.Equal(("sleeper", null), (kinds["kinds.3.name"], kinds["kinds.3.inputSchema"]));
    }
}
