namespace Estop.Tests.Pausing;

/// <summary>What the tests of pauses ask again and again. What goes on is counted: held code counts nothing.</summary>
internal static class Pauses
{
    public static async Task Pause(StopScope scope)
    {
        var receipt = await Phase.InTime(scope.PauseAsync(Phase.HardTimeout / 2));
        Assert.Equal(PauseOutcome.Paused, receipt.Outcome);
        Assert.Empty(receipt.StillExecuting);
    }

    /// <summary>Each time right behind the resumption before. What counts <paramref name="rounds"/> counts none in a pause.</summary>
    public static async Task PauseOverAndOver(StopScope scope, Func<long> rounds)
    {
        for (var pause = 0; pause < 5_000; pause++)
        {
            await Pause(scope);
            var before = rounds();
            Thread.Yield();
            Assert.Equal(before, rounds());
            scope.Resume();
        }
    }

    public static void AssertHeld(ref long rounds)
    {
        var before = Volatile.Read(ref rounds);
        for (var look = 0; look < 20; look++)
        {
            Thread.Sleep(1);
            Assert.Equal(before, Volatile.Read(ref rounds));
        }
    }

    public static void AssertGoesOn(ref long rounds)
    {
        var before = Volatile.Read(ref rounds);
        var spin = new SpinWait();
        var until = Environment.TickCount64 + (long)Phase.HardTimeout.TotalMilliseconds;
        while (Volatile.Read(ref rounds) == before)
        {
            Assert.True(Environment.TickCount64 < until, "The worker does not go on.");
            spin.SpinOnce();
        }
    }

    public static bool IsWaiting(StopScope scope) =>
        scope.ThreadIds is [var id]
        && File.ReadAllText($"/proc/self/task/{id}/stat") is var stat
        && stat[stat.LastIndexOf(')') + 2] == 'S';

    /// <summary>Work that was queued behind it has run.</summary>
    public static async Task OthersHaveRun()
    {
        for (var round = 0; round < 20; round++)
        {
            await Task.Run(static () => { });
            await Task.Delay(1);
        }
    }
}
