using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Estop.EndToEnd.Tests.Services;

/// <summary>A service's HTTP API, as any client would call it.</summary>
internal sealed class WorkersApi(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => _http.Dispose();

    /// <summary>Starts a worker, and returns its id.</summary>
    public async Task<string> StartAsync(string kind, object? input = null)
    {
        var id = $"{kind}-{Guid.NewGuid():N}";
        var answer = await PostAsync(JsonSerializer.Serialize(new { kind, id, input }));
        Assert.True(answer.Status == HttpStatusCode.Created, $"{answer}");
        return id;
    }

    public Task<Answer> PostAsync(string body) =>
        SendAsync(HttpMethod.Post, "/v1/workers", new StringContent(body, new MediaTypeHeaderValue("application/json")));

    public Task<Answer> GetAsync(string id) => SendAsync(HttpMethod.Get, $"/v1/workers/{id}");

    public Task<Answer> DeleteAsync(string id, string query = "") => SendAsync(HttpMethod.Delete, $"/v1/workers/{id}{query}");

    /// <summary>The worker once it has reported more often than <paramref name="count"/> times.</summary>
    public Task<Answer> HasReportedAsync(string id, long count = 0) => IsAsync(id, worker => worker.Reports > count);

    /// <summary>The worker once it is as expected. The API has no events yet, so it is asked again and again.</summary>
    public async Task<Answer> IsAsync(
        string id, Func<Answer, bool> expected, [CallerArgumentExpression(nameof(expected))] string expectation = "")
    {
        using var hardTimeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var worker = await GetAsync(id);
            if (expected(worker))
            {
                return worker;
            }

            Assert.False(hardTimeout.IsCancellationRequested, $"Not so within 30 s: {expectation}. Last seen: {worker}");
            await again.WaitForNextTickAsync();
        }
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
    }
}
