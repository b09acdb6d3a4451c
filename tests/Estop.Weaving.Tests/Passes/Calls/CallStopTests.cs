using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Passes.Calls;

/// <summary>Code without loops, and code that others call in loops of their own, ends when its scope is stopped.</summary>
public class CallStopTests
{
    [Theory]
    [InlineData("a method that calls itself", "ready(); Direct(80);")]
    [InlineData("methods that call each other", "ready(); First(80);")]
    [InlineData("a virtual method", "Node node = new Inner(); ready(); node.Walk(80);")]
    [InlineData("a method of an interface", "IWalk walk = new Walker(); ready(); walk.Walk(80);")]
    [InlineData("a static method of an interface", "ready(); Generic<Walker>(80);")]
    [InlineData("a generic virtual method", "Node node = new Inner(); ready(); node.Walk<string>(80);")]
    [InlineData("a delegate", "Func<int, long> walk = null; walk = depth => depth == 0 ? 1 : walk(depth - 1) + walk(depth - 1); ready(); walk(80);")]
    [InlineData("a local function", "long Walk(int depth) => depth == 0 ? 1 : Walk(depth - 1) + Walk(depth - 1); ready(); Walk(80);")]
    [InlineData("a delegate made of a method", "Handed = Called; ready(); Handed(80);")]
    [InlineData("a function pointer", "unsafe { Pointer = &Pointed; ready(); Pointer(80); }")]
    [InlineData("a property", "ready(); Count = new Deep(80).Total;")]
    [InlineData("a constructor", "ready(); _ = new Tree(80);")]
    [InlineData("an operator", "ready(); _ = -new Deep(80);")]
    public async Task Endless_recursion_is_stopped(string through, string body) => await StopAsync(through, body);

    [Theory]
    [InlineData("LINQ over an iterator", "ready(); Count = Ones().Where(one => one > 1).Count();")]
    [InlineData("LINQ with a lambda", "ready(); Count = Enumerable.Repeat(1, int.MaxValue).Concat(Enumerable.Repeat(1, int.MaxValue)).Count(x => Busy(x) < 0);")]
    [InlineData("Array.Sort with a comparison", "var items = new byte[50_000_000]; ready(); Array.Sort(items, (x, y) => Busy(x) - Busy(y));")]
    [InlineData("Array.Sort with a comparer", "var items = new byte[50_000_000]; ready(); Array.Sort(items, new Comparer());")]
    [InlineData("List.ForEach", "var items = new List<byte>(new byte[100_000_000]); ready(); items.ForEach(item => Count += Busy(item));")]
    [InlineData("Array.Exists", "var items = new byte[100_000_000]; ready(); Array.Exists(items, item => Busy(item) < 0);")]
    [InlineData("a regex evaluator", "var text = new string('a', 50_000_000); ready(); System.Text.RegularExpressions.Regex.Replace(text, \"a\", match => Busy(1) < 0 ? \"b\" : \"\");")]
    [InlineData("a JSON converter", "var options = new System.Text.Json.JsonSerializerOptions { Converters = { new Converter() } }; ready(); System.Text.Json.JsonSerializer.Serialize(Stream.Null, Enumerable.Repeat(1, int.MaxValue), options);")]
    [InlineData("a stream that a library reads", "ready(); new Zeros().CopyTo(Stream.Null);")]
    [InlineData("an equality of keys", "var keys = new Dictionary<int, int>(new Same()); ready(); for (var i = 0; ; i++) { keys.Add(i, i); }")]
    [InlineData("a lazy sequence of a library", "ready(); Count = Enumerable.Range(0, int.MaxValue).Select(x => Enumerable.Range(0, x)).SelectMany(x => x).Aggregate(0, (sum, x) => Busy(sum) & 1);")]
    public async Task What_others_call_in_a_loop_of_their_own_is_stopped(string through, string body) => await StopAsync(through, body);

    private static async Task StopAsync(string through, string body)
    {
        using var code = Snippet.Compile(
            $$"""
            public static class Code
            {
                public static long Count;
                static Func<int, long> Handed;
                static unsafe delegate*<int, long> Pointer;

                public static void Run(Action ready) { {{body}} }

                static long Direct(int depth) => depth == 0 ? 1 : Direct(depth - 1) + Direct(depth - 1);
                static long First(int depth) => depth == 0 ? 1 : Second(depth - 1) + Second(depth - 1);
                static long Second(int depth) => depth == 0 ? 1 : First(depth - 1) + First(depth - 1);
                static long Called(int depth) => depth == 0 ? 1 : Handed(depth - 1) + Handed(depth - 1);
                static unsafe long Pointed(int depth) => depth == 0 ? 1 : Pointer(depth - 1) + Pointer(depth - 1);
                static long Generic<T>(int depth) where T : IWalk => depth == 0 ? 1 : T.Go<T>(depth - 1) + T.Go<T>(depth - 1);
                static int Busy(int x) { for (var i = 0; i < 100; i++) { x = x * 31 + i; } return x & 7; }
                static IEnumerable<int> Ones() { while (true) { yield return 1; } }

                class Node { public virtual long Walk(int depth) => 1; public virtual long Walk<T>(int depth) => 1; }
                sealed class Inner : Node
                {
                    readonly Node next;
                    public Inner() => next = this;
                    public override long Walk(int depth) => depth == 0 ? 1 : next.Walk(depth - 1) + next.Walk(depth - 1);
                    public override long Walk<T>(int depth) => depth == 0 ? 1 : next.Walk<T>(depth - 1) + next.Walk<T>(depth - 1);
                }

                interface IWalk { long Walk(int depth); static abstract long Go<T>(int depth) where T : IWalk; }
                sealed class Walker : IWalk
                {
                    public long Walk(int depth) { IWalk next = this; return depth == 0 ? 1 : next.Walk(depth - 1) + next.Walk(depth - 1); }
                    public static long Go<T>(int depth) where T : IWalk => Generic<T>(depth);
                }

                sealed class Deep(int depth)
                {
                    public long Total => depth == 0 ? 1 : new Deep(depth - 1).Total + new Deep(depth - 1).Total;
                    public static long operator -(Deep deep) => deep.Depth == 0 ? 1 : -new Deep(deep.Depth - 1) - -new Deep(deep.Depth - 1);
                    int Depth => depth;
                }

                sealed class Tree
                {
                    public Tree(int depth) { if (depth > 0) { _ = new Tree(depth - 1); _ = new Tree(depth - 1); } }
                }

                sealed class Comparer : IComparer<byte> { public int Compare(byte x, byte y) => Busy(x) - Busy(y); }
                sealed class Same : IEqualityComparer<int> { public bool Equals(int x, int y) => Busy(x) < 0; public int GetHashCode(int x) => 1; }
                sealed class Converter : System.Text.Json.Serialization.JsonConverter<int>
                {
                    public override int Read(ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) => 0;
                    public override void Write(System.Text.Json.Utf8JsonWriter writer, int value, System.Text.Json.JsonSerializerOptions options) => writer.WriteNumberValue(value);
                }

                sealed class Zeros : MemoryStream { public override int Read(byte[] buffer, int offset, int count) => 1; public override void CopyTo(Stream to, int size) => new BufferedStream(this).CopyTo(to); }
            }
            """,
            OptimizationLevel.Release).Weave().Load();
        var receipt = await Worker.StopAsync(code);
        Assert.True(receipt.EndedBy == Rung.Safepoint, $"{through}: {receipt}");
    }
}
