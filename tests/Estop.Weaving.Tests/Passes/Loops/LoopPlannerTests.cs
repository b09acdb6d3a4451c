using Estop.Weaving.Passes.Loops;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Passes.Loops;

public class LoopPlannerTests
{
    public static TheoryData<string> ShortLoops() =>
    [
        "for (var i = 0; i < 4096; i++) { a[i & 7] = i; }",
        "for (var i = 7; i >= 0; i--) { a[i] = i; }",
        "for (var i = 0; i <= 100; i += 7) { a[0] += i; }",
        "for (var i = 0; i != 100; i++) { a[0] += i; }",
        "for (var i = 0; i < 100; i++) { if (a[0] == i) { continue; } a[0] += i; }",
        "for (var i = 0; i < 100; i++) { if (a[0] == i) { break; } a[0] += i; }",
        "var i = 0; do { a[0] += i; i++; } while (i < 100);",
        "for (var i = 0; i < 100; i++) { a[0] = Leaf(i); }",
        "for (var i = 0; i < n; i++) { if (i > 100) { break; } }",
    ];

    public static TheoryData<string> LongLoops() =>
    [
        "while (true) { }",
        "for (var i = 0; i < 4097; i++) { }",
        "for (var i = 0; i < n; i++) { }",
        "for (var i = n; i < 100; i++) { }",
        "for (var i = 0; i < 100; i += n) { }",
        "for (var i = 0; i < 100; i--) { }",
        "for (var i = 0; i != 101; i += 2) { }",
        "for (var i = 0L; i < 100; i++) { }",
        "for (var i = 0; i < 100; i++) { if (n > 0) { i--; } }",
        "for (var i = 0; i < 100; i++) { Change(ref i); }",
        "for (var i = 0; i < 100; i++) { Console.WriteLine(); }",
        "for (var i = 0; i < 100; i++) { a[0] = Looping(i); }",
        "for (var i = 0; i < 100; i++) { a[0] = Calling(i); }",
        "for (var i = 0; i < 100; ) { if (n > 0) { i++; } }",
        "for (var i = 0; i < 100; i++) { try { a[0]++; } finally { i = 0; } }",
        "for (var i = 0; i < 100; i++) { try { a[0]++; } catch { i = 0; } }",
        "var i = 0; again: for (; i < 100; i++) { } if (n > 0) { i = n; goto again; }",
        "var i = 0; try { Change(ref n); i = 5; } catch { } while (i != 105) { i += 2; }",
        "var i = 0; do { i++; } while (true);",
    ];

    [Theory, MemberData(nameof(ShortLoops))]
    public void A_loop_that_is_known_to_end_soon_has_no_poll(string body)
    {
        Assert.Equal([LoopVerdict.Short], Verdicts(body, OptimizationLevel.Release));
        Assert.Equal([LoopVerdict.Short], Verdicts(body, OptimizationLevel.Debug));
    }

    [Theory, MemberData(nameof(LongLoops))]
    public void A_loop_that_may_be_long_has_a_poll(string body)
    {
        Assert.All(Verdicts(body, OptimizationLevel.Release), verdict => Assert.Equal(LoopVerdict.Poll, verdict));
        Assert.NotEmpty(Verdicts(body, OptimizationLevel.Release));
        Assert.All(Verdicts(body, OptimizationLevel.Debug), verdict => Assert.Equal(LoopVerdict.Poll, verdict));
        Assert.NotEmpty(Verdicts(body, OptimizationLevel.Debug));
    }

    [Theory, BothLevels]
    public void Only_the_innermost_of_nested_loops_is_left_without_a_poll(OptimizationLevel level) =>
        Assert.Equal(
            [LoopVerdict.Poll, LoopVerdict.Short],
            Verdicts("for (var i = 0; i < 10; i++) { for (var k = 0; k < 10; k++) { a[k & 7] = i; } }", level).Order());

    [Fact]
    public void A_loop_in_a_method_that_native_code_calls_has_no_poll()
    {
        using var planned = Planned.Compile(
            "public static class Code { [System.Runtime.InteropServices.UnmanagedCallersOnly] public static void Run() { while (true) { } } }");
        Assert.Equal([LoopVerdict.Forbidden], LoopPlanner.Plan(planned.Body("Run")).Select(loop => loop.Verdict));
    }

    [Fact]
    public void A_method_without_a_way_back_has_no_loop() => Assert.Empty(Verdicts("if (n > 0) { a[0] = 1; } else { a[1] = 2; }", OptimizationLevel.Release));

    private static List<LoopVerdict> Verdicts(string body, OptimizationLevel level)
    {
        using var planned = Planned.Compile(
            $$"""
            public static class Code
            {
                public static void Run(int n, int[] a) { {{body}} }
                static int Leaf(int i) => i * 2 + 1;
                static int Looping(int i) { while (i > 0) { i--; } return i; }
                static int Calling(int i) => Leaf(i);
                static void Change(ref int i) => i++;
            }
            """,
            level);
        return [.. LoopPlanner.Plan(planned.Body("Run")).Select(loop => loop.Verdict)];
    }
}
