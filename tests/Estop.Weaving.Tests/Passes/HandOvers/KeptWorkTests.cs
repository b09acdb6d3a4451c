using Estop.Weaving.Tests.Harness;

namespace Estop.Weaving.Tests.Passes.HandOvers;

/// <summary>What a library starts and keeps serves all its callers, and does not end with the one that came first.</summary>
public class KeptWorkTests
{
    private static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("a task", "Kept ??= Task.Run(Drain);", "")]
    [InlineData("a task of a loop that awaits", "Kept ??= Task.Run(DrainAsync);", "")]
    [InlineData("a task of a factory", "Kept ??= Task.Factory.StartNew(Drain);", "")]
    [InlineData("a thread", "if (T == null) { T = new Thread(Drain) { IsBackground = true }; T.Start(); }", "")]
    public async Task Work_that_a_library_keeps_goes_on(string what, string start, string members)
    {
        using var code = Compile(start, members).WeaveAsLibrary().Load();

        await Worker.StopAsync(code);

        Assert.True(GoesOn(code, HardTimeout), $"What serves all has ended: {what}.");
        code.Call("End");
    }

    [Fact]
    public async Task Work_that_nobody_keeps_ends_with_the_scope()
    {
        using var code = Compile("_ = Task.Run(Drain);", "").WeaveAsLibrary().Load();

        await Worker.StopAsync(code);

        Assert.False(GoesOn(code, TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task In_the_code_of_a_worker_kept_work_ends_with_the_scope()
    {
        using var code = Compile("Kept ??= Task.Run(Drain);", "").Weave().Load();

        await Worker.StopAsync(code);

        Assert.False(GoesOn(code, TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public void The_report_names_the_work_that_is_kept()
    {
        var report = Compile("Kept ??= Task.Run(Drain);", "").WeaveAsLibrary().Report;

        var finding = Assert.Single(report.Findings, finding => finding.Cause == StoppabilityCause.KeptWork);
        Assert.Contains("Run", finding.Subject);
    }

    [Fact]
    public void A_local_that_a_lambda_keeps_is_no_field_that_was_written()
    {
        var report = Compile("var t = Task.Run(Drain); Show = () => t;", "static Func<Task> Show;").WeaveAsLibrary().Report;

        Assert.DoesNotContain(report.Findings, finding => finding.Cause == StoppabilityCause.KeptWork);
    }

    private static bool GoesOn(LoadedSnippet code, TimeSpan timeout)
    {
        var before = Rounds(code);
        return SpinWait.SpinUntil(() => Rounds(code) > before + 3, timeout);
    }

    private static int Rounds(LoadedSnippet code) => (int)code.Call("Rounds")!;

    private static Snippet Compile(string start, string members) => Snippet.Compile(
        $$"""
        public static class Code
        {
            static Task Kept;
            static Thread T;
            static int rounds;
            static volatile bool end;
            {{members}}
            public static int Rounds() => Volatile.Read(ref rounds);
            public static void End() => end = true;
            static void Drain() { while (!end) { Interlocked.Increment(ref rounds); Thread.Sleep(1); } }
            static async Task DrainAsync() { while (!end) { Interlocked.Increment(ref rounds); await Task.Delay(1); } }
            public static void Run(Action ready)
            {
                {{start}}
                while (Rounds() == 0) { }
                ready();
                while (true) { }
            }
        }
        """,
        Microsoft.CodeAnalysis.OptimizationLevel.Release);
}
