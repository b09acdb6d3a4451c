using System.Net;

namespace Estop.AspNetCore.Tests.Endpoints;

public class StopTests
{
    [Fact]
    public async Task A_delete_answers_with_the_receipt_of_a_dead_worker_and_a_second_one_with_404()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");
        Phase.Until(() => api.Supervisor.Find("one")!.Status == WorkerStatus.Running, "the worker runs");
        var thread = Assert.Single(api.Supervisor.Find("one")!.Run.Threads);

        var receipt = await api.SendAsync("DELETE", "/v1/workers/one?reason=no%20longer%20needed&run=1&deadline=20s");

        Assert.False(Directory.Exists($"/proc/self/task/{thread}"));
        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        Assert.Equal(("one", "sleeper", "1"), (receipt["worker"], receipt["kind"], receipt["run"]));
        Assert.Equal(("stopped", "prompt", "safepoint"), (receipt["outcome"], receipt["mode"], receipt["endedBy"]));
        Assert.Equal(("no longer needed", "127.0.0.1"), (receipt["reason"], receipt["requestedBy"]));
        Assert.Equal(("threadsExited", $"{thread}"), (receipt["proof.kind"], receipt["proof.threads.0"]));
        Assert.Equal("token", receipt["rungs.0.rung"]);
        Assert.Contains("TestKinds", receipt["stoppedAt.0"]);
        var second = await api.SendAsync("DELETE", "/v1/workers/one");
        second.IsProblem(HttpStatusCode.NotFound, "unknown-worker", "id", "one", "List the workers");
    }

    [Fact]
    public async Task A_stop_keeps_the_worker_listed_and_takes_its_options_from_the_body()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");

        var receipt = await api.PostAsync(
            "/v1/workers/one/stop?mode=kill&reason=query", """{"mode":"graceful","grace":"1ms","run":1}""");

        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        Assert.Equal(("graceful", "query"), (receipt["mode"], receipt["reason"]));
        var worker = await api.SendAsync("GET", "/v1/workers/one");
        Assert.Equal(("stopped", "stopped"), (worker["status"], worker["lastReceipt.outcome"]));
    }

    [Fact]
    public async Task A_stop_without_waiting_is_accepted_and_goes_on()
    {
        using var running = new ManualResetEventSlim();
        using var cleaned = new ManualResetEventSlim();
        await using var api = await TestApi.StartAsync(estop => estop.AddWorker<NoInput>("tidy", (_, _) =>
        {
            try
            {
                running.Set();
                Estop.Runtime.ThreadWaits.Sleep(Timeout.Infinite);
            }
            finally
            {
                cleaned.Wait();
            }
        }, configure: kind => kind.Ladder = kind.Ladder with { InterruptAfter = Phase.HardTimeout }));
        await api.StartWorkerAsync("tidy", "one");
        Phase.Reached(running);

        var accepted = await api.SendAsync("DELETE", "/v1/workers/one?wait=false&deadline=30s");

        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal("stopping", accepted["status"]);
        cleaned.Set();
        Phase.Until(() => api.Supervisor.Find("one") is null, "the worker is forgotten");
    }

    [Fact]
    public async Task A_stop_without_waiting_still_refuses_what_can_not_be()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");

        var refused = await api.SendAsync("DELETE", "/v1/workers/one?wait=false&run=7");

        refused.IsProblem(HttpStatusCode.Conflict, "not-current-run", "run", "7", "Name run 1");
    }

    [Fact]
    public async Task A_stop_that_ends_abandoned_is_504_with_its_receipt_and_the_worker_stays_listed()
    {
        using var running = new ManualResetEventSlim();
        var released = false;
        await using var api = await TestApi.StartAsync(estop => estop.AddWorker<NoInput>("stubborn", (_, _) =>
        {
            running.Set();
            while (!Volatile.Read(ref released))
            {
                Thread.SpinWait(100);
            }
        }));
        await api.StartWorkerAsync("stubborn", "one");
        Phase.Reached(running);

        var problem = await api.SendAsync("DELETE", "/v1/workers/one?deadline=50ms");

        Assert.Equal(HttpStatusCode.GatewayTimeout, problem.Status);
        Assert.Equal("application/problem+json", problem.MediaType);
        Assert.Equal("urn:estop:problem:stop-abandoned", problem["type"]);
        Assert.Equal(("abandoned", "unknown"), (problem["receipt.outcome"], problem["receipt.cleanup"]));
        Assert.Null(problem["receipt.proof"]);
        Assert.Equal(("one", "none"), (problem["receipt.stillRunning.threads.0.name"], problem["receipt.stillRunning.threads.0.source"]));
        Assert.Contains("comes to no safepoint", problem["receipt.leftBehind.0"]);
        Assert.Contains("longer deadline", problem["errors.0.remedy"]);
        Assert.Equal("abandoned", (await api.SendAsync("GET", "/v1/workers/one"))["status"]);
        var start = await api.PostAsync("/v1/workers", """{"kind":"stubborn","id":"one"}""");
        start.IsProblem(HttpStatusCode.Conflict, "worker-abandoned", "id", "one", "another id");

        Volatile.Write(ref released, true);
        Phase.Until(() => api.Supervisor.Find("one")!.Run.EndedAt is not null, "the abandoned run has left");
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("DELETE", "/v1/workers/one")).Status);
    }
}
