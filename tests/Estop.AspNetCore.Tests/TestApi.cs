using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Estop.AspNetCore.Tests;

/// <summary>The API as a client meets it: over a real socket.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApi(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = Phase.HardTimeout };
    }

    public HttpClient Client { get; }

    public Supervisor Supervisor => _app.Services.GetRequiredService<Supervisor>();

    public static Task<TestApi> StartAsync(Action<EstopHttpOptions>? http = null, string prefix = "") =>
        StartAsync(TestKinds.Register, http, prefix);

    public static async Task<TestApi> StartAsync(
        Action<EstopBuilder> kinds, Action<EstopHttpOptions>? http = null, string prefix = "")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddEstop(estop => kinds(estop.AddHttpApi(http)));
        var app = builder.Build();
        app.UseRouting();
        app.MapEstop(prefix);
        await Phase.InTime(app.StartAsync());
        return new TestApi(app);
    }

    public Task<ApiAnswer> PostAsync(string path, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        });

    public Task<ApiAnswer> SendAsync(string method, string path) =>
        SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Phase.InTime(Client.SendAsync(request));
        var text = await Phase.InTime(response.Content.ReadAsStringAsync());
        return new ApiAnswer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Location?.OriginalString,
            string.Join(", ", response.Content.Headers.Allow),
            text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    /// <summary>Starts a worker, and waits until its code executes or has been executed.</summary>
    public async Task StartWorkerAsync(string kind, string id)
    {
        var answer = await PostAsync("/v1/workers", $$"""{"kind":"{{kind}}","id":"{{id}}"}""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Phase.Until(
            () => Supervisor.Find(id) is not { Status: WorkerStatus.Pending or WorkerStatus.Starting }, $"the code of worker '{id}' executes");
    }

    /// <summary>What the host does first when it shuts down, while the server still answers.</summary>
    public Task AnnounceShutdownAsync() => Task.WhenAll(_app.Services.GetServices<IHostedService>()
        .OfType<IHostedLifecycleService>().Select(service => service.StoppingAsync(CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Phase.InTime(_app.StopAsync());
        await _app.DisposeAsync();
    }
}
