namespace Estop.Tests.Scopes;

/// <summary>A pool that has no thread to give holds up the start of a scope, and not its stop.</summary>
[Collection(nameof(FullPoolTests))]
[CollectionDefinition(nameof(FullPoolTests), DisableParallelization = true)]
public class FullPoolTests
{
    private const int Blockers = 500;

    [Fact]
    public void A_body_that_the_pool_has_not_come_to_is_stopped_before_it_begins()
    {
        using var release = new ManualResetEventSlim();
        using var gone = new CountdownEvent(Blockers);
        var ran = false;
        for (var i = 0; i < Blockers; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    release.Wait();
                    gone.Signal();
                },
                null);
        }

        try
        {
            var scope = StopScope.StartTask(() =>
            {
                ran = true;
                return Task.Delay(Timeout.Infinite);
            });

            var stopping = scope.StopAsync(new StopRequest { Deadline = TimeSpan.FromSeconds(2) });

            Assert.Equal(ScopeOutcome.Stopped, ResultOf(stopping).Outcome);
            Assert.True(scope.Completion.IsCompleted);
        }
        finally
        {
            release.Set();
            Assert.True(gone.Wait(Phase.HardTimeout));
        }

        Assert.False(ran);
    }

    /// <summary>An await would need a thread of the pool to go on.</summary>
    private static T ResultOf<T>(Task<T> task)
    {
        Assert.True(task.Wait(Phase.HardTimeout));
        return task.Result;
    }
}
