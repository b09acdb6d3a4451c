using System.Reflection;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Reports;

/// <summary>What a stop of a worker may have to wait for is written on the method that is its code.</summary>
public class WorkerMethodTests
{
    [Theory]
    [InlineData("Native();", "libc!pause (a native function)")]
    [InlineData("Helper.Call();", "libc!pause (a native function)")]
    [InlineData("new Thread(() => Native()).Start();", "libc!pause (a native function)")]
    [InlineData("Later().Wait();", "libc!pause (a native function)")]
    [InlineData("foreach (var x in Many()) { }", "libc!pause (a native function)")]
    [InlineData("((IDevice)new Device()).Read();", "libc!pause (a native function)")]
    [InlineData("Native(); Other();", "libc!getppid (a native function), and 1 more")]
    public void A_worker_that_comes_to_native_code_is_marked_with_it(string body, string expected) =>
        Assert.Equal(expected, MarkOf(body));

    [Theory]
    [InlineData("while (true) { Thread.Sleep(1000); }")]
    [InlineData("GC.Collect();")]
    [InlineData("OptedOut();")]
    public void One_that_does_not_is_not(string body) => Assert.Null(MarkOf(body));

    [Fact]
    public void A_lambda_that_is_a_worker_is_marked_too()
    {
        using var code = Weave("", "public static Action<int, Estop.Workers.WorkerContext> Lambda = (_, _) => Native();").Load();
        var lambda = (Delegate)code.Assembly.GetType("Code")!.GetField("Lambda")!.GetValue(null)!;
        Assert.NotNull(lambda.Method.GetCustomAttribute<Runtime.HoldsUpStopsAttribute>());
    }

    private static string? MarkOf(string body)
    {
        using var code = Weave(body).Load();
        return code.Assembly.GetType("Code")!.GetMethod("Run")!.GetCustomAttribute<Runtime.HoldsUpStopsAttribute>()?.Because;
    }

    private static WovenSnippet Weave(string body, string members = "") => Snippet.Compile(
        $$"""
        using System.Runtime.InteropServices;
        namespace Estop.Workers { public class WorkerContext { } }
        public interface IDevice { void Read(); }
        public class Device : IDevice { public void Read() => Code.Native(); }
        public static class Helper { public static void Call() => Code.Native(); }
        public static class Code
        {
            [DllImport("libc", EntryPoint = "pause")] public static extern int Native();
            [DllImport("libc", EntryPoint = "getppid")] static extern int Other();
            [Estop.Unstoppable("why")] static void OptedOut() => Native();
            static async Task Later() { await Task.Yield(); Native(); }
            static IEnumerable<int> Many() { yield return Native(); }
            public static void Elsewhere() => Native();
            {{members}}
            public static void Run(int input, Estop.Workers.WorkerContext context) { {{body}} }
        }
        """,
        OptimizationLevel.Release).Weave();
}
