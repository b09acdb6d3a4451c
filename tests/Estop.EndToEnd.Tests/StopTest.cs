using System.Diagnostics;
using System.Net;
using Estop.EndToEnd.Tests.Services;

namespace Estop.EndToEnd.Tests;

/// <summary>What every stop has to keep, whichever line the worker was on.</summary>
internal static class StopTest
{
    /// <summary>Stops a worker by DELETE, and checks the answer, the process's list of threads, and that it is forgotten.</summary>
    public static async Task<Answer> StopsAsync(ServiceProcess service, string id, ITestOutputHelper log)
    {
        var threads = (await service.Api.GetAsync(id)).Threads;

        var started = Stopwatch.GetTimestamp();
        var answer = await service.Api.DeleteAsync(id, "?deadline=20s&reason=end-to-end");
        log.WriteLine($"Answered after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms: {answer.Text}");

        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        var receipt = answer.Json;
        Assert.Equal("stopped", receipt.GetProperty("outcome").GetString());
        Assert.Equal("end-to-end", receipt.GetProperty("reason").GetString());
        if (receipt.GetProperty("proof").GetProperty("kind").GetString() == "threadsExited")
        {
            // Threads of its own. An awaiting worker borrows threads of the pool, and those live on.
            var proof = receipt.GetProperty("proof").GetProperty("threads").EnumerateArray().Select(thread => thread.GetInt32()).ToHashSet();
            Assert.Superset(threads.ToHashSet(), proof);
            Assert.All(proof, thread => Assert.False(service.HasThread(thread), $"Thread {thread} is still there."));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await service.Api.DeleteAsync(id)).Status);
        Assert.True(service.IsAlive, $"The service ended:\n{service.Output}");
        return answer;
    }
}
