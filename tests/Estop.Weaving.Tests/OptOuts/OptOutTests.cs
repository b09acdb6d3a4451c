using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Estop.Weaving.Tests.OptOuts;

/// <summary>What is marked with <c>[Unstoppable]</c> is left as the compiler has written it, and listed.</summary>
public class OptOutTests
{
    private const string Loop = "while (n < 10) n++; Console.Out.Flush();";

    [Theory, BothLevels]
    public void A_method_that_opts_out_is_left_as_it_is_and_listed_with_its_reason(OptimizationLevel level)
    {
        var woven = Snippet.Compile(
            $$"""
            public static class Code
            {
                [Estop.Unstoppable("a driver's state")]
                public static void Out(int n) { try { {{Loop}} } catch { } finally { Thread.Sleep(0); } }
                public static void In(int n) { {{Loop}} }
            }
            """,
            level).Weave();

        Assert.Equal(["Code.In(Int32)"], WovenMethods(woven));
        var finding = Assert.Single(woven.Report.Findings);
        Assert.Equal(StoppabilityCause.OptOut, finding.Cause);
        Assert.Equal(("Code.Out(Int32)", "a driver's state", 1), (finding.Subject, finding.Detail, finding.Count));
        Assert.Equal("/_/Snippet.cs", Assert.Single(finding.Sites).File);
    }

    [Theory]
    [InlineData("""[Estop.Unstoppable("why")] int Property { get { Loop(0); return 0; } set { Loop(value); } }""", "Outer.Property")]
    [InlineData("""int Property { [Estop.Unstoppable("why")] get { Loop(0); return 0; } }""", "Outer.get_Property()")]
    [InlineData("""[Estop.Unstoppable("why")] Outer() { Loop(0); }""", "Outer.new()")]
    [InlineData("""[Estop.Unstoppable("why")] event Action E { add { Loop(0); } remove { Loop(0); } }""", "Outer.E")]
    [InlineData("""[Estop.Unstoppable("why")] class Inner { void Do() { Loop(0); } class Innermost { void Do() { Loop(0); } } }""", "Outer.Inner")]
    [InlineData("""[Estop.Unstoppable("why")] interface IInner { void Do() { Loop(0); } }""", "Outer.IInner")]
    [InlineData("""[Estop.Unstoppable("why")] async Task Do() { while (true) { await Task.Delay(1); Thread.Sleep(1); } }""", "Outer.Do()")]
    [InlineData("""[Estop.Unstoppable("why")] IEnumerable<int> Do() { while (true) { Thread.Sleep(1); yield return 1; } }""", "Outer.Do()")]
    [InlineData("""[Estop.Unstoppable("why")] async IAsyncEnumerable<int> Do() { while (true) { await Task.Yield(); yield return 1; } }""", "Outer.Do()")]
    [InlineData("""[Estop.Unstoppable("why")] void Do(int n) { Action a = () => { Action b = () => Loop(n); b(); }; a(); }""", "Outer.Do(Int32)")]
    [InlineData("""[Estop.Unstoppable("why")] void Do() { Action a = static async () => { await Task.Yield(); Loop(0); }; a(); }""", "Outer.Do()")]
    [InlineData("""[Estop.Unstoppable("why")] void Do() { Local(); void Local() => Loop(0); }""", "Outer.Do()")]
    public void Whatever_a_member_consists_of_is_left_with_it(string member, string subject)
    {
        foreach (var level in (ReadOnlySpan<OptimizationLevel>)[OptimizationLevel.Debug, OptimizationLevel.Release])
        {
            var woven = Snippet.Compile(
                $$"""
                #pragma warning disable CS8321
                class Outer { static void Loop(int n) { for (var i = 0; i < n; i++) Thread.Sleep(i); } {{member}} }
                """,
                level).Weave();

            Assert.Equal(["Outer.Loop(Int32)"], WovenMethods(woven));
            Assert.All(woven.Report.Findings, finding => Assert.Equal((subject, "why"), (finding.Subject, finding.Detail)));
            Assert.NotEmpty(woven.Report.Findings);
            using var code = woven.Load();
        }
    }

    [Fact]
    public void An_assembly_that_opts_out_is_left_as_it_is_and_still_stamped()
    {
        var woven = Snippet.Compile(
            $$"""[assembly: Estop.Unstoppable("a driver")] public static class Code { public static void Run(int n) { {{Loop}} } }""",
            OptimizationLevel.Release).Weave();

        Assert.Empty(WovenMethods(woven));
        Assert.Equal("the assembly Snippet", Assert.Single(woven.Report.Findings).Subject);
        Assert.Equal(0, woven.Report.Coverage);
    }

    [Theory]
    [InlineData("null!")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    public void An_opt_out_without_a_reason_is_refused_and_its_place_named(string reason)
    {
        var snippet = Snippet.Compile(
            $$"""
            public static class Code
            {
                [Estop.Unstoppable({{reason}})]
                public static void Run(int n)
                {
                    {{Loop}}
                }
            }
            """,
            OptimizationLevel.Release);

        var error = Assert.Throws<WeavingException>(snippet.Weave);

        Assert.Contains("[Unstoppable] on Code.Run(Int32) gives no reason", error.Message);
        Assert.Equal("/_/Snippet.cs", error.Site?.File);
        Assert.InRange(error.Site!.Line!.Value, 5, 6);
    }

    [Fact]
    public async Task A_stop_comes_at_the_next_safepoint_outside()
    {
        using var code = Snippet.Compile(
            """
            public static class Code
            {
                public static List<string> Log = new();

                public static void Run(Action ready) { while (true) { Whole(ready); } }

                [Estop.Unstoppable("all three, or none")]
                private static void Whole(Action ready)
                {
                    Log.Add("in");
                    ready();
                    for (var i = 0; i < 100_000_000; i++) { if (i == 99_999_999) Log.Add("out"); }
                }
            }
            """,
            OptimizationLevel.Release).Weave().Load();

        await Worker.StopAsync(code);

        var log = code.Log().Split(' ');
        Assert.Equal(log.Count(entry => entry == "in"), log.Count(entry => entry == "out"));
    }

    /// <summary>The methods into which the weaver has put anything; the initialiser of all lambdas belongs to none.</summary>
    private static string[] WovenMethods(WovenSnippet woven)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(woven.Assembly));
        return
        [
            .. assembly.MainModule.GetTypes()
                .SelectMany(type => type.Methods)
                .Where(method => method is { HasBody: true, Name: not ".cctor" } && method.Body.Instructions.Any(CallsRuntime))
                .Select(Weaving.Reports.MethodNames.InSource)
                .Distinct(),
        ];
    }

    private static bool CallsRuntime(Instruction instruction) =>
        instruction.Operand is MethodReference { DeclaringType: { Namespace: "Estop.Runtime" or "Estop.Runtime.Waits" } };
}
