using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated.Printing;

/// <summary>Prints loops that do not end. All that would leave one is there, and not done.</summary>
internal sealed class EndlessPrinter(SourceText text, Action<Block, Place> print)
{
    public void Print(Loop loop, EndlessForm form, Place place)
    {
        var (id, i, a) = (loop.Id, $"i{loop.Id}", loop.Start);
        switch (form)
        {
            case EndlessForm.Forever:
                For("for (;;)");
                break;
            case EndlessForm.DoWhile:
                For("do", end: " while (t.V(true));");
                break;
            case EndlessForm.CounterThatStays:
                For($"for (var {i} = {a}; {i} < {a + 10};)");
                break;
            case EndlessForm.StepOfZero:
                text.Line($"var s{id} = t.V(0);");
                For($"for (var {i} = {a}; {i} < {a + 10}; {i} += s{id})");
                break;
            case EndlessForm.LongStepOfZero:
                text.Line($"var (b{id}, s{id}) = (t.V({a + 10}L), t.V(0L));");
                For($"for (var {i} = {a}L; {i} <= b{id}; {i} += s{id})");
                break;
            case EndlessForm.BoundThatMoves:
                text.Line($"var b{id} = 1L;");
                For($"for (var {i} = 0L; {i} < b{id}; {i}++)", $"b{id} = {i} + 2;");
                break;
            case EndlessForm.CounterThatGoesBack:
                For($"for (var {i} = 0; {i} < 10; {i}++)", $"if ({i} == 9) {{ {i} = 0; }}");
                break;
            case EndlessForm.CounterSetByReference:
                text.Line($"static void N{id}(ref int k) {{ if (k > 5) {{ k = 0; }} }}");
                For($"for (var {i} = 0; {i} < 10; {i}++)", $"N{id}(ref {i});");
                break;
            case EndlessForm.CounterSetByLambda:
                text.Line($"var {i} = 0;");
                text.Line($"Action m{id} = () => {{ if ({i} > 5) {{ {i} = 0; }} }};");
                For($"for (; {i} < 10; {i}++)", $"m{id}();");
                break;
            case EndlessForm.ByteThatWraps:
                For($"for (byte {i} = 0; {i} < 300; {i}++)");
                break;
            case EndlessForm.UnsignedThatWraps:
                For($"for (var {i} = 5u; {i} >= 0; {i}--)");
                break;
            case EndlessForm.UpToTheLargest:
                For($"for (var {i} = {a}; {i} <= int.MaxValue; {i}++)");
                break;
            case EndlessForm.VariableUpToTheLargest:
                text.Line($"var b{id} = t.V(int.MaxValue);");
                For($"for (var {i} = int.MaxValue - 3; {i} <= b{id}; {i}++)");
                break;
            case EndlessForm.StepsOverItsBound:
                For($"for (var {i} = 0; {i} != 7; {i} += 2)");
                break;
            case EndlessForm.LongToTheLargest:
                For($"for (var {i} = 0L; {i} < long.MaxValue; {i}++)");
                break;
            case EndlessForm.LongToAVariable:
                text.Line($"var b{id} = t.V(long.MaxValue);");
                For($"for (var {i} = 0L; {i} < b{id}; {i} += 3)");
                break;
            case EndlessForm.NestOfLongLoops:
                text.Open($"for (var {i} = 0L; {i} < long.MaxValue; {i}++)");
                text.Open($"for (var k{id} = 0; k{id} < 1000; k{id}++)");
                Body(Statementless($"(int){i}"));
                text.Close();
                text.Close();
                break;
            case EndlessForm.FloatingThatStays:
                For($"for (var {i} = 1e17; {i} < 1e18; {i} += 1)");
                break;
            case EndlessForm.Goto:
                text.Line($"R{id}: x++;");
                Body(Statementless("3"));
                text.Line($"goto R{id};");
                break;
            case EndlessForm.Retry:
                Caught("if (!t.Never) { throw new Boom(x); }", "catch (Boom) { continue; }");
                break;
            case EndlessForm.RetryWithoutContinue:
                Caught("throw new Boom(x);", "catch (Exception) { }");
                break;
            case EndlessForm.ContinueThroughFinally:
                text.Open("while (true) { try");
                Body(Statementless("3"));
                text.Line("if (!t.Never) { continue; }");
                text.Close();
                text.Line("finally { x++; }");
                text.Line("}");
                break;
            case EndlessForm.Switching:
                text.Line($"var {i} = 0;");
                text.Open($"while (true) {{ switch ({i})");
                text.Line($"case 0: {i} = 1; continue;");
                text.Line($"case 1: {i} = 2; break;");
                text.Line($"default: {i} = 0;");
                Body(Statementless(i));
                text.Line("break;");
                text.Close(" }");
                break;
            case EndlessForm.Ring:
                For($"for (var n{id} = Node.Ring(); n{id} != null; n{id} = n{id}.Next)", counter: "3");
                break;
            case EndlessForm.Iterator:
                For($"foreach (var {i} in Ones())");
                break;
            case EndlessForm.Query when a % 2 == 0:
                text.Line("x += Ones().Select(k => k + 1).Count(k => k == 2);");
                break;
            case EndlessForm.Query:
                For($"foreach (var {i} in Ones().Where(k => k == 1).Select(k => k + 1))");
                break;
            case EndlessForm.Recursion:
                text.Line($"int N{id}(int v, int d) => d == 0 ? v : N{id}(v, d - 1) + N{id}(v + 1, d - 1);");
                text.Line($"x += N{id}(x, 80);");
                break;
            case EndlessForm.MutualRecursion:
                text.Line($"static int N{id}(int v, int d) => d == 0 ? v : O{id}(v, d - 1) + O{id}(v + 1, d - 1);");
                text.Line($"static int O{id}(int v, int d) => d == 0 ? v : N{id}(v, d - 1) - N{id}(v + 1, d - 1);");
                text.Line($"x += N{id}(x, 80);");
                break;
            case EndlessForm.VirtualRecursion:
                text.Line("x += new Branches(new Leaves(), new Branches(new Leaves(), new Leaves())).Sum(80);");
                break;
            case EndlessForm.LambdaRecursion:
                text.Line($"Func<int, int> f{id} = null;");
                text.Line($"f{id} = d => d == 0 ? 1 : f{id}(d - 1) + f{id}(d - 1);");
                text.Line($"x += f{id}(80);");
                break;
            case EndlessForm.RecursionInTry:
                text.Line($"int N{id}(int d) {{ t.Begin({id}); try {{ return d == 0 ? 1 : N{id}(d - 1) + N{id}(d - 1); }} finally {{ t.End({id}); }} }}");
                text.Line($"x += N{id}(80);");
                break;
            case EndlessForm.EmptyBody:
                text.Line(a % 2 == 0 ? "while (true) { }" : "while (t.V(true)) { }");
                break;
            case EndlessForm.EmptyCounting:
                text.Line(a % 2 == 0 ? $"for (var {i} = 0; ; {i}++) {{ }}" : $"for (var {i} = 0L; {i} >= 0; {i}++) {{ }}");
                break;
            case EndlessForm.Sleeping:
                For("while (true)", $"Thread.Sleep({(a % 3 == 0 ? -1 : 1)});");
                break;
            case EndlessForm.Yielding when place.CanAwait:
                For("while (true)", "await Task.Yield();");
                break;
            case EndlessForm.Awaiting when place.CanAwait:
                text.Line(a % 2 == 0 ? "await Task.Delay(-1);" : "await new TaskCompletionSource().Task;");
                break;
            case EndlessForm.AsynchronousIterator when place.CanAwait:
                For($"await foreach (var {i} in LaterOnes())");
                break;
            case EndlessForm.AsynchronousRecursion when place.CanAwait:
                text.Line($"async Task<int> N{id}(int d) {{ if ((d & 7) == 0) {{ await Task.Yield(); }} return d == 0 ? 1 : await N{id}(d - 1) + await N{id}(d - 1); }}");
                text.Line($"x += await N{id}(80);");
                break;
            default:
                For("while (true)");
                break;
        }

        Place Inside(string counter) => place.InLoop(loop, counter, isEndless: true);

        Place Statementless(string counter) => place.InLoop(loop, counter, isStatement: false, isEndless: true);

        void For(string head, string first = "", string end = "", string? counter = null)
        {
            text.Open(head);
            if (first.Length > 0)
            {
                text.Line(first);
            }

            Body(Inside(counter ?? (head.Contains($"{i} ", StringComparison.Ordinal) ? $"(int){i}" : "3")));
            text.Close(end);
        }

        void Body(Place inside)
        {
            text.Open("");
            print(loop.Body, inside);
            text.Line($"C{id}: ;");
            text.Close();
        }

        void Caught(string last, string handler)
        {
            text.Open("while (true) { try");
            Body(Inside("3") with { IsCaught = true });
            text.Line(last);
            text.Close();
            text.Line($"{handler} }}");
        }
    }
}
