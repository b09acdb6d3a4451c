namespace Estop.Workers.Tests.Supervision;

public class ListTests
{
    [Fact]
    public async Task Pages_show_each_worker_once_ordered_by_id()
    {
        await using var service = await TestService.StartAsync(
            estop => estop.AddAsyncWorker<NoInput>("waiter", (_, context) => Task.Delay(Timeout.Infinite, context.Token)));
        foreach (var id in new[] { "d", "b", "e", "a", "c" })
        {
            await Phase.InTime(service.Supervisor.StartAsync(new() { Kind = "waiter", Id = id }));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = service.Supervisor.List(new() { Limit = 2, Cursor = cursor });
            seen.AddRange(page.Workers.Select(worker => worker.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["a", "b", "c", "d", "e"], seen);
    }

    [Fact]
    public async Task Workers_are_found_by_kind_label_and_status()
    {
        await using var service = await TestService.StartAsync(estop => estop
            .AddAsyncWorker<NoInput>("waiter", (_, context) => Task.Delay(Timeout.Infinite, context.Token))
            .AddWorker<NoInput>("sleeper", (_, _) => TestWork.SleepForEver()));
        await StartAsync("one", "waiter", "north");
        await StartAsync("two", "waiter", "south");
        await StartAsync("three", "sleeper", "north");
        await Phase.InTime(service.Supervisor.StopAsync("two"));

        Assert.Equal(["one", "two"], Ids(new() { Kind = "waiter" }));
        Assert.Equal(["one", "three"], Ids(new() { Labels = [new("site", "north")] }));
        Assert.Equal(["one", "three", "two"], Ids(new() { Labels = [new("site")] }));
        Assert.Equal(["two"], Ids(new() { Status = WorkerStatus.Stopped }));
        Assert.Equal([], Ids(new() { Labels = [new("site"), new("line")] }));

        Task StartAsync(string id, string kind, string site) => Phase.InTime(service.Supervisor.StartAsync(new()
        {
            Kind = kind,
            Id = id,
            Labels = new Dictionary<string, string> { ["site"] = site },
        }));

        IEnumerable<string> Ids(WorkerFilter filter) => service.Supervisor.List(filter).Workers.Select(worker => worker.Id);
    }

    [Fact]
    public async Task A_filter_that_can_not_be_is_refused_with_all_that_is_wrong()
    {
        await using var service = await TestService.StartAsync(_ => { });

        var refused = Assert.Throws<RefusedException>(
            () => service.Supervisor.List(new() { Limit = 0, Cursor = "a b", Labels = [new("b d")] }));

        Assert.Equal(["limit", "cursor", "label"], refused.Errors.Select(error => error.Field));
        Assert.Equal(
            Refusal.UnknownKind,
            Assert.Throws<RefusedException>(() => service.Supervisor.List(new() { Kind = "nobody" })).Refusal);
    }
}
