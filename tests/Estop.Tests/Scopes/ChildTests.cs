using Estop.Runtime;

namespace Estop.Tests.Scopes;

/// <summary>Threads and tasks that a worker starts belong to its scope.</summary>
public class ChildTests
{
    [Fact]
    public async Task A_child_thread_is_stopped_with_its_scope()
    {
        var child = 0;
        var scope = Worker.OnThread(inPlace =>
        {
            var thread = new Thread(() =>
            {
                child = StopScope.Current!.ThreadIds[^1];
                inPlace();
                while (true)
                {
                    Thread.Sleep(5000);
                }
            });
            thread.Start();
            thread.Join();
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(2, receipt.Proof!.Threads.Count);
        Assert.Contains(child, receipt.Proof.Threads);
        Phase.ThreadIsGone(child);
    }

    [Fact]
    public async Task A_child_task_is_stopped_with_its_scope_and_ends_as_cancelled()
    {
        Task? child = null;
        var scope = Worker.OnThread(inPlace =>
        {
            child = Task.Run(() =>
            {
                inPlace();
                while (true)
                {
                    Thread.Sleep(5000);
                }
            });
            child.Wait();
        });

        await Phase.Stop(scope);

        Assert.Equal(TaskStatus.Canceled, child!.Status);
    }

    [Fact]
    public async Task A_run_whose_body_has_returned_is_stopped_with_the_tasks_that_it_left_running()
    {
        var scope = Worker.OnPool(static inPlace =>
        {
            _ = Task.Run(async () =>
            {
                inPlace();
                await Task.Delay(Timeout.Infinite);
            });
            return Task.CompletedTask;
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public async Task A_long_running_task_of_a_factory_is_stopped_with_its_scope_and_ends_as_cancelled()
    {
        Task? child = null;
        var scope = Worker.OnThread(inPlace =>
        {
            child = Task.Factory.StartNew(
                () =>
                {
                    inPlace();
                    while (true)
                    {
                        Thread.Sleep(5000);
                    }
                },
                TaskCreationOptions.LongRunning);
            child.Wait();
        });

        await Phase.Stop(scope);

        Assert.Equal(TaskStatus.Canceled, child!.Status);
    }

    [Fact]
    public async Task An_async_child_is_stopped_with_its_scope()
    {
        Task? child = null;
        var scope = Worker.OnPool(async inPlace =>
        {
            child = Task.Run(async () =>
            {
                inPlace();
                while (true)
                {
                    await Task.Delay(5000);
                }
            });
            await child;
        });

        await Phase.Stop(scope);

        Assert.True(child!.IsCanceled);
    }

    [Fact]
    public async Task A_scope_is_not_over_before_what_it_left_running_has_ended()
    {
        using var release = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            new Thread(() =>
            {
                inPlace();
                release.Wait();
            }).Start();
        });
        Phase.Until(() => scope.ThreadIds.Count == 1, "only the child is left");

        Assert.False(scope.Completion.IsCompleted);

        release.Set();
        Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
    }

    [Fact]
    public async Task What_a_body_left_running_is_stopped_after_it_has_returned()
    {
        var scope = Worker.OnThread(inPlace => new Thread(() =>
        {
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        }).Start());
        Phase.Until(() => scope.ThreadIds.Count == 1, "only the child is left");

        await Phase.Stop(scope);
    }

    [Fact]
    public async Task Work_that_was_queued_when_the_stop_came_never_starts()
    {
        var started = false;
        HandedOver? queued = null;
        var scope = Worker.OnThread(inPlace =>
        {
            queued = new HandedOver(StopScope.Current!);
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(scope);
        queued!.RunOnPool(() => started = true);

        Assert.False(started);
    }

    [Fact]
    public async Task A_child_that_throws_of_its_own_faults_its_task_as_ever()
    {
        var scope = StopScope.StartTask(static () => Task.Run(static () => throw new InvalidOperationException("own")));

        var end = await Phase.InTime(scope.Completion);

        Assert.Equal("own", Assert.IsType<InvalidOperationException>(end.Exception).Message);
    }
}
