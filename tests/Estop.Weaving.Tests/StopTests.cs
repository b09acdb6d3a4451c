using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests;

/// <summary>Woven code that looks at nothing ends when its scope is stopped, whatever it is doing.</summary>
public class StopTests
{
    public static TheoryData<string, OptimizationLevel> EndlessBodies()
    {
        string[] bodies =
        [
            "ready(); while (true) { }",
            "ready(); for (;;) { for (var i = 0; i < 100000; i++) { for (var k = 0; k < 30; k++) { Count += k; } } }",
            "ready(); do { Count++; } while (Count != -1 || true);",
            "ready(); again: Count++; goto again;",
            "ready(); while (true) { switch (Count++ % 3) { case 0: continue; case 1: break; default: Count++; continue; } }",
            "ready(); while (true) { try { Thread.Sleep(1); } catch { } }",
            "ready(); while (true) { try { Thread.Sleep(Timeout.Infinite); } catch (Exception e) { Count += e.Message.Length; } finally { Count++; } }",
            "ready(); while (true) { try { while (true) { Count++; } } catch when (Count > 0) { continue; } }",
            "ready(); Fibonacci(100);",
            "ready(); Even(10000);",
            "ready(); _ = Enumerable.InfiniteSequence(0L, 1L).All(x => x >= -1);",
            "ready(); _ = Ones().Count();",
            "ready(); foreach (var one in Ones()) { Count += one; }",
            "ready(); new SortedSet<Endless> { new(), new(), new() };",
            "var gate = new object(); using var held = Holder(gate); ready(); lock (gate) { }",
            "var gate = new Lock(); using var held = Holder(gate); ready(); lock (gate) { }",
            "var task = new TaskCompletionSource<int>().Task; ready(); Count += task.Result;",
            "var task = new TaskCompletionSource().Task; ready(); task.Wait();",
            "var task = new TaskCompletionSource().Task; ready(); task.GetAwaiter().GetResult();",
            "using var handle = new ManualResetEvent(false); ready(); handle.WaitOne();",
            "var done = new CountdownEvent(1); ready(); done.Wait();",
            "var items = new System.Collections.Concurrent.BlockingCollection<int>(); ready(); Count += items.Take();",
        ];
        var data = new TheoryData<string, OptimizationLevel>();
        foreach (var body in bodies)
        {
            data.Add(body, OptimizationLevel.Debug);
            data.Add(body, OptimizationLevel.Release);
        }

        return data;
    }

    [Theory, MemberData(nameof(EndlessBodies))]
    public async Task A_thread_ends_wherever_it_is(string body, OptimizationLevel level)
    {
        using var code = Snippet.Compile(
            $$"""
            public static class Code
            {
                public static int Count;

                public static void Run(Action ready) { {{body}} }

                static long Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
                static bool Even(int depth) => depth == 0 || Odd(depth - 1) && Odd(depth - 1) && Odd(depth - 1);
                static bool Odd(int depth) => depth == 0 || Even(depth - 1) && Even(depth - 1) && Even(depth - 1);
                static IEnumerable<int> Ones() { while (true) { yield return 1; } }

                static IDisposable Holder(object gate)
                {
                    var (taken, free) = (new TaskCompletionSource(), new TaskCompletionSource());
                    new Thread(Hold) { IsBackground = true }.UnsafeStart();
                    taken.Task.Wait();
                    return new Release(free);
                    void Hold() { lock (gate) { taken.SetResult(); free.Task.Wait(); } }
                }

                static IDisposable Holder(Lock gate)
                {
                    var (taken, free) = (new TaskCompletionSource(), new TaskCompletionSource());
                    new Thread(Hold) { IsBackground = true }.UnsafeStart();
                    taken.Task.Wait();
                    return new Release(free);
                    void Hold() { lock (gate) { taken.SetResult(); free.Task.Wait(); } }
                }

                sealed class Release(TaskCompletionSource free) : IDisposable { public void Dispose() => free.SetResult(); }

                sealed class Endless : IComparable<Endless>
                {
                    public int CompareTo(Endless other) { while (Count != -1) { } return 0; }
                }
            }
            """,
            level).Weave().Load();
        await Worker.StopAsync(code);
    }

    public static TheoryData<string, OptimizationLevel> EndlessTasks()
    {
        string[] bodies =
        [
            "ready(); while (true) { await Task.Yield(); }",
            "ready(); await Task.Delay(Timeout.Infinite);",
            "ready(); while (true) { try { await Task.Delay(10); } catch { } }",
            "ready(); while (true) { try { await Task.Delay(Timeout.Infinite); } catch (Exception e) { await Task.Yield(); Count += e.Message.Length; } }",
            "var done = new TaskCompletionSource(); ready(); await done.Task;",
            "var done = new TaskCompletionSource<int>(); ready(); Count += await done.Task.ConfigureAwait(false);",
            "var done = new TaskCompletionSource(); ready(); await Task.WhenAll(done.Task, Task.CompletedTask);",
            "using var gate = new SemaphoreSlim(0); ready(); await gate.WaitAsync();",
            "var channel = System.Threading.Channels.Channel.CreateUnbounded<int>(); ready(); Count += await channel.Reader.ReadAsync();",
            "ready(); await foreach (var one in Ones()) { Count += one; }",
            "ready(); await Task.Run(() => { while (true) { } });",
            "ready(); Thread.Sleep(Timeout.Infinite);",
            "var lambda = async () => { while (true) { await Task.Yield(); } }; ready(); await lambda();",
            "ready(); await Deep(20);",
            "Forget(); ready(); await Task.Delay(Timeout.Infinite);",
            "Forget(); ready(); while (true) { await Task.Yield(); }",
        ];
        var data = new TheoryData<string, OptimizationLevel>();
        foreach (var body in bodies)
        {
            data.Add(body, OptimizationLevel.Debug);
            data.Add(body, OptimizationLevel.Release);
        }

        return data;
    }

    [Theory, MemberData(nameof(EndlessTasks))]
    public async Task A_task_ends_wherever_it_is(string body, OptimizationLevel level)
    {
        using var code = Snippet.Compile(
            $$"""
            public static class Code
            {
                public static int Count;

                public static async Task Run(Action ready) { {{body}} }

                static async void Forget() { await Task.Yield(); while (true) { await Task.Delay(1); } }
                static async Task Deep(int depth)
                {
                    if (depth > 0) { await Deep(depth - 1); }
                    while (true) { await Task.Delay(1); }
                }
                static async IAsyncEnumerable<int> Ones() { while (true) { await Task.Yield(); yield return 1; } }
            }
            """,
            level).Weave().Load();
        await Worker.StopTaskAsync(code);
    }
}
