using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Estop.EndToEnd.Tests.Services;

namespace Estop.EndToEnd.Tests;

/// <summary>What is refused is refused with a problem document that names the field, the value and the way out.</summary>
public class RefusalTests(SampleService service) : IClassFixture<SampleService>
{
    [Theory]
    [InlineData("""{"kind":"device-monitr","input":{"address":"127.0.0.1:9"}}""", 400, "kind", "device-monitr", "device-monitor")]
    [InlineData("""{"kind":"device-monitor","input":{"address":"127.0.0.1"}}""", 400, "input.address", "127.0.0.1", "host:port")]
    [InlineData("""{"kind":"device-monitor","input":{"address":9100}}""", 400, "input.address", "9100", "string")]
    [InlineData("""{"kind":"device-monitor","input":{"adress":"127.0.0.1:9"}}""", 400, "input.adress", "127.0.0.1:9", "address")]
    [InlineData("""{"kind":"device-monitor","id":"a/b","input":{"address":"127.0.0.1:9"}}""", 400, "id", "a/b", "A-Z")]
    [InlineData("""{"kind":"device-monitor",""", 400, "body", "line 1", "JSON")]
    public async Task A_start_that_does_not_fit(string body, int status, string field, string value, string remedy)
    {
        var answer = await service.Api.PostAsync(body);

        AssertRefused(answer, status, field, value, remedy);
    }

    [Fact]
    public async Task An_id_that_is_taken_by_another_body()
    {
        await using var device = TestDevice.Answering();
        var id = await service.Api.StartAsync("device-monitor", new { address = device.Address });

        var answer = await service.Api.PostAsync($$$"""{"kind":"device-monitor","id":"{{{id}}}","input":{"address":"127.0.0.1:9"}}""");

        AssertRefused(answer, 409, "input", "127.0.0.1:9", "id");
        Assert.Equal(HttpStatusCode.OK, (await service.Api.DeleteAsync(id)).Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large()
    {
        var answer = await service.Api.PostAsync($$"""{"kind":"{{new string('x', 100_000)}}"}""");

        AssertRefused(answer, 413, "body", "bytes", "at most");
    }

    [Fact]
    public async Task A_body_that_is_not_JSON()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("kind=device-monitor"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

        var answer = await service.Api.SendAsync(HttpMethod.Post, "/v1/workers", content);

        AssertRefused(answer, 415, "Content-Type", "application/x-www-form-urlencoded", "application/json");
    }

    [Theory]
    [InlineData("?mode=gently", "mode", "gently", "graceful")]
    [InlineData("?grace=soon", "grace", "soon", "2s")]
    [InlineData("?mode=graceful&grace=1h", "grace", "01:00:00", "longer deadline")]
    [InlineData("?mode=graceful&deadline=1s", "grace", "00:00:02", "longer deadline")]
    [InlineData("?run=first", "run", "first", "1")]
    public async Task A_stop_that_does_not_fit_stops_nothing(string query, string field, string value, string remedy)
    {
        await using var device = TestDevice.Answering();
        var id = await service.Api.StartAsync("device-monitor", new { address = device.Address });
        await service.Api.IsAsync(id, static worker => worker.WorkerStatus == "running");

        var answer = await service.Api.DeleteAsync(id, query);

        AssertRefused(answer, 400, field, value, remedy);
        Assert.Equal("running", (await service.Api.GetAsync(id)).WorkerStatus);
        Assert.Equal(HttpStatusCode.OK, (await service.Api.DeleteAsync(id)).Status);
    }

    [Fact]
    public async Task A_worker_that_is_not_there() =>
        AssertRefused(await service.Api.GetAsync("nobody"), 404, "id", "nobody", "List the workers");

    private void AssertRefused(Answer answer, int status, string field, string value, string remedy)
    {
        Assert.True((int)answer.Status == status, $"Expected {status}: {answer}");
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray(), error => error.GetProperty("field").GetString() == field);
        Assert.Contains(value, error.GetProperty("value").GetString());
        Assert.Contains(remedy, $"{error.GetProperty("message")} {error.GetProperty("remedy")}");
        Assert.True(service.IsAlive, $"The service ended:\n{service.Output}");
    }
}
