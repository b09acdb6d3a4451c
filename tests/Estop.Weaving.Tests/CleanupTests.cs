using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests;

/// <summary>What a stop finds on its way out of woven code: handlers run, cleanup runs, and nothing swallows it.</summary>
public class CleanupTests
{
    [Theory, BothLevels]
    public Task A_finally_block_runs_to_its_end(OptimizationLevel level) => Logs(
        "cleaned", level, "try { ready(); Spin(); } finally { Work(); Log.Add(\"cleaned\"); }");

    [Theory, BothLevels]
    public Task Nested_cleanup_runs_from_the_inside_out(OptimizationLevel level) => Logs(
        "inner outer disposed",
        level,
        "using var r = new Resource(); try { try { ready(); Spin(); } finally { Work(); Log.Add(\"inner\"); } } finally { Work(); Log.Add(\"outer\"); }");

    [Theory, BothLevels]
    public Task A_stop_that_arrives_in_cleanup_waits_for_its_end(OptimizationLevel level) => Logs(
        "cleaned",
        level,
        "try { Log.Clear(); } finally { ready(); WaitForStop(); Work(); Log.Add(\"cleaned\"); } Spin(); Log.Add(\"never\");");

    [Theory, BothLevels]
    public Task Cleanup_that_throws_leaves_no_shield_behind(OptimizationLevel level) => Logs(
        "cleaned",
        level,
        """
        for (var i = 0; i < 10; i++)
        {
            try { try { Work(); } finally { Work(); if (i >= 0) { throw new InvalidOperationException(); } } }
            catch (InvalidOperationException) { }
        }
        try { ready(); Spin(); } finally { Work(); Log.Add("cleaned"); }
        """);

    [Theory, BothLevels]
    public Task A_stop_that_arrives_in_Dispose_waits_for_its_end(OptimizationLevel level) => Logs(
        "disposed",
        level,
        "Ready = () => { ready(); WaitForStop(); }; new Resource().Dispose(); Spin(); Log.Add(\"never\");");

    [Theory, BothLevels]
    public Task A_handler_that_swallows_runs_and_the_stop_returns_at_its_end(OptimizationLevel level) => Logs(
        "caught",
        level,
        "try { ready(); Spin(); } catch (Exception) { Work(); Log.Add(\"caught\"); } Log.Add(\"never\");");

    [Theory, BothLevels]
    public Task A_handler_that_swallows_by_returning_or_going_on_does_not_keep_the_stop(OptimizationLevel level) => Logs(
        "caught caught",
        level,
        """
        ready();
        while (true)
        {
            try { Swallow(); Log.Add("never"); }
            catch { Log.Add("caught"); if (Log.Count < 100) continue; else return; }
        }
        """);

    [Theory, BothLevels]
    public Task An_empty_handler_does_not_keep_the_stop(OptimizationLevel level) => Logs(
        "cleaned", level, "try { try { ready(); Spin(); } catch { } Log.Add(\"never\"); } finally { Log.Add(\"cleaned\"); }");

    [Theory, BothLevels]
    public Task A_handler_that_throws_again_is_cleanup(OptimizationLevel level) => Logs(
        "released",
        level,
        "try { ready(); Spin(); } catch { Work(); Log.Add(\"released\"); throw; }");

    [Theory, BothLevels]
    public Task A_handler_that_throws_something_else_does_not_keep_the_stop_from_others(OptimizationLevel level) => Logs(
        "first second",
        level,
        """
        try
        {
            try { ready(); Spin(); }
            catch (OperationCanceledException e) { Work(); Log.Add("first"); throw new InvalidOperationException("wrapped", e); }
        }
        catch (InvalidOperationException) { Work(); Log.Add("second"); }
        Log.Add("never");
        """);

    [Theory, BothLevels]
    public Task A_filter_decides_as_it_did(OptimizationLevel level) => Logs(
        "yes",
        level,
        """
        try { ready(); Spin(); }
        catch (Exception) when (Log.Count > 0) { Log.Add("no"); }
        catch (Exception e) when (e is OperationCanceledException) { Work(); Log.Add("yes"); }
        Log.Add("never");
        """);

    [Theory, BothLevels]
    public Task A_filter_whose_call_catches_something_decides_as_it_did(OptimizationLevel level) => Logs(
        "yes",
        level,
        """
        try { ready(); Spin(); }
        catch (Exception) when (Refuses()) { Log.Add("no"); }
        catch (Exception) when (Takes()) { Work(); Log.Add("yes"); }
        Log.Add("never");
        """);

    [Theory, BothLevels]
    public Task A_lock_is_released(OptimizationLevel level) => Logs(
        "free",
        level,
        """
        var gate = new object();
        try { lock (gate) { ready(); Spin(); } }
        finally { if (!Monitor.IsEntered(gate)) Log.Add("free"); }
        """);

    [Theory, BothLevels]
    public Task The_finally_block_of_an_iterator_runs(OptimizationLevel level) => Logs(
        "iterator", level, "foreach (var one in Numbers()) { if (one == 3) { ready(); Spin(); } }");

    [Theory, BothLevels]
    public Task The_finally_block_of_an_iterator_that_others_consume_runs(OptimizationLevel level) => Logs(
        "iterator", level, "_ = Numbers().Select(one => { if (one == 3) { ready(); Spin(); } return one; }).Count();");

    [Theory, BothLevels]
    public async Task A_type_initialiser_runs_to_its_end_and_the_type_stays_usable(OptimizationLevel level)
    {
        using var code = Compile(level, "Ready = () => { ready(); WaitForStop(); }; Spin(Initialised.Value); Log.Add(\"never\");");
        await Worker.StopAsync(code);
        Assert.Equal(42, code.Call("Value"));
        Assert.Equal("initialised", code.Log());
    }

    [Theory, BothLevels]
    public async Task Cleanup_that_does_not_end_is_cut_when_its_budget_is_spent(OptimizationLevel level)
    {
        using var code = Compile(level, "try { ready(); Spin(); } finally { Log.Add(\"began\"); Spin(); }");
        var receipt = await Worker.StopAsync(code, Worker.Ladder with { CleanupBudget = TimeSpan.FromMilliseconds(50) });
        Assert.Equal(CleanupOutcome.Cut, receipt.Cleanup);
        Assert.Equal("began", code.Log());
    }

    [Theory, BothLevels]
    public async Task A_handler_that_does_not_end_is_cut_when_its_budget_is_spent(OptimizationLevel level)
    {
        using var code = Compile(level, "try { ready(); Spin(); } catch { Log.Add(\"began\"); Spin(); }");
        await Worker.StopAsync(code, Worker.Ladder with { HandlerBudget = TimeSpan.FromMilliseconds(50) });
        Assert.Equal("began", code.Log());
    }

    [Theory, BothLevels]
    public Task Cleanup_around_an_await_runs(OptimizationLevel level) => LogsOfTask(
        "caught cleaned disposed",
        level,
        """
        using var r = new Resource();
        try { ready(); await Task.Delay(Timeout.Infinite); }
        catch (OperationCanceledException) { Work(); Log.Add("caught"); throw; }
        finally { Work(); Log.Add("cleaned"); }
        """);

    [Theory, BothLevels]
    public Task A_stop_in_a_caller_passes_through_all_awaiting_methods(OptimizationLevel level) => LogsOfTask(
        "2 1 0", level, "await Nested(2, ready); Log.Add(\"never\");");

    [Theory, BothLevels]
    public Task A_handler_with_an_await_runs_on_into_its_body(OptimizationLevel level) => LogsOfTask(
        "caught",
        level,
        """
        try { ready(); await Task.Delay(Timeout.Infinite); }
        catch (Exception) { Log.Add("caught"); await Task.CompletedTask; }
        while (true) { await Task.Yield(); }
        """);

    private static async Task Logs(string expected, OptimizationLevel level, string body)
    {
        using var code = Compile(level, body);
        await Worker.StopAsync(code);
        Assert.Equal(expected, code.Log());
    }

    private static async Task LogsOfTask(string expected, OptimizationLevel level, string body)
    {
        using var code = Compile(level, body, "async Task");
        await Worker.StopTaskAsync(code);
        Assert.Equal(expected, code.Log());
    }

    private static LoadedSnippet Compile(OptimizationLevel level, string body, string returns = "void") => Snippet.Compile(
        $$"""
        public static class Code
        {
            public static readonly List<string> Log = [];
            public static Action Ready = () => { };
            static int n = 10000;

            public static {{returns}} Run(Action ready) { {{body}} }
            public static int Value() => Initialised.Value;

            static void Spin(int start = 0) { while (start != -1) { } }
            static void Work() { for (var i = 0; i < n; i++) { Square(i); } }
            static bool Takes() { try { throw new Exception(); } catch (Exception e) { return e.Message.Length > 0; } }
            static bool Refuses() => !Takes();
            static int Square(int i) => i < 2 ? i : Square(1) * i;
            static void WaitForStop() { while (!Estop.StopScope.Current.IsStopping) { } }
            static void Swallow() { try { Spin(); } catch (Exception) { Log.Add("caught"); } }
            static IEnumerable<int> Numbers()
            {
                try { for (var i = 0; ; i++) { yield return i; } }
                finally { Work(); Log.Add("iterator"); }
            }
            static async Task Nested(int depth, Action ready)
            {
                try { if (depth > 0) { await Nested(depth - 1, ready); } else { ready(); await Task.Delay(Timeout.Infinite); } }
                finally { Work(); Log.Insert(0, depth.ToString()); }
            }

            sealed class Resource : IDisposable
            {
                public void Dispose() { Ready(); Work(); Log.Add("disposed"); }
            }

            static class Initialised
            {
                public static readonly int Value;
                static Initialised() { Ready(); Work(); Log.Add("initialised"); Value = 42; }
            }
        }
        """,
        level).Weave().Load();
}
