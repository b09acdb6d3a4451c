namespace Estop.Tests.Ladder;

/// <summary>The clock calls at the earliest time that was asked for.</summary>
public class StopClockTests
{
    [Fact]
    public void A_later_time_that_comes_late_does_not_put_off_an_earlier_one()
    {
        using var steps = new Steps();
        var first = new Thread(() => StopClock.Tick(steps)) { IsBackground = true };
        first.Start();
        Phase.Reached(steps.Begun);

        steps.Begun.Reset();
        StopClock.Schedule(steps, TimeSpan.FromMilliseconds(200));
        steps.GoOn.Release();
        Assert.True(first.Join(Phase.HardTimeout));

        Phase.Reached(steps.Begun);
        StopClock.Forget(steps);
    }

    /// <summary>Each step lasts until it is told to go on, but those of the clock.</summary>
    private sealed class Steps : Ticking, IDisposable
    {
        private int _steps;

        public ManualResetEventSlim Begun { get; } = new();

        public SemaphoreSlim GoOn { get; } = new(0);

        public override TimeSpan? Step()
        {
            var first = Interlocked.Increment(ref _steps) == 1;
            Begun.Set();
            if (first)
            {
                GoOn.Wait();
            }

            return first ? TimeSpan.FromHours(1) : null;
        }

        public void Dispose()
        {
            Begun.Dispose();
            GoOn.Dispose();
        }
    }
}
