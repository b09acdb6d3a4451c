using System.Reflection;

namespace Estop.Tests.Threads;

/// <summary>An interrupt of the user's that meets a thread in code of Estop's own.</summary>
public class InterruptedExitTests
{
    [Fact]
    public async Task An_interrupt_on_the_way_out_of_a_thread_ends_neither_the_process_nor_the_count()
    {
        for (var round = 0; round < 20; round++)
        {
            ScopeThread? thread = null;
            var go = false;
            var scope = Worker.OnThread(inPlace =>
            {
                thread = ScopeThread.Current;
                inPlace();
                SpinUntil(ref go);
                Thread.CurrentThread.Interrupt();
            });
            using (HoldUp(scope))
            {
                Volatile.Write(ref go, true);
                Phase.Until(() => thread!.Scope is null, "the thread was about to leave");
            }

            Assert.Equal(ScopeOutcome.Completed, (await Phase.InTime(scope.Completion)).Outcome);
        }
    }

    [Fact]
    public void An_interrupt_that_meets_a_thread_in_there_is_not_lost()
    {
        Exception? seen = null;
        var go = false;
        StopScope? scope = null;
        ScopeThread? entered = null;
        using var inPlace = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            StopScope.Run(() =>
            {
                scope = StopScope.Current;
                entered = ScopeThread.Current;
                inPlace.Set();
                SpinUntil(ref go);
                Thread.CurrentThread.Interrupt();
            });
            seen = Record.Exception(static () => Thread.Sleep(0));
        });
        thread.Start();
        Phase.Reached(inPlace);
        using (HoldUp(scope!))
        {
            Volatile.Write(ref go, true);
            Phase.Until(() => entered!.Scope is null, "the thread was about to leave");
        }

        Assert.True(thread.Join(Phase.HardTimeout));
        Assert.IsType<ThreadInterruptedException>(seen);
    }

    [Fact]
    public async Task Threads_that_end_with_an_interrupt_pending_are_all_seen_to_end()
    {
        for (var round = 0; round < 50; round++)
        {
            var scope = StopScope.StartThread(static () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    new Thread(static () => Thread.CurrentThread.Interrupt()).Start();
                }

                Thread.CurrentThread.Interrupt();
            });
            while (!scope.Completion.IsCompleted)
            {
                Assert.InRange(scope.ThreadIds.Count, 0, 21);
            }

            Assert.Equal(ScopeOutcome.Completed, (await scope.Completion).Outcome);
        }
    }

    /// <summary>Holds the scope's lock, as whoever asks it something does for a moment.</summary>
    private static Lock.Scope HoldUp(StopScope scope) => ((Lock)typeof(StopScope)
        .GetField("_lock", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(scope)!).EnterScope();

    private static void SpinUntil(ref bool go)
    {
        while (!Volatile.Read(ref go))
        {
        }
    }
}
