using Estop.Weaving.Passes;
using Estop.Weaving.Passes.Calls;
using Estop.Weaving.Passes.Cleanups;
using Estop.Weaving.Tests.Harness;

namespace Estop.Weaving.Tests.Passes.Cleanups;

/// <summary>Cleanup is shielded where it could be stopped or take time, and costs nothing where it cannot.</summary>
public class CleanupPlannerTests
{
    [Theory]
    [InlineData("try { Console.Read(); } finally { Console.Beep(); }")]
    [InlineData("using (var x = new Calling()) { Console.Read(); }")]
    [InlineData("using (var x = new Open()) { Console.Read(); }")]
    [InlineData("IDisposable y = new Quiet(); using (y) { Console.Read(); }")]
    [InlineData("IEnumerable<int> all = []; foreach (var x in all) { Console.Read(); }")]
    [InlineData("using (var x = new Looping()) { Console.Read(); }")]
    public void This_cleanup_is_shielded(string body) => Assert.Equal(1, Shielded(body));

    [Theory]
    [InlineData("try { Console.Read(); } finally { Field++; }")]
    [InlineData("try { Console.Read(); } finally { Leaf(); }")]
    [InlineData("lock (typeof(Code)) { Console.Read(); }")]
    [InlineData("foreach (var x in new List<int>()) { Console.Read(); }")]
    [InlineData("using (var x = new Quiet()) { Console.Read(); }")]
    [InlineData("using (var x = new QuietValue()) { Console.Read(); }")]
    public void This_cleanup_is_not(string body) => Assert.Equal(0, Shielded(body));

    [Theory]
    [InlineData("Quiet", false)]
    [InlineData("QuietValue", false)]
    [InlineData("Calling", true)]
    [InlineData("Looping", true)]
    public void A_Dispose_is_shielded_if_it_could_take_time(string type, bool isShielded)
    {
        using var planned = Compile("");
        Assert.Equal(isShielded, ShieldedMethods.IsShielded(
            planned.Module.GetType("Code").NestedTypes.Single(nested => nested.Name == type).Methods.Single(method => method.Name == "Dispose")));
    }

    private static int Shielded(string body)
    {
        using var planned = Compile(body);
        return CleanupPlanner.Plan(planned.Body("Run"), new EntryPlanner(planned.Module)).Count;
    }

    private static Planned Compile(string body) => Planned.Compile(
        $$"""
        public static class Code
        {
            static int Field;
            public static void Run() { {{body}} }
            static void Leaf() => Field++;
            sealed class Quiet : IDisposable { public int Value { get; private set; } public void Dispose() => Value = Field; }
            struct QuietValue : IDisposable { public int Value { get; private set; } public void Dispose() => Value = Field; }
            sealed class Calling : IDisposable { public void Dispose() => Console.Beep(); }
            sealed class Looping : IDisposable { public void Dispose() { while (Field > 0) { } } }
            class Open : IDisposable { public void Dispose() => Field = 1; }
        }
        """);
}
