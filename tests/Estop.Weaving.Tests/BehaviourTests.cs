using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests;

/// <summary>While nothing is being stopped, woven code does what it did.</summary>
public class BehaviourTests
{
    [Theory, BothLevels]
    public void Handlers_and_cleanups_do_what_they_did(OptimizationLevel level)
    {
        const string Source =
            """
            public static class Code
            {
                public static string Run()
                {
                    var log = new List<string>();
                    for (var i = 0; i < 6; i++)
                    {
                        try
                        {
                            log.Add(Step(i, log));
                        }
                        catch (ArgumentException e) when (e.ParamName == "x")
                        {
                            log.Add("filtered");
                            continue;
                        }
                        catch (ArgumentException)
                        {
                            log.Add("argument");
                            if (i == 3) break;
                        }
                        catch
                        {
                            log.Add("any");
                        }
                        finally
                        {
                            log.Add("finally");
                        }
                        log.Add("next");
                    }
                    return string.Join(' ', log);
                }

                static string Step(int i, List<string> log)
                {
                    try
                    {
                        switch (i)
                        {
                            case 0: return "ok";
                            case 1: throw new ArgumentException("", "x");
                            case 2: throw new InvalidOperationException();
                            case 3: throw new ArgumentException("", "y");
                            default: return "late";
                        }
                    }
                    catch (Exception e)
                    {
                        try { log.Add(e.GetType().Name); throw; }
                        finally { log.Add("inner"); }
                    }
                    finally { log.Add("outer"); }
                }
            }
            """;
        using var code = Snippet.Compile(Source, level).Weave().Load();
        Assert.Equal(
            "outer ok finally next ArgumentException inner outer filtered finally InvalidOperationException inner outer "
            + "any finally next ArgumentException inner outer argument finally",
            code.Call("Run"));
    }

    [Theory, BothLevels]
    public async Task Async_code_does_what_it_did(OptimizationLevel level)
    {
        const string Source =
            """
            public static class Code
            {
                static readonly List<string> log = [];

                public static async Task<string> Run()
                {
                    log.Clear();
                    await using (new Later("using"))
                    {
                        try
                        {
                            log.Add(await new Generic<string>().Echo("echo"));
                            await Fail();
                        }
                        catch (InvalidOperationException e) when (e.Message == "fail")
                        {
                            await Task.Yield();
                            log.Add("caught");
                        }
                        finally
                        {
                            await Task.Delay(1);
                            log.Add("finally");
                        }
                    }
                    await foreach (var one in Numbers()) { if (one == 2) break; log.Add(one.ToString()); }
                    Func<int, Task<int>> lambda = async x => { await Task.CompletedTask; return x + 1; };
                    log.Add((await lambda(6)).ToString());
                    var done = new TaskCompletionSource<int>();
                    Forget(done);
                    log.Add((await done.Task).ToString());
                    try { await Rethrow(); } catch (Exception e) { log.Add(e.Message); }
                    log.Add((await Returned()).ToString());
                    return string.Join(' ', log);
                }

                static async Task Fail() { await Task.Yield(); throw new InvalidOperationException("fail"); }
                static async Task Rethrow() { try { await Fail(); } catch { await Task.Yield(); throw; } }
                static async ValueTask<int> Returned() { try { await Task.Yield(); return 9; } finally { await Task.Yield(); } }
                static async void Forget(TaskCompletionSource<int> done) { await Task.Yield(); done.SetResult(8); }
                static async IAsyncEnumerable<int> Numbers([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
                {
                    try { for (var i = 0; ; i++) { await Task.Yield(); token.ThrowIfCancellationRequested(); yield return i; } }
                    finally { await Task.Yield(); log.Add("disposed"); }
                }

                sealed class Generic<T> { public async Task<T> Echo<U>(U value) where U : T { await Task.Yield(); return value; } }
                sealed class Later(string name) : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Yield(); log.Add(name); } }
            }
            """;
        using var code = Snippet.Compile(Source, level).Weave().Load();
        Assert.Equal("echo caught finally using 0 1 disposed 7 8 fail 9", await code.Delegate<Func<Task<string>>>("Run")());
    }

    [Theory, BothLevels]
    public void Loops_around_awaits_in_try_blocks_are_woven_however_the_compiler_tells_where_to_go_on(OptimizationLevel level) =>
        Snippet.Compile(
            """
            public static class Code
            {
                static async Task Once(int x) { while (x > 0) { try { await Task.Delay(0); } finally { Console.WriteLine(); } } }
                static async Task Twice(int x)
                {
                    while (x > 0) { try { await Task.Delay(0); await Task.Delay(1); } finally { Console.WriteLine(); } }
                }
                static async Task OneEndOfTwoLoops(int x)
                {
                    foreach (var i in new List<int> { x })
                    {
                        var (n, state) = (39, 0);
                        while (true)
                        {
                            switch (state)
                            {
                                case 0: if (n >= 41) { goto Done; } state = 1; break;
                                case 1: state = 0; n += 1; if ((x & 0xFFFF) % 10 == 1) { goto Next; } break;
                            }
                        }
                        Done: ;
                        Next: ;
                    }
                }
                static async Task InAHandler(int x)
                {
                    while (x > 0) { try { try { Console.WriteLine(); } catch { await Task.Delay(0); } } finally { Console.WriteLine(); } }
                }
                static async IAsyncEnumerable<int> Iterator(int x, IAsyncDisposable used)
                {
                    foreach (var i in new List<int> { x })
                    {
                        while (x > 0) { await Task.Delay(0); yield return x; }
                        try { try { await using (used) { } } catch { await Task.Delay(0); throw new Exception(); } }
                        finally { Console.WriteLine(); }
                    }
                }
                static async IAsyncEnumerable<int> IteratorOfStates(int x, IAsyncDisposable used)
                {
                    foreach (var i in new List<int> { x })
                    {
                        var state = 0;
                        while (true)
                        {
                            switch (state)
                            {
                                case 0: if (x >= 29) { goto Done; } state = 3; break;
                                case 3: state = 0; x += 3; await Task.Delay(0); yield return x; break;
                            }
                        }
                        Done:
                        try { try { await using (used) { } } catch { await Task.Delay(0); throw new Exception(); } }
                        finally { Console.WriteLine(); }
                    }
                }
                static async IAsyncEnumerable<int> IteratorWithALoopInCleanup(int x)
                {
                    try { }
                    finally
                    {
                        var i = x;
                        while (true)
                        {
                            try { if (i >= 50) { break; } i += 3; if (i % 2 == 0) { throw new ArgumentException(); } }
                            catch (ArgumentException e) when (e.ParamName is null) { continue; }
                        }
                    }
                    yield return x;
                }
            }
            """,
            level).Weave();

    [Theory, BothLevels]
    public async Task An_async_method_that_never_awaits_does_what_it_did(OptimizationLevel level)
    {
        const string Source =
            """
            public static class Code
            {
                public static async Task<string> Run() => $"{await Sum(4)} {await Sum(-1)}";

                #pragma warning disable CS1998
                static async Task<int> Sum(int n)
                {
                    var cells = new int[9];
                    switch ((object)n) { case int when n % 3 == 1: cells[0] = 7; break; case string: return 0; }
                    for (var i = 0; i < cells.Length; i++) { cells[i] += n; }
                    return cells.Sum();
                }
            }
            """;
        using var code = Snippet.Compile(Source, level).Weave().Load();
        Assert.Equal("43 -9", await code.Delegate<Func<Task<string>>>("Run")());
    }

    [Theory, BothLevels]
    public async Task An_async_iterator_that_ends_in_a_handler_does_what_it_did(OptimizationLevel level)
    {
        const string Source =
            """
            public static class Code
            {
                public static async Task<string> Run()
                {
                    var log = new List<string>();
                    for (var i = 0; i < 3; i++)
                    {
                        try { await foreach (var one in Numbers(i, log)) { log.Add($"{one}"); } } catch (Exception e) { log.Add(e.Message); }
                    }
                    return string.Join(' ', log);
                }

                static async IAsyncEnumerable<int> Numbers(int n, List<string> log)
                {
                    try { if (n > 0) { throw new InvalidOperationException(); } }
                    catch
                    {
                        log.Add("caught");
                        if (n == 1) { yield break; }
                        throw new ArgumentException("again");
                    }
                    finally { log.Add("finally"); }
                    yield return n;
                }
            }
            """;
        using var code = Snippet.Compile(Source, level).Weave().Load();
        Assert.Equal("finally 0 caught finally caught finally again", await code.Delegate<Func<Task<string>>>("Run")());
    }

    [Theory, BothLevels]
    public void Unusual_code_does_what_it_did(OptimizationLevel level)
    {
        const string Source =
            """
            using System.Runtime.CompilerServices;

            public static class Code
            {
                static int initialised;

                public static string Run()
                {
                    var results = new List<object>
                    {
                        Stack(5), Spans("1,22,333"), Pinned([3, 4]), Generics(2, "x"), Tuples(), References(), initialised, Structs(),
                        Locals(3), new Init { Value = 4 }.Value, Switch("b"), Patterns(7), Volatile(), Query(),
                    };
                    return string.Join(' ', results);
                }

                [ModuleInitializer]
                internal static void Initialise() { for (var i = 0; i < 3; i++) { initialised += Square(i); } }

                static int Square(int x) => x * x;
                static unsafe int Stack(int n) { var p = stackalloc int[n]; for (var i = 0; i < n; i++) { p[i] = Square(i); } return p[n - 1]; }
                static int Spans(ReadOnlySpan<char> text) { var s = 0; foreach (var part in text.Split(',')) { s += int.Parse(text[part]); } return s; }
                static unsafe int Pinned(int[] a) { fixed (int* p = a) { var s = 0; for (var i = 0; i < a.Length; i++) { s += p[i]; } return s; } }
                static string Generics<T, U>(T a, U b) where U : class { try { while (b == null) { } return $"{a}{b}"; } catch (InvalidCastException) when (a is null) { return null; } finally { Square(1); } }
                static (int, string) Tuples() { try { return (1, "a"); } finally { Square(2); } }
                static int References() { var a = new[] { 1, 2 }; ref var x = ref Max(a); x = 9; return a[1]; }
                static ref int Max(int[] a) { var at = 0; for (var i = 1; i < a.Length; i++) { if (a[i] > a[at]) at = i; } return ref a[at]; }
                static int Structs() { using var s = new Struct(); var c = 0; foreach (var x in new List<int> { 1, 2 }) { c += x; } return c; }
                [SkipLocalsInit] static int Locals(int n) { int x; try { x = Square(n); } catch (Exception e) { x = e.HResult; Square(3); } return x; }
                static int Switch(string s) { while (true) { switch (s) { case "a": return 1; case "b": s = "a"; continue; default: return 0; } } }
                static string Patterns(object o) => o switch { int i when i > 5 => "big", int => "small", _ => "none" };
                static volatile int v;
                static int Volatile() { while (v < 3) { v++; } return v; }
                static int Query() => (from x in Enumerable.Range(0, 5) where x % 2 == 0 select x).Sum();

                sealed class Init { public int Value { get; init; } }
                ref struct Struct : IDisposable { public void Dispose() { Square(1); } }
            }
            """;
        using var code = Snippet.Compile(Source, level).Weave().Load();
        Assert.Equal("16 356 7 2x (1, a) 9 5 3 9 4 1 big 3 6", code.Call("Run"));
    }
}
