using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Snapshots;

/// <summary>What each pass makes of the code that it is for, as IL.</summary>
public class SnapshotTests
{
    private static readonly Dictionary<string, (string Source, string Method)> Cases = new()
    {
        ["loop"] = ("public static int Run(int n) { while (n > 0) { n /= 2; } return n; }", "Run"),
        ["short-loop"] = ("public static int Run(int[] a) { var s = 0; for (var i = 0; i < 16; i++) { s += a[i]; } return s; }", "Run"),
        ["chunked-loop"] = ("public static int Run(int[] a) { var s = 0; foreach (var x in a) { s += x; } return s; }", "Run"),
        ["chunked-loop-that-tests-last"] = ("public static int Run(int n) { var i = n / 2; do { i += n; } while (i <= 1000); return i; }", "Run"),
        ["chunked-nest"] = (
            "public static void Run(bool[] a) { for (var i = 0; i < a.Length; i++) { for (var k = (long)i * i; k < a.Length; k += i) { a[k] = true; } } }",
            "Run"),
        ["chunked-loop-in-registers"] = (
            "public static double Run(double[] a) { var s = 0.0; foreach (var x in a) { s += x; } return s; }", "Run"),
        ["exit"] = ("public static int Run(int n) { if (n > 0) { Environment.Exit(n); } return n; }", "Run"),
        ["loop-at-start-of-try"] = ("public static void Run() { while (true) { try { Console.Read(); } finally { } } }", "Run"),
        ["recursion"] = ("public static int Run(int n) => n < 2 ? n : Run(n - 1) + Run(n - 2);", "Run"),
        ["handler-empty"] = ("public static void Run() { try { Console.Read(); } catch { } }", "Run"),
        ["handler-swallows"] = (
            "public static int Run() { try { return Console.Read(); } catch (Exception e) { Console.WriteLine(e); return -1; } }", "Run"),
        ["handler-rethrows"] = ("public static void Run() { try { Console.Read(); } catch { Console.Beep(); throw; } }", "Run"),
        ["filter"] = ("public static void Run() { try { Console.Read(); } catch (Exception) when (Console.Read() > 0) { } }", "Run"),
        ["finally"] = ("public static void Run() { try { Console.Read(); } finally { Console.Beep(); } }", "Run"),
        ["lock"] = ("public static void Run(object gate) { lock (gate) { Console.Read(); } }", "Run"),
        ["semaphore"] = (
            "public static void Run(SemaphoreSlim gate) { gate.Wait(); try { Console.Read(); } finally { gate.Release(); } }", "Run"),
        ["semaphore-async"] = (
            "public static async Task Run(SemaphoreSlim gate) { await gate.WaitAsync(); try { await Task.Yield(); } finally { gate.Release(); } }",
            "MoveNext"),
        ["dispose"] = ("sealed class R : IDisposable { bool d; public void Dispose() { if (!d) { d = true; Console.Beep(); } } }", "Dispose"),
        ["type-initialiser"] = ("static readonly int Value; static Code() { Value = Console.Read(); }", ".cctor"),
        ["wait"] = ("public static void Run(Thread t) { Thread.Sleep(5000); t.Join(); }", "Run"),
        ["generic-wait"] = ("public static T Run<T>(Task<T> t) => t.Result;", "Run"),
        ["token-overload"] = ("public static Task Run() => new System.Net.Http.HttpClient().GetAsync(\"a\");", "Run"),
        ["token-by-type"] = ("public static Task<string> Run(TextReader r) => r.ReadToEndAsync();", "Run"),
        ["token-default"] = ("public static Task<string> Run() => File.ReadAllTextAsync(\"a\");", "Run"),
        ["await"] = ("public static async Task Run(TaskCompletionSource t) { await t.Task; }", "MoveNext"),
        ["await-let-go"] = (
            "public static async Task<int> Run(CancellationToken t) { return (await System.Net.Dns.GetHostAddressesAsync(\"\", t)).Length; }", "MoveNext"),
        ["wait-held"] = ("public static int Run(Stream s, byte[] b) { var t = s.ReadAsync(b, 0, 1); Console.Beep(); return t.Result; }", "Run"),
        ["await-in-handler"] = (
            "static Task T() => null; public static async Task Run() { while (true) { try { await T(); } catch (IOException) { await T(); } } }",
            "MoveNext"),
        ["await-in-finally"] = (
            "static Task T() => null; public static async Task Run() { try { await T(); } finally { await T(); } }", "MoveNext"),
        ["iterator"] = ("public static IEnumerable<int> Run(int n) { while (n > 0) { yield return n--; } }", "MoveNext"),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_weaver_makes_what_the_snapshot_says(string name)
    {
        var (source, method) = Cases[name];
        var woven = Snippet.Compile($"public static class Code {{ {source} }}", OptimizationLevel.Release).Weave();
        Snapshot.Match($"{name}.il", $"// {source}\n\n{Disassembly.Of(woven.Assembly, method)}");
    }

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("1", "false", true)]
    [InlineData(null, null, false)]
    [InlineData(null, "true", false)]
    public void Snapshots_are_written_only_on_request(string? update, string? ci, bool written) =>
        Assert.Equal(written, Snapshot.MayWrite(update, ci));

    [Fact]
    public void Snapshots_are_never_written_in_CI() =>
        Assert.Throws<InvalidOperationException>(() => Snapshot.MayWrite("1", "true"));
}
