using System.Runtime.CompilerServices;

namespace Estop.Tests;

/// <summary>Starts workers and waits until they are where the test wants them.</summary>
internal static class Worker
{
    /// <summary>On a thread; <paramref name="body"/> calls back when it is in place.</summary>
    public static StopScope OnThread(
        Action<Action> body, LadderOptions? ladder = null, [CallerMemberName] string name = "")
    {
        using var inPlace = new ManualResetEventSlim();
        var scope = StopScope.StartThread(() => body(inPlace.Set), Options(ladder, name));
        Phase.Reached(inPlace);
        return scope;
    }

    /// <summary>On the pool; <paramref name="body"/> calls back when it is in place.</summary>
    public static StopScope OnPool(
        Func<Action, Task> body, LadderOptions? ladder = null, [CallerMemberName] string name = "")
    {
        using var inPlace = new ManualResetEventSlim();
        var scope = StopScope.StartTask(() => body(inPlace.Set), Options(ladder, name));
        Phase.Reached(inPlace);
        return scope;
    }

    private static StopScopeOptions Options(LadderOptions? ladder, string name) =>
        new() { Name = name, Ladder = ladder ?? new LadderOptions() };
}
