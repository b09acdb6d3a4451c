using System.Runtime.CompilerServices;
using Estop.Weaving.Reports;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Estop.Weaving.Tests.Reports;

/// <summary>The report names what a stop does not come through, and where it is.</summary>
public class StoppabilityReportTests
{
    [Fact]
    public void Each_cause_has_a_code_of_its_own_and_is_explained()
    {
        var causes = Enum.GetValues<StoppabilityCause>().Select(Causes.Of).ToList();

        Assert.All(causes, cause =>
        {
            Assert.Matches("^ESTOP1[0-9]{3}$", cause.Code);
            Assert.NotEmpty(cause.Title);
            Assert.NotEmpty(cause.Meaning);
        });
        Assert.Distinct(causes.Select(cause => cause.Code));
        Assert.Distinct(causes.Select(cause => cause.Title));
    }

    [Fact]
    public void Each_cause_is_in_the_reference_with_its_code()
    {
        var reference = File.ReadAllText(ReferencePath());

        Assert.All(Enum.GetValues<StoppabilityCause>(), cause =>
            Assert.Contains($"| `{cause}` | {Causes.Of(cause).Code} |", reference, StringComparison.Ordinal));
    }

    [Fact]
    public void A_native_function_is_listed_with_the_lines_that_call_it()
    {
        var finding = Only(
            """
            using System.Runtime.InteropServices;
            public static class Code
            {
                [DllImport("libc", EntryPoint = "pause")] private static extern int Wait();

                public static void Run()
                {
                    Wait();
                }
            }
            """);

        Assert.Equal((StoppabilityCause.NativeCall, "libc!pause"), (finding.Cause, finding.Subject));
        Assert.Equal(new StoppabilitySite("Code.Run()", "/_/Snippet.cs", 8), Assert.Single(finding.Sites));
    }

    [Fact]
    public void A_native_function_that_is_declared_to_be_short_is_not_listed() => Nothing(
        """
        using System.Runtime.InteropServices;
        public static class Code
        {
            [DllImport("libc"), SuppressGCTransition] private static extern int getpid();
            public static int Run() => getpid();
        }
        """);

    [Fact]
    public void A_native_function_pointer_is_listed()
    {
        var finding = Only(
            """
            public static unsafe class Code
            {
                public static int Run(nint address) => ((delegate* unmanaged[Cdecl]<int>)address)();
                public static int Managed(nint address) => ((delegate*<int>)address)();
            }
            """);

        Assert.Equal(StoppabilityCause.FunctionPointerCall, finding.Cause);
        Assert.Equal("Code.Run(IntPtr)", Assert.Single(finding.Sites).Method);
    }

    [Theory]
    [InlineData("""new System.Text.RegularExpressions.Regex("(a+)+$").IsMatch("aaaaab");""", "System.Text.RegularExpressions.Regex.IsMatch(String)")]
    [InlineData("System.Numerics.BigInteger.Pow(3, 1_000_000_000);", "System.Numerics.BigInteger.Pow(BigInteger, Int32)")]
    [InlineData("Array.Sort(new int[10]);", "System.Array.Sort(T[])")]
    [InlineData("File.ReadAllBytes(\"x\");", "System.IO.File.ReadAllBytes(String)")]
    [InlineData("GC.Collect();", "System.GC.Collect()")]
    public void A_call_into_the_framework_that_may_run_long_is_listed(string call, string subject)
    {
        var finding = Only($"public static class Code {{ public static void Run() {{ {call} }} }}");

        Assert.Equal((StoppabilityCause.LongRunningCall, subject), (finding.Cause, finding.Subject));
    }

    [Theory]
    [InlineData("new List<int>().Sort((a, b) => a - b);")]
    [InlineData("Thread.Sleep(1); Task.Delay(1).Wait(); new object().ToString(); string.Concat(\"a\", \"b\");")]
    [InlineData("File.ReadAllBytesAsync(\"x\").Wait();")]
    public void What_comes_back_to_woven_code_or_ends_on_a_stop_is_not_listed(string call) =>
        Nothing($"public static class Code {{ public static void Run() {{ {call} }} }}");

    [Fact]
    public void Calls_into_a_library_that_is_not_woven_are_listed_unless_they_are_known_to_be_short()
    {
        var library = typeof(UnwovenLibrary).Assembly.Location;
        const string Source =
            """
            using Estop.Weaving.Tests.Reports;
            public static class Code
            {
                public static void Run()
                {
                    _ = new UnwovenLibrary().Short;
                    UnwovenLibrary.Add(1, 2);
                    UnwovenLibrary.Loop();
                    Action handedOut = UnwovenLibrary.Loop;
                }
            }
            """;

        var finding = Assert.Single(Weave(Source, library).Report.Findings);

        Assert.Equal(StoppabilityCause.UnwovenCall, finding.Cause);
        Assert.Equal("Estop.Weaving.Tests.Reports.UnwovenLibrary.Loop()", finding.Subject);
        Assert.Equal("in Estop.Weaving.Tests, which is not woven", finding.Detail);
        Assert.Equal(2, finding.Count);
        Assert.Equal([8, 9], finding.Sites.Select(site => site.Line!.Value));
        Assert.Empty(Weave(Source, library, "Estop.Weaving.Tests").Report.Findings);
    }

    [Fact]
    public void Loops_where_nothing_can_be_thrown_are_listed()
    {
        var report = Weave(
            """
            using System.Runtime.InteropServices;
            public static class Code
            {
                [UnmanagedCallersOnly] public static void Callback(int n) { while (n > 0) { n -= Math.Abs(n); } }
            }
            """).Report;

        Assert.Equal((StoppabilityCause.NativeCallback, "Code.Callback(Int32)"), (report.Findings[0].Cause, report.Findings[0].Subject));
    }

    [Fact]
    public void A_runtime_async_method_is_left_as_it_is_and_listed()
    {
        var snippet = Snippet.Compile("public static class Code { public static void Run(int n) { while (n > 0) n--; } }", OptimizationLevel.Release);
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(snippet.Assembly));
        assembly.MainModule.GetType("Code").Methods[0].ImplAttributes |= (MethodImplAttributes)0x2000;
        using var changed = new MemoryStream();
        assembly.Write(changed);

        var report = new Snippet(changed.ToArray(), Symbols: null).Weave().Report;

        Assert.Equal(StoppabilityCause.RuntimeAsync, Assert.Single(report.Findings).Cause);
        Assert.Equal(0, report.LoopsPolled);
    }

    [Fact]
    public void The_assembly_carries_the_numbers()
    {
        using var code = Weave(
            """
            public static class Code
            {
                public static void One() { GC.Collect(); GC.Collect(); }
                public static void Two() { Three(); }
                [Estop.Unstoppable("why")] public static void Three() { }
            }
            """).Load();

        var numbers = Assert.Single(code.Assembly.GetCustomAttributes(typeof(Runtime.StoppabilityAttribute), inherit: false));

        Assert.Equivalent(new { Methods = 3, Covered = 1, Causes = "LongRunningCall=2;OptOut=1" }, numbers);
    }

    [Fact]
    public void The_report_is_the_same_each_time_and_reads_well()
    {
        const string Source =
            """
            public static class Code
            {
                public static void Run(string text)
                {
                    while (text.Length > 0) { Thread.Sleep(1); }
                    File.Copy(text, text);
                    GC.Collect();
                }
                [Estop.Unstoppable("a device's <state>")] public static void Fixed() { }
                public static void Free() { }
            }
            """;

        var (one, other) = (Weave(Source).Report, Weave(Source).Report);

        Assert.Equal(one.ToJson(), other.ToJson());
        Assert.Equal(one.ToMarkdown(), other.ToMarkdown());
        Assert.Equal(33.3, one.Coverage);
        Assert.Contains("- `System.GC.Collect()`: takes as long as the heap is large", one.ToMarkdown());
        Assert.Contains("  - /_/Snippet.cs:7 `Code.Run(String)`", one.ToMarkdown());
        Assert.Contains("\"detail\": \"a device's <state>\"", one.ToJson());
        Assert.Equal(one.ToJson(), Weaving.Reports.JsonReport.Read(System.Text.Encoding.UTF8.GetBytes(one.ToJson())).ToJson());
    }

    [Fact]
    public void More_places_than_are_kept_are_counted()
    {
        var calls = string.Concat(Enumerable.Repeat("GC.Collect();\n", 25));

        var finding = Only($"public static class Code {{ public static void Run() {{ {calls} }} }}");

        Assert.Equal((25, StoppabilityFinding.MostSites), (finding.Count, finding.Sites.Count));
        Assert.Contains("and 15 more", Weave($"public static class Code {{ public static void Run() {{ {calls} }} }}").Report.ToMarkdown());
    }

    private static StoppabilityFinding Only(string source) => Assert.Single(Weave(source).Report.Findings);

    private static void Nothing(string source) => Assert.Empty(Weave(source).Report.Findings);

    private static WovenSnippet Weave(string source, string? library = null, params string[] woven) =>
        Snippet.Compile(source, OptimizationLevel.Debug, libraries: library is null ? [] : [library])
            .Weave(library is null ? [] : [library], woven);

    private static string ReferencePath([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "reference", "weaving.md"));
}
