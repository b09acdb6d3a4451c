using Estop.Weaving.Passes.Awaits;
using Estop.Weaving.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Estop.Weaving.Tests.Passes.Awaits;

public class PureWaitsTests
{
    public static TheoryData<string, string, OptimizationLevel> Guarded() => BothLevels(
        ("a field", "await Field;"),
        ("a field of another object", "await holder.Task;"),
        ("a property", "await new TaskCompletionSource().Task;"),
        ("a property, with a result", "await new TaskCompletionSource<int>().Task;"),
        ("a local that holds somebody's", "var t = holder.Task; await Task.Yield(); await t;"),
        ("several", "await Task.WhenAll(holder.Task, Field);"),
        ("any of several", "await Task.WhenAny(holder.Task, Field);"),
        ("several in an array", "await Task.WhenAll(new[] { Field, holder.Task });"),
        ("all of a collection that was given", "await Task.WhenAll(holder.Tasks);"),
        ("several and a delay with the user's token", "await Task.WhenAny(Field, Task.Delay(1, holder.Token));"),
        ("several of several", "await Task.WhenAll(Task.WhenAny(holder.Task, Field), holder.Task);"),
        ("a delay with the user's token", "await Task.Delay(1, holder.Token);"),
        ("without the context", "await holder.Task.ConfigureAwait(false);"));

    public static TheoryData<string, string, OptimizationLevel> Unguarded() => BothLevels(
        ("a parameter", "await parameter;"),
        ("several, of which one is a parameter", "await Task.WhenAll(parameter, Field);"),
        ("the result of a call", "await Call();"),
        ("the result of a call, kept", "var t = Call(); await Task.Yield(); await t;"),
        ("the result of a call, kept in a field", "Field = Call(); await Field;"),
        ("the result of a call, without the context", "await Call().ConfigureAwait(false);"),
        ("one of two, of which one is a call", "await (holder == null ? Call() : Field);"),
        ("a value task", "await value;"),
        ("several, of which one is a call", "await Task.WhenAll(Field, Call());"),
        ("several, of which one was called before", "var t = Call(); await Task.Yield(); await Task.WhenAll(Field, t);"),
        ("several, of which one is a call deep inside", "await Task.WhenAll(Field, Task.WhenAny(Field, Call()));"),
        ("calls in a list", "var list = new List<Task>(); list.Add(Call()); await Task.WhenAll(list);"),
        ("calls in a list, made by a query", "await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Call()));"),
        ("a delay that gets a token", "await Task.Delay(1);"),
        ("a yield", "await Task.Yield();"));

    [Theory, MemberData(nameof(Guarded))]
    public void A_task_that_somebody_else_completes_is_let_go_on_a_stop(string what, string body, OptimizationLevel level) =>
        Assert.True(Count(body, level) == 1, what);

    [Theory, MemberData(nameof(Unguarded))]
    public void An_operation_of_the_methods_own_is_not_let_go(string what, string body, OptimizationLevel level) =>
        Assert.True(Count(body, level) == 0, what);

    private static int Count(string body, OptimizationLevel level)
    {
        using var planned = Planned.Compile(
            $$"""
            public static class Code
            {
                static Task Field;
                public class Holder { public Task Task; public List<Task> Tasks; public CancellationToken Token; }
                static Task Call() => null;
                public static async Task Run(Task parameter, ValueTask value, Holder holder) { {{body}} }
            }
            """,
            level);
        return PureWaits.In(planned.Body("MoveNext")).Count();
    }

    private static TheoryData<string, string, OptimizationLevel> BothLevels(params (string What, string Body)[] cases)
    {
        var data = new TheoryData<string, string, OptimizationLevel>();
        foreach (var (what, body) in cases)
        {
            data.Add(what, body, OptimizationLevel.Debug);
            data.Add(what, body, OptimizationLevel.Release);
        }

        return data;
    }
}
