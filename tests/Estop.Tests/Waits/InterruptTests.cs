namespace Estop.Tests.Waits;

/// <summary>The interrupts that end waits: none is left pending in a thread that lives on.</summary>
public class InterruptTests
{
    [Fact]
    public void Wakes_that_meet_leave_no_interrupt_behind()
    {
        using var set = new ManualResetEvent(true);
        for (var round = 0; round < 1000; round++)
        {
            using var stop = new CancellationTokenSource();
            var wakes = round % 20;
            ScopeThread? waiting = null;
            var waker = new Thread(() =>
            {
                stop.Cancel();
                // The last of them is to come between the end of the wait and its handler, where nothing comes after it.
                for (var wake = 0; wake < wakes; wake++)
                {
                    waiting!.Wake();
                    Thread.SpinWait(20);
                }
            });

            Assert.Throws<OperationCanceledException>(() => StopScope.Run(
                () =>
                {
                    waiting = ScopeThread.Current;
                    waker.UnsafeStart();
                    new ManualResetEventSlim().Wait();
                },
                stop.Token));

            // The runtime keeps a call to the thread beside the interrupt, and takes that for the end of the time.
            Assert.True(set.WaitOne(0), $"A wait that had nothing to wait for timed out in round {round}.");
            Assert.Null(Record.Exception(static () => Thread.Sleep(0)));
            Assert.True(waker.Join(Phase.HardTimeout));
        }
    }
}
