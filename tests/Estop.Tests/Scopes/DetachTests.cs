namespace Estop.Tests.Scopes;

/// <summary>What is started detached is nobody's.</summary>
public class DetachTests
{
    [Fact]
    public async Task What_is_started_detached_lives_on_and_what_is_started_after_it_does_not()
    {
        using var release = new ManualResetEventSlim();
        Task? shared = null;
        Task? own = null;
        StopScope? seen = null;
        var scope = Worker.OnThread(inPlace =>
        {
            using var running = new CountdownEvent(2);
            using (StopScope.Detach())
            {
                shared = Task.Run(() =>
                {
                    seen = StopScope.Current;
                    running.Signal();
                    release.Wait();
                });
            }

            own = Task.Run(() =>
            {
                running.Signal();
                Thread.Sleep(Timeout.Infinite);
            });
            running.Wait();
            inPlace();
            Thread.Sleep(Timeout.Infinite);
        });

        await Phase.Stop(scope);

        Assert.Null(seen);
        Assert.False(shared!.IsCompleted);
        Assert.True(own!.IsCanceled);
        release.Set();
        await Phase.InTime(shared);
    }

    [Fact]
    public async Task The_detaching_code_itself_is_stopped_and_its_cleanup_is_of_the_scope_again()
    {
        StopScope? inCleanup = null;
        var scope = Worker.OnThread(inPlace =>
        {
            try
            {
                using (StopScope.Detach())
                {
                    inPlace();
                    while (true)
                    {
                    }
                }
            }
            finally
            {
                inCleanup = StopScope.Current;
            }
        });

        await Phase.Stop(scope);

        Assert.Same(scope, inCleanup);
    }

    [Fact]
    public async Task A_sleep_of_the_detaching_code_ends_at_once()
    {
        var scope = Worker.OnThread(static inPlace =>
        {
            using (StopScope.Detach())
            {
                inPlace();
                Thread.Sleep(Timeout.Infinite);
            }
        });

        var receipt = await Phase.Stop(scope);

        Assert.Equal(Rung.Safepoint, receipt.EndedBy);
    }

    [Fact]
    public void Outside_of_any_scope_it_does_nothing()
    {
        using (StopScope.Detach())
        {
            Assert.Null(StopScope.Current);
        }

        Assert.Null(StopScope.Current);
    }
}
