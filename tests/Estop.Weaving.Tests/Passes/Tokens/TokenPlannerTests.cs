using Estop.Weaving.Passes.Tokens;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Estop.Weaving.Tests.Passes.Tokens;

public class TokenPlannerTests
{
    [Theory]
    [InlineData("return Task.Delay(10);")]
    [InlineData("return Task.Delay(TimeSpan.FromDays(1));")]
    [InlineData("return new SemaphoreSlim(0).WaitAsync();")]
    [InlineData("return new System.Net.Http.HttpClient().GetAsync(\"\");")]
    [InlineData("return File.ReadAllTextAsync(\"\");")]
    [InlineData("return new StreamReader(\"\").ReadToEndAsync();")]
    [InlineData("return ((IPair)null).Call(1);")]
    [InlineData("return Static(1);")]
    [InlineData("return Generic(\"\");")]
    [InlineData("return Optional(1);")]
    [InlineData("return new Holder<int>().Instance(1, null);")]
    [InlineData("foreach (var x in new System.Collections.Concurrent.BlockingCollection<int>().GetConsumingEnumerable()) { } return null;")]
    [InlineData("new CountdownEvent(1).Wait(); return null;")]
    public void A_call_is_given_a_token_where_it_takes_one(string body) => Assert.Equal(1, Count(body));

    [Theory]
    [InlineData("a written None stays", "return Task.Delay(10, CancellationToken.None);")]
    [InlineData("another token stays", "return Task.Delay(10, new CancellationTokenSource().Token);")]
    [InlineData("the overload returns something else", "return Returns(1);")]
    [InlineData("the overload has another arity", "return Arity(1);")]
    [InlineData("the overload is static", "return new Mixed().Call(1);")]
    [InlineData("the overload cannot be reached", "return Hidden.Call();")]
    [InlineData("the overload is obsolete", "return Old();")]
    [InlineData("the overload returns something else, and is in the table", "return new StreamReader(\"\").ReadLineAsync();")]
    [InlineData("it is a constructor", "new Made(); return null;")]
    [InlineData("it continues", "return Task.CompletedTask.ContinueWith(t => { });")]
    [InlineData("it completes a task", "new TaskCompletionSource().SetCanceled(); return null;")]
    [InlineData("it starts", "return Start();")]
    [InlineData("it stops", "return StopAsync();")]
    [InlineData("it commits", "return CommitAsync();")]
    public void A_call_is_given_no_token_where(string because, string body) => Assert.True(Count(body) == 0, because);

    [Theory]
    [InlineData("public static Task Run(CancellationToken token) => Run(); public static Task Run() => null;")]
    [InlineData("public static async Task Run(CancellationToken token) { await Run(); } public static Task Run() => null;")]
    [InlineData("public static async Task Run(CancellationToken token) { Func<Task> f = async () => { await Run(); }; await f(); } public static Task Run() => null;")]
    [InlineData("class I { public Task Run() => null; public Task Run(CancellationToken t) => null; } static Task Run(I inner) => inner.Run();")]
    public void A_method_does_not_give_a_token_to_its_own_family(string members) => Assert.Equal(0, CountIn(members));

    [Fact]
    public void A_call_of_the_bases_own_method_stays_as_it_is() => Assert.Equal(
        0, CountIn("class Mine : StringReader { public Mine() : base(\"\") { } public Task<string> Run() => base.ReadToEndAsync(); }"));

    private static int Count(string body) => CountIn(
        $$"""
        public static object Run() { {{body}} }
        static Task Static(int x) => null;
        static Task Static(int x, CancellationToken token) => null;
        static Task<T> Generic<T>(T x) => null;
        static Task<T> Generic<T>(T x, CancellationToken token) => null;
        static Task Optional(int x, CancellationToken token = default) => null;
        static Task Returns(int x) => null;
        static ValueTask Returns(int x, CancellationToken token) => default;
        static Task Arity(int x) => null;
        static Task Arity<T>(int x, CancellationToken token) => null;
        static Task Old() => null;
        [Obsolete] static Task Old(CancellationToken token) => null;
        static Task Start() => null;
        static Task Start(CancellationToken token) => null;
        static Task StopAsync(CancellationToken token = default) => null;
        static Task CommitAsync(CancellationToken token = default) => null;
        sealed class Holder<T> { public Task Instance(T x, List<T> y) => null; public Task Instance(T x, List<T> y, CancellationToken token) => null; }
        sealed class Mixed { public Task Call(int x) => null; public static Task Call(int x, CancellationToken token) => null; }
        static class Hidden { public static Task Call() => null; private static Task Call(CancellationToken token) => null; }
        interface IPair { Task Call(int x); Task Call(int x, CancellationToken token); }
        sealed class Made { public Made() { } public Made(CancellationToken token) { } }
        """);

    /// <summary>How many calls of all that is written in methods named Run are given a token.</summary>
    private static int CountIn(string members)
    {
        using var planned = Planned.Compile($"public static class Code {{ {members} }}", OptimizationLevel.Release);
        var token = planned.Runtime.MainModule.GetType("Estop.Runtime", "Tokens").Methods.Single(method => method.Name == "Current").ReturnType;
        var planner = new TokenPlanner(token);
        return planned.Module.GetTypes()
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody && (method.Name == "Run" || IsWrittenInRun(method)))
            .Sum(method =>
            {
                method.Body.SimplifyMacros();
                return planner.Plan(method.Body, new HashSet<Mono.Cecil.Cil.Instruction>()).Count;
            });
    }

    private static bool IsWrittenInRun(MethodDefinition method) => $"{method.DeclaringType.Name} {method.Name}".Contains("<Run>", StringComparison.Ordinal);
}
