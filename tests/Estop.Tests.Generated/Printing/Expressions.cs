using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated.Printing;

/// <summary>Prints the statements that have no statements inside.</summary>
internal static class Expressions
{
    public static string Compute(Compute compute, string counter) => (compute.Form % 14) switch
    {
        0 => $"x = (x * 31) + {compute.Constant};",
        1 => $"x ^= {compute.Constant};",
        2 or 3 => $"x += {counter};",
        4 => "x = Leaf(x);",
        5 => $"x += {counter} * {compute.Constant};",
        6 => "x = (x << 3) | (x >>> 7);",
        7 => $"if (x > 5000000) {{ x -= {compute.Constant}; }} else {{ x += 13; }}",
        8 => $"x = checked((x % 1000) + {compute.Constant});",
        9 => "x -= cells[x & 7];",
        10 => "cells[x & 7]++;",
        11 => "x += (int)Math.Sqrt(x & 1023);",
        12 => $"x += $\"{{x & 7}}{compute.Constant}\".Length;",
        _ => "x += (int)((x & 63) / 3m);",
    };

    public static string Await(Await awaiting) => (awaiting.Form % 7) switch
    {
        0 or 1 => "await Task.Yield();",
        2 => "await Task.CompletedTask;",
        3 => "x += await Task.FromResult(x & 7);",
        4 => "x += await Task.Run(() => 3).ConfigureAwait(false);",
        5 => "x += await new ValueTask<int>(4);",
        _ => "await Task.Delay(0);",
    };

    /// <summary>The call; null where it cannot be made.</summary>
    public static string? Call(Method method, int form, Place place)
    {
        var called = $"M{method.Index}(x)";
        return method.Kind switch
        {
            MethodKind.Generic => form % 2 == 0 ? $"x += G{method.Index}<string>.M{method.Index}<int>(x);" : $"x += G{method.Index}<int>.M{method.Index}<string>(x);",
            MethodKind.Virtual => $"x += C{method.Index}.Instance.{called};",
            MethodKind.Iterator => (form % 3) switch
            {
                0 => $"foreach (var v in {called}) {{ x = (x * 3) + v; }}",
                1 => $"x = {called}.Take(3).Aggregate(x, (a, b) => (a * 3) + b);",
                _ => $"x = {called}.Aggregate(x, (a, b) => (a * 3) + b);",
            },
            MethodKind.Async or MethodKind.AsyncValue when place.CanAwait => (form % 4) switch
            {
                0 => $"x += await {called}.ConfigureAwait(false);",
                1 when method.Kind == MethodKind.Async => $"x += await Task.Run(() => {called});",
                2 when method.Kind == MethodKind.Async => $"x += (await Task.WhenAll({called}))[0];",
                _ => $"x += await {called};",
            },
            MethodKind.Async when place.CanBlock => form % 2 == 0 ? $"x += {called}.GetAwaiter().GetResult();" : $"x += Task.Run(() => {called}).GetAwaiter().GetResult();",
            MethodKind.Async or MethodKind.AsyncValue => null,
            MethodKind.AsyncIterator => place.CanAwait
                ? $"await foreach (var v in {called}) {{ x = (x * 3) + v; if (v % 11 == 0) {{ break; }} }}"
                : null,
            _ => (form % 3) switch
            {
                0 => $"x += new Func<int, int>(M{method.Index})(x);",
                1 when place.CanPoint => $"unsafe {{ x += ((delegate*<int, int>)&M{method.Index})(x); }}",
                _ => $"x += {called};",
            },
        };
    }

    /// <summary>What stands before and after the statements of a closure.</summary>
    public static (string Start, string End, bool IsAsync) Closure(Closure closure, Place place)
    {
        var name = $"f{closure.Id}";
        return (closure.Form % 4, place.CanAwait, place.CanBlock) switch
        {
            (0, true, _) => ($"Func<Task> {name} = async () =>", $"; await {name}();", true),
            (1, true, _) => ($"await Task.Run(async () =>", ");", true),
            (2, true, _) => ($"await {name}(); async Task {name}()", "", true),
            (0, _, true) => ($"Task.Run(() =>", ").GetAwaiter().GetResult();", false),
            (1, _, _) => ($"{name}(); void {name}()", "", false),
            (2, _, _) => ("new List<int> { 1, 2 }.ForEach(_ =>", ");", false),
            _ => ($"Action {name} = () =>", $"; {name}();", false),
        };
    }
}
