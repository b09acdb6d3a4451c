namespace Estop.Processes.Tests;

public class EventThreadTests
{
    [Fact]
    public async Task What_is_called_after_a_time_goes_on_on_the_thread_after_what_it_awaits()
    {
        var events = Start();
        var there = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        events.After(TimeSpan.FromMilliseconds(1), async () =>
        {
            await Task.Yield();
            there.SetResult(events.IsCurrent);
        });

        Assert.True(await there.Task.WaitAsync(Guardians.Timeout));
        events.End();
    }

    [Fact]
    public async Task What_is_called_after_a_time_may_take_a_lock_under_which_others_call_the_thread()
    {
        var events = Start();
        var gate = new Lock();
        using var called = new ManualResetEventSlim();
        var given = Task.Run(() =>
        {
            lock (gate)
            {
                events.After(TimeSpan.Zero, () =>
                {
                    called.Set();
                    lock (gate)
                    {
                    }
                });
                Assert.True(called.Wait(Guardians.Timeout));
                return events.Run(static () => { });
            }
        });

        await given.WaitAsync(Guardians.Timeout);
        events.End();
    }

    [Fact]
    public async Task Who_waits_for_what_ends_with_the_thread_is_told()
    {
        for (var round = 0; round < 2000; round++)
        {
            var events = Start();
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var both = new Barrier(2);
            var ending = Task.Run(() =>
            {
                both.SignalAndWait();
                Thread.SpinWait(round % 50);
                end.SetResult();
                events.End();
            });
            both.SignalAndWait();
            Thread.SpinWait(round / 50);

            Assert.True(await events.Within(end.Task, TimeSpan.FromDays(1)).WaitAsync(Guardians.Timeout));
            await ending;
        }
    }

    private static EventThread Start()
    {
        var events = new EventThread();
        events.Start("estop-test");
        return events;
    }
}
