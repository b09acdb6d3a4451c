using CsCheck;
using Estop.Runtime;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Passes.Loops;

/// <summary>A loop that runs in chunks does what it did, iteration by iteration.</summary>
public class ChunkedLoopTests
{
    private static readonly string[] Types = ["int", "long", "uint", "ulong"];

    private static readonly (string Operator, string Sign)[] Comparisons = [("<", "+"), ("<=", "+"), (">", "-"), (">=", "-")];

    [Theory, BothLevels]
    public void Counted_loops_do_what_they_did(OptimizationLevel level)
    {
        var methods = new List<string>();
        var source = string.Concat(Types.SelectMany(type => Comparisons.SelectMany(comparison => Loops(type, comparison, methods))));
        var snippet = Snippet.Compile(
            $"public static class Code {{\n{source}}}",
            level);
        using var woven = snippet.Weave().Load();
        using var unwoven = new WovenSnippet(snippet.Assembly, snippet.Symbols, new() { Assembly = "unwoven" }).Load();
        var twins = methods.ConvertAll(method =>
            (Name: method, Woven: woven.Delegate<Func<long, long, long, long>>(method), Unwoven: unwoven.Delegate<Func<long, long, long, long>>(method)));
        Gen.Select(Gen.Int[0, twins.Count - 1], Value, Value, Gen.OneOf(Gen.Long[-3, 3], Value)).Sample(
            (which, start, bound, step) =>
            {
                var (name, wovenTwin, unwovenTwin) = twins[which];
                Assert.True(
                    unwovenTwin(start, bound, step) == wovenTwin(start, bound, step), $"{name}({start}, {bound}, {step})");
            },
            iter: 4000,
            threads: 1);
    }

    [Theory]
    [InlineData("foreach (var x in a) { s = s * 31 + x; }")]
    [InlineData("foreach (var x in a.AsSpan()) { s = s * 31 + x; }")]
    [InlineData("foreach (ref var x in a.AsSpan()) { s = s * 31 + x; x++; }")]
    [InlineData("for (var i = a.Length - 1; i >= 0; i--) { s = s * 31 + a[i]; }")]
    [InlineData("for (var i = 0; i < a.Length; i++) { if (a[i] == 5000) { break; } if (a[i] % 3 == 0) { continue; } s += a[i]; }")]
    [InlineData("var i = 0; do { s = s * 31 + i; i++; } while (i < n);")]
    [InlineData("for (var i = 0; i < n; i++) { for (var k = i; k < n; k += 100) { s = s * 31 + a[k]; } }")]
    [InlineData("for (var i = 0; i < n; i++) { try { s += a[i + 1]; } catch (IndexOutOfRangeException) { s = -s; } }")]
    [InlineData("try { for (var i = 0; ; i++) { if (i > n + 5) { break; } s += a[i]; } } catch (IndexOutOfRangeException) { s = -s; }")]
    [InlineData("try { for (var i = 0; i <= n; i++) { s += a[i]; } } catch (IndexOutOfRangeException) { s = -s; }")]
    [InlineData("checked { try { for (var i = int.MaxValue - n; i <= int.MaxValue; i++) { s++; } } catch (OverflowException) { s = -s; } }")]
    [InlineData("for (var i = 0; i < n; i++) { switch (a[i] & 3) { case 0: continue; case 1: s++; break; default: s += i; break; } }")]
    [InlineData("var i = 0; var more = i < n; while (more) { s += i; i++; more = i < n; }")]
    [InlineData("for (var i = 0; i < n; i++) { s += i; if (s > 100000) { goto end; } } s = -s; end: s++;")]
    [InlineData("var text = new string('a', n); foreach (var c in text) { s = s * 31 + c; }")]
    [InlineData("int[] none = null; try { foreach (var x in none) { s += x; } } catch (NullReferenceException) { s = -1; }")]
    [InlineData("Func<int> f = () => { var t = 0; for (var i = 0; i < n; i++) { t += a[i]; } return t; }; s = f();")]
    public void Loops_of_every_length_do_what_they_did(string body)
    {
        foreach (var level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            var snippet = Snippet.Compile(
                $$"""
                public static class Code
                {
                    public static long Run(int n)
                    {
                        var a = new int[n];
                        for (var x = 0; x < n; x++) { a[x] = x; }
                        long s = 0;
                        {{body}}
                        foreach (var x in a) { s = s * 31 + x; }
                        return s;
                    }
                }
                """,
                level);
            using var woven = snippet.Weave().Load();
            using var unwoven = new WovenSnippet(snippet.Assembly, snippet.Symbols, new() { Assembly = "unwoven" }).Load();
            foreach (var n in new[] { 0, 1, 2, 4095, 4096, 4097, 8192, 8193, 20_000 })
            {
                Assert.Equal(unwoven.Call("Run", n), woven.Call("Run", n));
            }
        }
    }

    [Theory]
    [InlineData("var sum = 0.0; for (var i = 0; i < n; i++) { sum += a[i] * 0.5; } return sum;")]
    [InlineData("var (x, y) = (1f, 0f); for (var i = n; i > 0; i--) { (x, y) = (x * 0.999f + y, x - y * 0.5f); } return x + y;")]
    [InlineData("var (sum, i) = (scale, 0); do { sum += scale / (i + 1); i++; } while (i < n); return sum;")]
    [InlineData("for (var i = 0; i < n; i++) { scale = scale * 0.75 + a[i]; } return scale;")]
    [InlineData("var (x, i) = (2.0, 0); while (true) { x -= (x * x - scale) / (2 * x); if (i++ > n) { return x; } }")]
    [InlineData("var (p, q, r, s, t) = (1, 2L, 3u, 4ul, (byte)5); for (var i = 0; i < n; i++) { (p, q, r, s, t) = (p + i, q ^ p, r * 3, s + r, (byte)(t + 7)); } return p + q + r + (long)s + t;")]
    [InlineData("var (p, q, flag, c, g) = (1, n, true, 'c', (short)3); while (q > 0) { q -= flag ? 1 : 2; flag = !flag; c++; g += (short)c; p = p * 31 + g; } return p + c + g;")]
    [InlineData("var b = new double[n + 1]; var u = a; for (var i = 0; i < n; i++) { b[i + 1] = b[i] + u[i]; (u, a) = (a, u); } return b[n];")]
    [InlineData("var m = new double[30, 30]; for (var i = 0; i < 30; i++) { for (var k = 0; k < 30; k++) { var s = 0.0; for (var j = 0; j < n; j++) { s += a[j] * m[i, k] + i - k; } m[k, i] = s; } } return m[3, 4];")]
    [InlineData("var sum = 0.0; try { for (var i = 0; i <= n; i++) { sum += a[i] * 0.5; } } catch (IndexOutOfRangeException) { sum = -sum; } return sum;")]
    [InlineData("var sum = 0.0; for (var i = 0; i < n; i++) { double x; if (i % 3 == 0) { x = a[i]; sum -= x; } else { x = sum; } sum += x * 0.25; } return sum;")]
    public async Task Loops_do_what_they_did_while_another_scope_is_being_stopped(string body)
    {
        foreach (var level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            var snippet = Snippet.Compile(
                $$"""
                public static class Code
                {
                    public static double Run(int n) { var a = new int[n]; for (var x = 0; x < n; x++) { a[x] = x ^ 5; } return Loop(a, n, 3.5); }
                    private static double Loop(int[] a, int n, double scale) { {{body}} }
                }
                """,
                level);
            using var woven = snippet.Weave().Load();
            using var unwoven = new WovenSnippet(snippet.Assembly, snippet.Symbols, new() { Assembly = "unwoven" }).Load();
            await using var other = new OtherScope();
            foreach (var n in new[] { 0, 1, 5, 4096, 4097, 20_000 })
            {
                Assert.Equal(unwoven.Call("Run", n), woven.Call("Run", n));
            }

            Assert.True(Safepoint.IsWanted());
        }
    }

    [Theory]
    [InlineData("for (long i = 0; i < 1_000_000_000_000_000; i++) { Count += i; }")]
    [InlineData("for (long i = 1_000_000_000_000_000; i >= 0; i--) { Count += i; }")]
    [InlineData("for (var i = 0; i <= int.MaxValue; i++) { Count += i; }")]
    [InlineData("for (var i = 0; i < int.MaxValue; i += 2) { Count += i; }")]
    [InlineData("for (var i = int.MaxValue - 1; i <= Most; i++) { Count += i; }")]
    [InlineData("for (var i = 0u; i <= uint.MaxValue; i++) { Count += i; }")]
    [InlineData("for (var i = 0ul; i < ulong.MaxValue; i++) { Count += (long)i; }")]
    [InlineData("for (var i = 0; i >= int.MinValue; i--) { Count += i; }")]
    [InlineData("for (var i = int.MinValue; i <= 0; i += Zero) { Count += i; }")]
    [InlineData("for (var i = 0; i < Most; i += Zero) { Count += i; }")]
    [InlineData("for (var i = 0L; i < Most; i -= Zero) { Count += i; }")]
    [InlineData("var i = 0L; do { Count += i; i++; } while (i < 1_000_000_000_000_000);")]
    [InlineData("for (var i = 0; i < Most; i++) { for (var k = 0; k < Most; k++) { Count += k; } }")]
    [InlineData("for (var i = 0; i < Most; i++) { for (var k = 0; k < 200; k++) { for (var j = 0; j < 200; j++) { Count += j; } } i--; }")]
    [InlineData("while (true) { for (var k = 0; k < Zero; k++) { Count += k; } }")]
    [InlineData("while (true) { var i = 0; again: if (i < 10) { i++; Count++; goto again; } }")]
    public async Task A_counted_loop_that_does_not_end_is_stopped(string loop)
    {
        foreach (var level in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var code = Snippet.Compile(
                $$"""
                public static class Code
                {
                    public static long Count;
                    public static void Run(Action ready) { var (Most, Zero) = (int.MaxValue, (int)(Count & 0)); ready(); {{loop}} }
                }
                """,
                level).Weave().Load();
            await Worker.StopAsync(code);
        }
    }

    private static Gen<long> Value => Gen.OneOf(
        Gen.Long[-10, 10],
        Gen.Long[4090, 4100],
        Gen.Long[-8200, 8200],
        Gen.Long[int.MaxValue - 5000L, int.MaxValue],
        Gen.Long[int.MinValue, int.MinValue + 5000L],
        Gen.Long[long.MaxValue - 5000L, long.MaxValue],
        Gen.Long[long.MinValue, long.MinValue + 5000L],
        Gen.Long);

    /// <summary>Each loop breaks after some iterations more than two chunks: many of them would never end.</summary>
    private static IEnumerable<string> Loops(string type, (string Operator, string Sign) comparison, List<string> methods)
    {
        var (op, sign) = comparison;
        string[] loops =
        [
            $"for (T i = start; i {op} bound; i {sign}{sign}) {{ BODY }}",
            $"for (T i = start; i {op} bound; i {sign}= 3) {{ BODY }}",
            $"for (T i = start; i {op} bound; i {sign}= step) {{ BODY }}",
            $"for (T i = start; bound {(op[0] == '<' ? '>' : '<')}{op[1..]} i; i {sign}{sign}) {{ BODY }}",
            $"for (T i = start; ; i {sign}= step) {{ if (!(i {op} bound)) break; BODY }}",
            $"T i = start; do {{ BODY i {sign}{sign}; }} while (i {op} bound);",
            $"T i = start; do {{ BODY i {sign}= step; }} while (i {op} bound);",
            $"T i = start; while (i {op} bound) {{ BODY i {sign}= 2; if (hash % 7 == 0) {{ continue; }} hash++; }} hash += (long)i;",
        ];
        foreach (var loop in loops)
        {
            methods.Add($"Loop{methods.Count}");
            yield return $$"""
                public static long {{methods[^1]}}(long x, long y, long z)
                {
                    unchecked
                    {
                        var (start, bound, step) = ((T)x, (T)y, (T)z);
                        long hash = 0; int rounds = 0;
                        {{loop}}
                        return hash;
                    }
                }

                """.Replace("BODY", "hash = hash * 31 + (long)i; if (++rounds == 9000) break;").Replace("(T)", $"({type})").Replace("T i", $"{type} i");
        }
    }
}
