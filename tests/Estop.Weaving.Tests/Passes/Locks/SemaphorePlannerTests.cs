using Estop.Weaving.Passes.Locks;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Passes.Locks;

/// <summary>A semaphore is a lock where one method takes and releases it.</summary>
public class SemaphorePlannerTests
{
    public static TheoryData<string, string> Locks() => new()
    {
        { "a field", "Gate.Wait(); try { Work(); } finally { Gate.Release(); }" },
        { "a parameter", "gate.Wait(); Work(); gate.Release();" },
        { "a local", "var g = n > 0 ? Gate : gate; g.Wait(); try { Work(); } finally { g.Release(1); }" },
        { "a property", "holder.Gate.Wait(); Work(); holder.Gate.Release();" },
        { "for a time", "if (Gate.Wait(100)) { try { Work(); } finally { Gate.Release(); } }" },
        { "with a token", "Gate.Wait(token); Work(); Gate.Release();" },
        { "for a time and with a token", "if (gate.Wait(TimeSpan.FromSeconds(n), token)) { Work(); gate.Release(); }" },
    };

    public static TheoryData<string, string> Signals() => new()
    {
        { "waited for alone", "Gate.Wait(); Work();" },
        { "released alone", "Work(); Gate.Release();" },
        { "one waited for, another released", "Gate.Wait(); Work(); gate.Release();" },
        { "of two objects, which nobody can tell apart", "Of(n).Wait(); Work(); Of(n).Release();" },
    };

    public static TheoryData<string, string> AsyncLocks() => new()
    {
        { "awaited", "await Gate.WaitAsync(); try { await Task.Yield(); } finally { Gate.Release(); }" },
        { "awaited without the context", "await Gate.WaitAsync().ConfigureAwait(false); await Task.Yield(); Gate.Release();" },
        { "awaited for a time", "if (await gate.WaitAsync(5)) { await Task.Yield(); gate.Release(); }" },
        { "awaited with a token", "await gate.WaitAsync(token); await Task.Yield(); gate.Release();" },
    };

    [Theory, MemberData(nameof(Locks))]
    public void A_semaphore_that_is_taken_and_released_is_a_lock(string what, string body) =>
        Assert.All(Plan("void", body, "Run"), plans =>
        {
            Assert.True(plans.Count == 2, what);
            Assert.All(plans, plan => Assert.False(plan.Awaits));
            Assert.NotEqual(SemaphoreChange.Released, plans[0].Change);
            Assert.Equal(SemaphoreChange.Released, plans[1].Change);
        });

    [Theory, MemberData(nameof(Signals))]
    public void Other_semaphores_are_signals(string what, string body) =>
        Assert.All(Plan("void", body, "Run"), plans => Assert.True(plans.Count == 0, what));

    [Theory, MemberData(nameof(AsyncLocks))]
    public void A_semaphore_can_be_held_across_awaits(string what, string body) =>
        Assert.All(Plan("async Task", body, "MoveNext"), plans =>
        {
            Assert.True(plans.Count == 2, what);
            Assert.All(plans, plan => Assert.True(plan.Awaits));
        });

    private static List<IReadOnlyList<SemaphorePlan>> Plan(string type, string body, string method) =>
        [.. new[] { OptimizationLevel.Debug, OptimizationLevel.Release }.Select(level => Plan(type, body, level, method))];

    private static IReadOnlyList<SemaphorePlan> Plan(string type, string body, OptimizationLevel level, string method)
    {
        using var planned = Planned.Compile(
            $$"""
            public static class Code
            {
                static SemaphoreSlim Gate;
                public class Holder { public SemaphoreSlim Gate { get; } }
                static SemaphoreSlim Of(int n) => null;
                static void Work() { }
                public static {{type}} Run(SemaphoreSlim gate, Holder holder, CancellationToken token, int n) { {{body}} }
            }
            """,
            level);
        return SemaphorePlanner.Plan(planned.Body(method));
    }
}
