using static Estop.Tests.Pausing.Pauses;

namespace Estop.Tests.Pausing;

/// <summary>Many that are resumed at once.</summary>
[Collection(nameof(PauseTests))]
public class ResumptionTests
{
    [Fact]
    public async Task Thousands_that_are_resumed_at_once_all_go_on()
    {
        const int Count = 2000;
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = 0;
        var scopes = Enumerable.Range(0, Count).Select(_ => Worker.OnPool(async inPlace =>
        {
            inPlace();
            await go.Task;
            Interlocked.Increment(ref gone);
        })).ToList();
        await Phase.InTime(Task.WhenAll(scopes.Select(scope => scope.PauseAsync())));
        go.SetResult();
        await OthersHaveRun();
        Assert.Equal(0, Volatile.Read(ref gone));

        scopes.ForEach(scope => scope.Resume());

        await Phase.InTime(Task.WhenAll(scopes.Select(scope => scope.Completion)));
        Assert.Equal(Count, gone);
    }

    [Fact]
    public void What_is_resumed_fills_the_queue_of_the_pool_no_further_than_its_limit()
    {
        using var blocked = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out var workers, out _);
        var begun = 0;
        var queued = ThreadPool.PendingWorkItemCount;
        using var all = new CountdownEvent(1000);

        Resumption.Release([.. Enumerable.Range(0, all.InitialCount).Select(_ => new Action(() =>
        {
            Interlocked.Increment(ref begun);
            blocked.Wait();
            all.Signal();
        }))]);

        Phase.Until(() => Volatile.Read(ref begun) >= workers, "the threads of the pool are taken");
        Assert.InRange(ThreadPool.PendingWorkItemCount - queued, 0, Resumption.Limit + 50);
        blocked.Set();
        Assert.True(all.Wait(Phase.HardTimeout));
    }
}
