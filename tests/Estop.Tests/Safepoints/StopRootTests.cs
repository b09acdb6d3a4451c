using Estop.Tests.Unwoven;

namespace Estop.Tests.Safepoints;

/// <summary>A stop is thrown only under a stop root of its own scope on this very stack.</summary>
public class StopRootTests
{
    private static ulong Sink;

    [Fact]
    public async Task A_callback_without_a_root_is_never_thrown_at_and_the_process_lives()
    {
        Exception? thrown = null;
        var rounds = 0;
        using var done = new ManualResetEventSlim();
        var scope = Worker.OnThread(inPlace =>
        {
            // The library's thread inherits the scope, and has no root of it.
            UnwovenLibrary.CallOnAnotherThread(() =>
            {
                thrown = UnwovenLibrary.Catch(() =>
                {
                    inPlace();
                    while (!done.IsSet)
                    {
                        rounds++;
                    }
                });
            });
        });
        var stopping = scope.StopAsync();
        Phase.Until(() => scope.IsStopping, "the stop has been asked for");
        var before = Volatile.Read(ref rounds);
        Phase.Until(() => Volatile.Read(ref rounds) > before + 1000, "the callback went on under the stop");

        done.Set();
        await Phase.InTime(stopping);

        Assert.Null(thrown);
    }

    [Fact]
    public async Task A_stop_is_never_thrown_into_another_scope()
    {
        var victim = Worker.OnThread(static inPlace =>
        {
            inPlace();
            while (true)
            {
                Sink++;
            }
        });
        for (var round = 0; round < 50; round++)
        {
            await Phase.Stop(Worker.OnThread(static inPlace =>
            {
                inPlace();
                while (true)
                {
                    Sink++;
                }
            }));
        }

        Assert.False(victim.Completion.IsCompleted);
        await Phase.Stop(victim);
    }

    [Fact]
    public async Task A_continuation_is_not_run_by_the_thread_of_another_scope_that_completes_what_is_awaited()
    {
        var shared = new TaskCompletionSource();
        using var awaiting = new ManualResetEventSlim();
        using var continued = new ManualResetEventSlim();
        var continuedOn = 0;
        var owner = StopScope.StartTask(async () =>
        {
            var waiting = Await();
            awaiting.Set();
            await waiting;

            async Task Await()
            {
                await shared.Task;
                continuedOn = Environment.CurrentManagedThreadId;
                continued.Set();
                while (true)
                {
                    Sink++;
                }
            }
        });
        Phase.Reached(awaiting);
        var completedOn = 0;
        var other = StopScope.StartThread(() =>
        {
            completedOn = Environment.CurrentManagedThreadId;
            shared.SetResult();
        });

        var end = await Phase.InTime(other.Completion);
        Phase.Reached(continued);

        Assert.Equal(ScopeOutcome.Completed, end.Outcome);
        Assert.NotEqual(completedOn, continuedOn);
        await Phase.Stop(owner);
    }

    [Fact]
    public async Task A_task_that_another_scope_awaits_ends_for_it_as_an_ordinary_cancellation()
    {
        Task? shared = null;
        using var running = new ManualResetEventSlim();
        var owner = Worker.OnPool(inPlace =>
        {
            shared = Task.Run(async () =>
            {
                running.Set();
                await Task.Delay(Timeout.Infinite);
            });
            running.Wait();
            inPlace();
            return shared;
        });
        Exception? seen = null;
        var other = Worker.OnPool(async inPlace =>
        {
            inPlace();
            try
            {
                await shared!;
            }
            catch (Exception exception)
            {
                seen = exception;
            }
        });

        await Phase.Stop(owner);
        var end = await Phase.InTime(other.Completion);

        Assert.Equal(ScopeOutcome.Completed, end.Outcome);
        Assert.IsNotType<StopException>(seen);
        Assert.IsAssignableFrom<OperationCanceledException>(seen);
    }
}
