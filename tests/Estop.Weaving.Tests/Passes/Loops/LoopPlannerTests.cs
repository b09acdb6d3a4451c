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
        "for (var i = 0; i < 100; i++) { a[0] = Math.Max(i, a[0]); }",
        "for (var i = 0; i < n; i++) { if (i > 100) { break; } }",
    ];

    public static TheoryData<string> CountedLoops() =>
    [
        "for (var i = 0; i < 4097; i++) { }",
        "for (var i = 0; i < n; i++) { }",
        "for (var i = n; i < 100; i++) { }",
        "for (var i = n; i >= 0; i--) { }",
        "for (var i = n; i > n - 100; i -= 3) { }",
        "for (var i = 0; i < 100; i += n) { }",
        "for (var i = 0; n > i; i++) { }",
        "for (var i = 0L; i <= n; i++) { }",
        "for (var i = 0L; i <= n; i += n) { }",
        "for (var i = 0u; i < (uint)n; i++) { }",
        "for (var i = 0ul; i <= (ulong)l; i += 2) { }",
        "foreach (var x in a) { a[0] += x; }",
        "foreach (var x in s) { a[0] += x; }",
        "foreach (var x in span) { a[0] += x; }",
        "foreach (ref var x in span) { x++; }",
        "for (var i = 0; i < span.Length; i++) { span[i]++; }",
        "for (var i = 0; i < s.Length; i++) { if (s[i] == 'x') { continue; } if (s[i] == 'y') { break; } if (s[i] == 'z') { return; } }",
        "for (var i = 0; i < Field; i++) { a[0] = i; }",
        "var i = 0; do { a[0] += i; i++; } while (i < n);",
        "var i = n; while (i > 0) { i--; a[0]++; }",
        "for (var i = 0; i < n; i++) { a[0] = Leaf(i) + Math.Abs(i); }",
        "for (var i = 0; i < n; i++) { grid[i, 0] += grid[0, i]; }",
        "for (var i = 0; i < n; i++) { for (var k = 0; k < 16; k++) { a[k & 7] = i; } }",
        "for (var i = 0; i < 100; i++) { for (var k = 0; k < 100; k++) { a[k & 7] = i; } }",
        "try { for (var i = 0; i < n; i++) { a[i]++; } } catch (IndexOutOfRangeException) { } finally { a[0] = 0; }",
        "for (var i = 0; i < n; i++) { switch (a[i]) { case 0: continue; case 1: a[0]++; break; case 2: return; default: a[1]++; break; } }",
    ];

    public static TheoryData<string> LongLoops() =>
    [
        "while (true) { }",
        "for (var i = 0; i < 100; i--) { }",
        "for (var i = n; i > 0; i++) { }",
        "for (var i = 0; i != 101; i += 2) { }",
        "for (var i = 0; i < n; i++) { if (n > 1000) { n--; } }",
        "for (var i = 0; i < n; i += l > 0 ? 1 : 0) { }",
        "for (var i = 0; i < 100; i++) { if (n > 0) { i--; } }",
        "for (var i = 0; i < 100; i++) { Change(ref i); }",
        "for (var i = 0; i < n; i++) { Change(ref n); }",
        "for (var i = 0; i < 100; i++) { Console.WriteLine(); }",
        "for (var i = 0; i < 100; i++) { a[0] = Looping(i); }",
        "for (var i = 0; i < 100; i++) { a[0] = Calling(i); }",
        "for (var i = 0; i < 100; ) { if (n > 0) { i++; } }",
        "for (var i = 0; i < 100; i++) { try { a[0]++; } finally { i = 0; } }",
        "for (var i = 0; i < 100; i++) { try { a[0]++; } catch { i = 0; } }",
        "for (var i = 0; i < 100; i++) { a = new int[i]; }",
        "for (var i = 0; i < a.Length; i++) { a = b; }",
        "for (var i = 0; i < Field; i++) { Field = n; }",
        "for (var i = 0; i < Volatile; i++) { }",
        "for (var i = 0; i < Field; i++) { a[0]++; }",
        "for (var i = 0; i < span.Length; i++) { span = span[1..]; }",
        "for (short i = 0; i < n; i++) { }",
        "for (var i = 0; i < n; i++) { for (var k = 0; k < 1000; k++) { a[k & 7] = i; } }",
        "var i = 0; do { i++; } while (true);",
        "var i = 0; do { a[0]++; i++; } while (i < b.Length);",
    ];

    [Theory, MemberData(nameof(ShortLoops))]
    public void A_loop_that_is_known_to_end_soon_has_no_poll(string body)
    {
        Assert.Equal([LoopVerdict.Short], Verdicts(body, OptimizationLevel.Release));
        Assert.Equal([LoopVerdict.Short], Verdicts(body, OptimizationLevel.Debug));
    }

    [Theory, MemberData(nameof(CountedLoops))]
    public void A_counted_loop_runs_in_chunks(string body)
    {
        Assert.Contains(LoopVerdict.Chunks, Verdicts(body, OptimizationLevel.Release));
        Assert.DoesNotContain(LoopVerdict.Poll, Verdicts(body, OptimizationLevel.Release));
        Assert.Contains(LoopVerdict.Chunks, Verdicts(body, OptimizationLevel.Debug));
    }

    [Theory, MemberData(nameof(LongLoops))]
    public void A_loop_that_may_be_long_has_a_poll(string body)
    {
        foreach (var level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            var verdicts = Verdicts(body, level);
            Assert.DoesNotContain(LoopVerdict.Chunks, verdicts);
            Assert.Contains(LoopVerdict.Poll, verdicts);
        }
    }

    [Theory]
    [InlineData("for (var i = 0; i < n; i++) { var k = 0; do { a[k & 7] = i; k++; } while (k < n); }", LoopVerdict.Chunks)]
    [InlineData("for (var i = 0; i < n; i++) { while (a[i] > 0) { a[i] /= 2; } }", LoopVerdict.Poll)]
    public void A_loop_whose_iterations_pass_the_poll_of_an_inner_loop_has_none(string body, object inner)
    {
        Assert.Equal([(LoopVerdict)inner, LoopVerdict.Covered], Verdicts(body, OptimizationLevel.Release).Order());
        Assert.Equal([(LoopVerdict)inner, LoopVerdict.Covered], Verdicts(body, OptimizationLevel.Debug).Order());
    }

    [Theory]
    [InlineData("while (true) { if (n > 0) { while (a[0] > 0) { a[0]--; } } }")]
    [InlineData("while (true) { Console.Read(); while (a[0] > 0) { a[0]--; } }")]
    [InlineData("while (true) { try { a[0]++; } catch { while (a[0] > 0) { a[0]--; } } }")]
    [InlineData("while (true) { for (var k = 0; k < n; k++) { a[k & 7]++; } }")]
    public void A_loop_that_may_pass_by_the_poll_of_an_inner_loop_or_be_shielded_there_has_one(string body) =>
        Assert.Contains(LoopVerdict.Poll, VerdictsOfOuterLoops(body));

    [Theory, BothLevels]
    public void A_nest_of_loops_is_short_when_all_its_iterations_together_are_few(OptimizationLevel level)
    {
        Assert.Equal(
            [LoopVerdict.Short, LoopVerdict.Short],
            Verdicts("for (var i = 0; i < 64; i++) { for (var k = 0; k < 64; k++) { a[k & 7] = i; } }", level));
        Assert.Contains(
            LoopVerdict.Chunks,
            Verdicts("for (var i = 0; i < 65; i++) { for (var k = 0; k < 64; k++) { a[k & 7] = i; } }", level));
    }

    [Fact]
    public void A_loop_in_a_method_that_native_code_calls_has_no_poll()
    {
        using var planned = Planned.Compile(
            "public static class Code { [System.Runtime.InteropServices.UnmanagedCallersOnly] public static void Run() { while (true) { } } }");
        Assert.Equal([LoopVerdict.Forbidden], LoopPlanner.Plan(planned.Body("Run")).Select(loop => loop.Verdict));
    }

    [Fact]
    public void A_method_without_a_way_back_has_no_loop() => Assert.Empty(Verdicts("if (n > 0) { a[0] = 1; } else { a[1] = 2; }", OptimizationLevel.Release));

    /// <summary>The verdict that is not that of the inner loop, when there are two: both may poll.</summary>
    private static List<LoopVerdict> VerdictsOfOuterLoops(string body)
    {
        var verdicts = Verdicts(body, OptimizationLevel.Release);
        Assert.Equal(2, verdicts.Count);
        Assert.DoesNotContain(LoopVerdict.Covered, verdicts);
        return verdicts;
    }

    private static List<LoopVerdict> Verdicts(string body, OptimizationLevel level)
    {
        using var planned = Planned.Compile(
            $$"""
            public static class Code
            {
                static int Field;
                static volatile int Volatile;

                public static void Run(int n, long l, int[] a, int[] b, string s, Span<int> span, int[,] grid) { {{body}} }
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
