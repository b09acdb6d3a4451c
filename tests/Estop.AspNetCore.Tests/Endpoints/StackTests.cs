using System.Net;

namespace Estop.AspNetCore.Tests.Endpoints;

public class StackTests
{
    [Fact]
    public async Task It_is_shown_where_a_worker_is_and_the_worker_goes_on()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");
        Phase.Until(() => api.Supervisor.Find("one")!.Status == WorkerStatus.Running, "the worker runs");
        var thread = Assert.Single(api.Supervisor.Find("one")!.Run.Threads);

        ApiAnswer look;
        do
        {
            look = await api.SendAsync("GET", "/v1/workers/one/stack?within=10s");
            Assert.Equal(HttpStatusCode.OK, look.Status);
        }
        while (look["threads.0.source"] != "wait");

        Assert.Equal(("one", "sleeper", "1", "running"), (look["worker"], look["kind"], look["run"], look["status"]));
        Assert.Equal(($"{thread}", "one"), (look["threads.0.id"], look["threads.0.name"]));
        Assert.Contains("TestKinds", look["threads.0.stack.0"]);
        Assert.Equal("running", (await api.SendAsync("GET", "/v1/workers/one"))["status"]);
    }

    [Fact]
    public async Task A_look_that_does_not_fit_is_refused()
    {
        await using var api = await TestApi.StartAsync();
        await api.StartWorkerAsync("sleeper", "one");

        var unknown = await api.SendAsync("GET", "/v1/workers/two/stack");
        var never = await api.SendAsync("GET", "/v1/workers/one/stack?within=soon");
        var tooLong = await api.SendAsync("GET", "/v1/workers/one/stack?within=25h");

        unknown.IsProblem(HttpStatusCode.NotFound, "unknown-worker", "id", "two", "List the workers");
        never.IsProblem(HttpStatusCode.BadRequest, "invalid-request", "within", "soon", "Write it like");
        tooLong.IsProblem(HttpStatusCode.BadRequest, "invalid-request", "within", "1.01:00:00", "Use 0 to 1 day");
    }
}
