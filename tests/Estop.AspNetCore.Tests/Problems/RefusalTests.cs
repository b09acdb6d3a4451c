using System.Net;
using System.Text;

namespace Estop.AspNetCore.Tests.Problems;

/// <summary>Each sort of malformed request: the right status, field, value and remedy, and the service lives on.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("""{"kind":"devcie"}""", "unknown-kind", "kind", "devcie", "device, exploding, failing, sleeper")]
    [InlineData("""{"id":"one"}""", "invalid-request", "kind", null, "a string")]
    [InlineData("""{"kind":5}""", "invalid-request", "kind", "5", "a string")]
    [InlineData("""{"kind":null}""", "invalid-request", "kind", "null", "a string")]
    [InlineData("""{"kind":"sleeper","idd":"one"}""", "invalid-request", "idd", "one", "kind, id, input, labels, stop")]
    [InlineData("""{"kind":"sleeper","id":"a/b"}""", "invalid-request", "id", "a/b", "A-Z a-z 0-9")]
    [InlineData("""{"kind":"sleeper","id":""}""", "invalid-request", "id", "", "1 to 128")]
    [InlineData("""{"kind":"sleeper","labels":{"a b":"c"}}""", "invalid-request", "labels", "a b", "1 to 63")]
    [InlineData("""{"kind":"sleeper","labels":{"a":1}}""", "invalid-request", "labels.a", "1", "a string")]
    [InlineData("""{"kind":"sleeper","labels":{"a":null}}""", "invalid-request", "labels.a", "null", "a string")]
    [InlineData("""{"kind":"sleeper","stop":{"mode":"now"}}""", "invalid-request", "stop.mode", "now", "prompt, graceful or kill")]
    [InlineData("""{"kind":"sleeper","stop":{"grace":"soon"}}""", "invalid-request", "stop.grace", "soon", "2s")]
    [InlineData("""{"kind":"sleeper","stop":{"deadline":"0s"}}""", "invalid-request", "stop.deadline", "00:00:00", "more than 0")]
    [InlineData("""{"kind":"sleeper","restart":{"mode":"often"}}""", "invalid-request", "restart.mode", "often", "never, onFailure or always")]
    [InlineData("""{"kind":"sleeper","restart":{"delay":"soon"}}""", "invalid-request", "restart.delay", "soon", "2s")]
    [InlineData("""{"kind":"sleeper","restart":{"delay":"2m","maxDelay":"1m"}}""", "invalid-request", "restart.maxDelay", "00:01:00", "a shorter delay")]
    [InlineData("""{"kind":"sleeper","restart":{"jitter":2}}""", "invalid-request", "restart.jitter", "2", "0 to 1")]
    [InlineData("""{"kind":"sleeper","restart":{"maxRestarts":0}}""", "invalid-request", "restart.maxRestarts", "0", "1 to 1000")]
    [InlineData("""{"kind":"sleeper","restart":{"delay":"2d"}}""", "invalid-request", "restart.delay", "2.00:00:00", "0 to 1 day")]
    [InlineData("""{"kind":"sleeper","restart":{"window":"2d"}}""", "invalid-request", "restart.window", "2.00:00:00", "at most 1 day")]
    [InlineData("""{"kind":"sleeper","restart":"always"}""", "invalid-request", "restart", "always", "an object")]
    [InlineData("""{"kind":"devcie","restart":{"mode":"always"}}""", "unknown-kind", "kind", "devcie", "device, exploding, failing")]
    [InlineData("""{"kind":"sleeper","input":{"a":1}}""", "invalid-request", "input", """{"a":1}""", "Leave it out")]
    [InlineData("""{"kind":"device"}""", "invalid-request", "input", null, "an object")]
    [InlineData("""{"kind":"device","input":null}""", "invalid-request", "input", null, "an object")]
    [InlineData("""{"kind":"device","input":{"port":1}}""", "invalid-request", "input.address", null, "a string")]
    [InlineData("""{"kind":"device","input":{"address":"a","port":"x"}}""", "invalid-request", "input.port", "x", "a whole number")]
    [InlineData("""[]""", "invalid-request", "body", "[]", "an object")]
    [InlineData("""{"kind":"sleeper","stop":{"mode":"graceful","Mode":"kill"}}""", "invalid-request", "stop.mode", "kill", "Give it once.")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "malformed-json", "body", "line 1, byte 63", "well-formed")]
    [InlineData("""{"kind":"sleeper",}""", "malformed-json", "body", "line 1, byte 19", "well-formed")]
    [InlineData("{\n \"kind\" \"sleeper\"}", "malformed-json", "body", "line 2, byte 9", "well-formed")]
    [InlineData("""{"kind":"sleeper","kind":"device"}""", "malformed-json", "body", null, "well-formed")]
    [InlineData("""{"kind":"\ud800"}""", "malformed-json", "body", "line 1, byte 9", "well-formed")]
    [InlineData("{\"kind\":\"device\",\n\"input\":{\"\\udfff\":1}}", "malformed-json", "body", "line 2, byte 10", "well-formed")]
    [InlineData("", "malformed-json", "body", "line 1, byte 1", "well-formed")]
    public async Task A_start_that_does_not_fit_is_refused(
        string body, string type, string field, string? value, string remedy)
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.PostAsync("/v1/workers", body);

        refused.IsProblem(HttpStatusCode.BadRequest, type, field, value, remedy);
        Assert.Empty(api.Supervisor.List().Workers);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", "/health/ready")).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/workers?limit=many", "limit", "many", "1 to 1000")]
    [InlineData("GET", "/v1/workers?limit=0", "limit", "0", "1 to 1000")]
    [InlineData("GET", "/v1/workers?status=dead", "status", "dead", "pending, starting, running")]
    [InlineData("GET", "/v1/workers?cursor=a%2Fb", "cursor", "a/b", "as it was given")]
    [InlineData("GET", "/v1/workers?sort=id", "sort", "id", "kind, label, status, limit, cursor")]
    [InlineData("DELETE", "/v1/workers/one?mode=now", "mode", "now", "prompt, graceful or kill")]
    [InlineData("DELETE", "/v1/workers/one?mode=1", "mode", "1", "prompt, graceful or kill")]
    [InlineData("DELETE", "/v1/workers/one?mode=prompt&mode=graceful", "mode", "prompt,graceful", "prompt, graceful or kill")]
    [InlineData("DELETE", "/v1/workers/one?grase=2s", "grase", "2s", "mode, grace, deadline")]
    [InlineData("DELETE", "/v1/workers/one?grace=2", "grace", "2", "2s")]
    [InlineData("DELETE", "/v1/workers/one?deadline=2d", "deadline", "2.00:00:00", "at most 1 day")]
    [InlineData("DELETE", "/v1/workers/one?mode=graceful&grace=10s", "grace", "00:00:10", "longer deadline")]
    [InlineData("DELETE", "/v1/workers/one?run=first", "run", "first", "like 1")]
    [InlineData("DELETE", "/v1/workers/one?wait=no", "wait", "no", "true or false")]
    [InlineData("POST", "/v1/workers/one/stop?mode=now", "mode", "now", "prompt, graceful or kill")]
    public async Task A_query_that_does_not_fit_is_refused_and_nothing_is_stopped(
        string method, string path, string field, string value, string remedy)
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");

        var refused = await api.SendAsync(method, path);

        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request", field, value, remedy);
        Assert.Null(api.Supervisor.Find("one")!.LastReceipt);
    }

    [Theory]
    [InlineData("DELETE", "/v1/workers/one", """{"mode":"graceful","grace":"30s"}""", "mode, grace, deadline")]
    [InlineData("POST", "/v1/workers/one/start", """{"input":{}}""", "Leave it out.")]
    [InlineData("POST", "/v1/workers/one/pause", """{"deadline":"1s"}""", "Leave it out.")]
    [InlineData("POST", "/v1/workers/one/resume", "{}", "Leave it out.")]
    public async Task A_body_is_refused_where_none_is_read_and_nothing_is_done(string method, string path, string body, string remedy)
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        var refused = await api.SendAsync(request);

        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request", "body", null, remedy);
        Assert.Equal((WorkerStatus.Running, null), (api.Supervisor.Find("one")!.Status, api.Supervisor.Find("one")!.LastReceipt));
    }

    [Fact]
    public async Task A_body_without_anything_in_it_is_none()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");
        var request = new HttpRequestMessage(HttpMethod.Delete, "/v1/workers/one") { Content = new StringContent("") };
        request.Headers.TransferEncodingChunked = true;

        var stopped = await api.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "stopped"), (stopped.Status, stopped["outcome"]));
    }

    [Fact]
    public async Task A_stop_whose_body_does_not_fit_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");

        var refused = await api.PostAsync("/v1/workers/one/stop", """{"run":"1"}""");

        refused.IsProblem(HttpStatusCode.BadRequest, "invalid-request", "run", "1", "a whole number");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_its_size(bool chunked)
    {
        await using var api = await TestApi.StartAsync(http => http.MaxBodyBytes = 100);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/workers")
        {
            Content = new StringContent(
                $$"""{"kind":"sleeper","id":"{{new string('a', 100)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;

        var refused = await api.SendAsync(request);

        refused.IsProblem(
            HttpStatusCode.RequestEntityTooLarge, "body-too-large", "body", chunked ? "over 100 bytes" : "126 bytes",
            "at most 100 bytes");
    }

    [Fact]
    public async Task A_body_of_64_KiB_is_read_and_one_byte_more_is_not()
    {
        await using var api = await TestApi.StartAsync();
        const string Start = """{"kind":"sleeper"}""";

        var largest = await api.PostAsync("/v1/workers", Start.PadRight(64 * 1024));
        var larger = await api.PostAsync("/v1/workers", Start.PadRight((64 * 1024) + 1));

        Assert.Equal(HttpStatusCode.Created, largest.Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, larger.Status);
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        var content = new ByteArrayContent([.. """{"kind":" """u8.TrimEnd((byte)' '), 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        var refused = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/workers") { Content = content });

        refused.IsProblem(HttpStatusCode.BadRequest, "malformed-json", "body", "line 1, byte 9", "well-formed");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_refused(string? contentType)
    {
        await using var api = await TestApi.StartAsync();
        var content = new ByteArrayContent("""{"kind":"sleeper"}"""u8.ToArray());
        content.Headers.ContentType = contentType is null ? null : new(contentType);

        var refused = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/workers") { Content = content });

        refused.IsProblem(
            HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", "Content-Type", contentType, "application/json");
    }

    [Theory]
    [InlineData("PATCH", "/v1/workers", "GET, POST")]
    [InlineData("PUT", "/v1/workers/one", "GET, DELETE")]
    [InlineData("GET", "/v1/workers/one/stop", "POST")]
    [InlineData("DELETE", "/v1/kinds", "GET")]
    [InlineData("POST", "/health/live", "GET, HEAD")]
    public async Task A_method_that_a_path_has_not_is_405(string method, string path, string allowed)
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.SendAsync(method, path);

        refused.IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed", "method", method, allowed);
        Assert.Equal(allowed, refused.Allow);
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/worker")]
    [InlineData("/v1/workers/one/kill")]
    public async Task A_path_that_there_is_not_is_404(string path)
    {
        await using var api = await TestApi.StartAsync();

        var refused = await api.SendAsync("GET", path);

        refused.IsProblem(HttpStatusCode.NotFound, "unknown-route", "path", path, "/openapi/v1.json");
    }

    [Fact]
    public async Task A_worker_that_there_is_not_is_404()
    {
        await using var api = await TestApi.StartAsync();

        foreach (var (method, path) in new[]
        {
            ("GET", "/v1/workers/nobody"), ("DELETE", "/v1/workers/nobody"),
            ("POST", "/v1/workers/nobody/stop"), ("POST", "/v1/workers/nobody/start"),
        })
        {
            var refused = await api.SendAsync(method, path);
            refused.IsProblem(HttpStatusCode.NotFound, "unknown-worker", "id", "nobody", "List the workers");
        }
    }

    [Fact]
    public async Task An_error_of_the_services_own_is_a_500_that_gives_nothing_away()
    {
        await using var api = await TestApi.StartAsync();

        var failed = await api.PostAsync("/v1/workers", """{"kind":"exploding","input":{"text":"x"}}""");

        failed.IsProblem(HttpStatusCode.InternalServerError, "internal-error", "request", null, "log");
        Assert.DoesNotContain("secret", failed.Json.ToString());
    }
}
