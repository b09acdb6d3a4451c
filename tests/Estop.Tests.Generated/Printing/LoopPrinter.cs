using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated.Printing;

/// <summary>Prints loops that end.</summary>
internal sealed class LoopPrinter(SourceText text, Action<Block, Place> print)
{
    public void Print(Loop loop, Place place)
    {
        var (i, n, a, s) = ($"i{loop.Id}", loop.Count, loop.Start, loop.Step);
        var (b, few) = (a + (n * s), Math.Min(n, 60));
        switch (loop.Form)
        {
            case LoopForm.Up:
                For($"for (var {i} = {a}; {i} < {b}; {i} += {s})");
                break;
            case LoopForm.UpTo:
                For($"for (var {i} = {a}; {i} <= {b}; {i} += {s})");
                break;
            case LoopForm.Down:
                For($"for (var {i} = {b}; {i} > {a}; {i} -= {s})");
                break;
            case LoopForm.DownTo:
                For($"for (var {i} = {b}; {i} >= {a}; {i} -= {s})");
                break;
            case LoopForm.NotEqual:
                For($"for (var {i} = {a}; {i} != {b}; {i} += {s})");
                break;
            case LoopForm.LongUp:
                For($"for (var {i} = {a}L; {i} < {b}; {i} += {s})");
                break;
            case LoopForm.LongDown:
                For($"for (long {i} = {b}; {i} > {a}; {i} -= {s})");
                break;
            case LoopForm.UnsignedUp:
                For($"for (var {i} = 0u; {i} < {n}u; {i}++)");
                break;
            case LoopForm.ByteUp:
                For($"for (byte {i} = 0; {i} < {few * s}; {i} += {s})");
                break;
            case LoopForm.ShortDown:
                For($"for (short {i} = {Math.Min(n, 5000) * s}; {i} > 0; {i} -= {s})");
                break;
            case LoopForm.VariableBound:
                text.Line($"var b{loop.Id} = t.V({b});");
                For($"for (var {i} = {a}; {i} < b{loop.Id}; {i} += {s})");
                break;
            case LoopForm.VariableStep:
                text.Line($"var (b{loop.Id}, s{loop.Id}) = (t.V({b}), t.V({s}));");
                For($"for (var {i} = {a}; {i} < b{loop.Id}; {i} += s{loop.Id})");
                break;
            case LoopForm.VariableLongStep:
                text.Line($"var (b{loop.Id}, s{loop.Id}) = (t.V({a}L), t.V({s}L));");
                For($"for (var {i} = {b}L; {i} >= b{loop.Id}; {i} -= s{loop.Id})");
                break;
            case LoopForm.FieldBound:
                text.Line($"t.Limit = {n};");
                For($"for (var {i} = 0; {i} < t.Limit; {i}++)");
                break;
            case LoopForm.Checked:
                For($"for (var {i} = {a}; {i} < {b}; {i} = checked({i} + {s}))");
                break;
            case LoopForm.While:
                text.Line($"var {i} = {a};");
                For($"while ({i} < {b})", $"{i} += {s};");
                break;
            case LoopForm.WhileTrue:
                text.Line($"var {i} = {a};");
                For("while (true)", $"if ({i} >= {b}) {{ break; }}", $"{i} += {s};");
                break;
            case LoopForm.DoWhile:
                text.Line($"var {i} = {a};");
                For("do", end: $" while (({i} += {s}) < {b});");
                break;
            case LoopForm.TwoExits:
                text.Line($"var {i} = {a};");
                For($"while ({i} < {b})", $"{i} += {s};", "if ((x & 255) == 77) { break; }");
                break;
            case LoopForm.Goto:
                text.Line($"var {i} = {a};");
                text.Line($"R{loop.Id}: if ({i} >= {b}) {{ goto B{loop.Id}; }}");
                text.Line($"{i} += {s};");
                Body(place.InLoop(loop, i, isStatement: false));
                text.Line($"goto R{loop.Id};");
                break;
            case LoopForm.Retry:
                Retry();
                break;
            case LoopForm.Array:
                For($"foreach (var {i} in Enumerable.Range({a}, {n}).ToArray())");
                break;
            case LoopForm.ArrayByIndex:
                text.Line($"var a{loop.Id} = new int[{n}];");
                For($"for (var {i} = 0; {i} < a{loop.Id}.Length; {i}++)", $"a{loop.Id}[{i}] += x;");
                break;
            case LoopForm.List:
                For($"foreach (var {i} in Enumerable.Range({a}, {n}).ToList())");
                break;
            case LoopForm.Text:
                For($"foreach (var {i} in new string('q', {n}))");
                break;
            case LoopForm.Span when place.CanPoint:
                For($"foreach (var {i} in (ReadOnlySpan<int>)Enumerable.Range({a}, {n}).ToArray())");
                break;
            case LoopForm.SpanByIndex when place.CanAllocate:
                text.Line($"Span<int> a{loop.Id} = stackalloc int[{few}];");
                For($"for (var {i} = 0; {i} < a{loop.Id}.Length; {i}++)");
                break;
            case LoopForm.Pointer when place.CanPoint:
                text.Open($"unsafe {{ fixed (int* p{loop.Id} = new int[{n} + 1])");
                For($"for (var q{loop.Id} = p{loop.Id}; q{loop.Id} < p{loop.Id} + {n}; q{loop.Id}++)", $"var {i} = *q{loop.Id};");
                text.Close("}");
                break;
            case LoopForm.Grid:
                For($"foreach (var {i} in new int[2, {n}])");
                break;
            case LoopForm.ByHand:
                text.Open($"using (var e{loop.Id} = Count({n}).GetEnumerator())");
                For($"while (e{loop.Id}.MoveNext())", $"var {i} = e{loop.Id}.Current;");
                text.Close();
                break;
            case LoopForm.Query:
                For($"foreach (var {i} in Enumerable.Range({a}, {n}).Where(k => k % 3 != 0).Select(k => k * {s}))");
                break;
            case LoopForm.Overflow:
                For($"for (var {i} = int.MaxValue - {n}; {i} > 0; {i} += {s})");
                break;
            case LoopForm.LongOverflow:
                For($"for (var {i} = long.MinValue + {n}; {i} < 0; {i}--)");
                break;
            case LoopForm.Floating:
                For($"for (var {i} = 0.0; {i} < {n}; {i} += 1.0)");
                break;
            case LoopForm.CapturedCounter:
                text.Line($"var {i} = {a};");
                text.Line($"Func<bool> m{loop.Id} = () => {i} < {b};");
                For($"while (m{loop.Id}())", $"{i} += {s};");
                break;
            case LoopForm.CounterByReference:
                text.Line($"static bool N{loop.Id}(ref int k) {{ k += {s}; return k <= {b}; }}");
                text.Line($"var {i} = {a};");
                For($"while (N{loop.Id}(ref {i}))");
                break;
            case LoopForm.CounterMovedTwice:
                For($"for (var {i} = {a}; {i} < {b}; {i} += {s})", $"if ((x & 1) == 0) {{ {i}++; }}");
                break;
            case LoopForm.States:
                text.Line($"var ({i}, s{loop.Id}) = ({a}, 0);");
                text.Open($"while (true) {{ switch (s{loop.Id})");
                text.Line($"case 0: if ({i} >= {b}) {{ goto B{loop.Id}; }} s{loop.Id} = {s}; break;");
                text.Line($"case {s}: s{loop.Id} = 0; {i} += {s};");
                Body(place.InLoop(loop, i, isStatement: false));
                text.Line("break;");
                text.Close(" }");
                break;
            case LoopForm.Asynchronous when place.CanAwait:
                For($"await foreach (var {i} in Later({n}))");
                break;
            case LoopForm.Delegate:
                text.Line($"Func<int, bool> m{loop.Id} = k => k < {b};");
                For($"for (var {i} = {a}; m{loop.Id}({i}); {i} += {s})");
                break;
            default:
                For($"foreach (var {i} in Count({n}))");
                break;
        }

        void For(string head, string first = "", string second = "", string end = "")
        {
            text.Open(head);
            foreach (var line in new[] { first, second }.Where(line => line.Length > 0))
            {
                text.Line(line);
            }

            Body(place.InLoop(loop, $"(int){i}"));
            text.Close(end);
        }

        void Body(Place inside)
        {
            text.Open("");
            print(loop.Body, inside);
            text.Line($"C{loop.Id}: ;");
            text.Close();
        }

        void Retry()
        {
            text.Line($"var {i} = {a};");
            text.Open("while (true)");
            text.Open("try");
            text.Line($"if ({i} >= {b}) {{ break; }}");
            text.Line($"{i} += {s};");
            text.Line($"if (({i} & 1) == 0) {{ throw new Boom({i}); }}");
            Body(place.InLoop(loop, i) with { CanYield = false });
            text.Close();
            text.Line($"catch (Boom r{loop.Id}) when ((r{loop.Id}.Number & 1) == 0) {{ t.T({loop.Id}, r{loop.Id}.Number); continue; }}");
            text.Close();
        }
    }
}
