using Estop.Weaving.Passes.Replacements;
using Estop.Weaving.Tests.Harness;
using Mono.Cecil;

namespace Estop.Weaving.Tests.Passes.Replacements;

public class ReplacementTests
{
    public static TheoryData<string> Table()
    {
        using var runtime = AssemblyDefinition.ReadAssembly(Snippet.RuntimePath);
        return [.. Replacing(runtime).Select(method => method.FullName)];
    }

    [Theory, MemberData(nameof(Table))]
    public void Each_method_of_the_table_replaces_one_that_there_is(string name)
    {
        using var runtime = AssemblyDefinition.ReadAssembly(Snippet.RuntimePath);
        using var resolver = new ReferenceResolver(Snippet.References);
        var method = Replacing(runtime).Single(method => method.FullName == name);
        Assert.All(
            method.CustomAttributes.Where(IsReplacesCall),
            attribute =>
            {
                var type = (TypeReference)attribute.ConstructorArguments[0].Value;
                var replaced = (string)attribute.ConstructorArguments[1].Value;
                var definition = resolver.Resolve((AssemblyNameReference)type.Scope)!.MainModule.MetadataResolver.Resolve(type);
                var replacement = new Replacement(definition.FullName, replaced, method);
                Assert.Single(definition.Methods, candidate => candidate.Name == replaced && candidate.IsPublic && replacement.Fits(candidate));
            });
    }

    [Theory]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("Thread.CurrentThread.Join();")]
    [InlineData("stream.Read(new byte[1], 0, 1);")]
    [InlineData("stream.Read(new Span<byte>());")]
    [InlineData("memory.ReadByte();")]
    [InlineData("_ = Task.FromResult(1).Result;")]
    [InlineData("Task.Run(() => 1);")]
    [InlineData("new Thread(() => { });")]
    [InlineData("new Lazy<string>(() => \"\");")]
    [InlineData("stream.GetHashCode(); Console.ReadLine();")]
    [InlineData("new ValueTask<int>(1).ConfigureAwait(false).GetAwaiter().GetResult();")]
    [InlineData("lock (stream) { }", 2)]
    [InlineData("lock (gate) { }", 2)]
    public void A_call_in_the_table_is_made_through_the_runtime(string body, int calls = 1) => Assert.Equal(calls, Count(body));

    [Fact]
    public void The_result_of_an_await_is_there_and_is_taken_as_it_was() => Assert.Equal(1, Count(
        "",
        """
        public static async Task<int> Both(Task<int> task)
        {
            await Task.Yield();
            return await task + await task.ConfigureAwait(false) + task.GetAwaiter().GetResult();
        }
        """));

    [Fact]
    public void A_call_in_an_override_of_the_same_name_is_made_through_the_runtime_too() => Assert.Equal(1, Count(
        "",
        "sealed class Wrapper(Stream inner) : MemoryStream { public override int Read(byte[] b, int o, int c) => inner.Read(b, o, c); }"));

    [Theory]
    [InlineData("it is another overload", "Thread.Sleep();", "static class Thread { public static void Sleep() { } }")]
    [InlineData("the type is the program's own", "System.Threading.Thread.Sleep(1);", "", "namespace System.Threading { class Thread { public static void Sleep(int x) { } } }")]
    [InlineData("its address is taken", "Action<int> sleep = Thread.Sleep;", "")]
    [InlineData("the base's own method is meant", "new Mine().Read(null, 0, 0);", "sealed class Mine : MemoryStream { public override int Read(byte[] b, int o, int c) => base.Read(b, o, c); }", "", true)]
    public void A_call_stays_where(string because, string body, string members, string types = "", bool onlyOuter = false) =>
        Assert.True(Count(body, members, types) == (onlyOuter ? 1 : 0), because);

    private static int Count(string body, string members = "", string types = "") => Snippet.Compile(
        $$"""
        {{types}}
        public static class Code
        {
            static readonly Lock gate = new();
            {{members}}
            public static void Run(Stream stream, MemoryStream memory) { {{body}} }
        }
        """,
        Microsoft.CodeAnalysis.OptimizationLevel.Release).Weave().Report.CallsReplaced;

    private static IEnumerable<MethodDefinition> Replacing(AssemblyDefinition runtime) => runtime.MainModule.GetTypes()
        .SelectMany(type => type.Methods)
        .Where(method => method.CustomAttributes.Any(IsReplacesCall));

    private static bool IsReplacesCall(CustomAttribute attribute) => attribute.AttributeType.Name == "ReplacesCallAttribute";
}
