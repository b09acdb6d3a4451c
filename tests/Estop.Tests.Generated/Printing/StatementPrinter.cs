using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated.Printing;

/// <summary>Prints statements, each only as far as its place allows.</summary>
internal sealed class StatementPrinter(SourceText text, GeneratedProgram program, EndlessLoop? endless)
{
    public void Print(Block block, Place place)
    {
        foreach (var statement in block.Statements)
        {
            Print(statement, place);
        }
    }

    private void Print(Statement statement, Place place)
    {
        switch (statement)
        {
            case TraceStatement trace:
                text.Line($"t.T({trace.Id}, x);");
                break;
            case Compute compute:
                text.Line(Expressions.Compute(compute, place.Counter));
                break;
            case Await awaiting:
                text.Line(place.CanAwait ? Expressions.Await(awaiting) : "t.T(6, x);");
                break;
            case Yield:
                text.Line(place.CanYield ? "yield return x;" : "t.T(7, x);");
                break;
            case If decision:
                text.Open($"if ((x & 0xFFFF) % {decision.Modulus} == 0)");
                Print(decision.Then, place);
                text.Close();
                text.Open("else");
                Print(decision.Else, place);
                text.Close();
                break;
            case Exit exit:
                Print(exit, place);
                break;
            case Call call:
                Print(call, place);
                break;
            case Switch choice:
                Print(choice, place);
                break;
            case Try attempt:
                Print(attempt, place);
                break;
            case Closure closure:
                Print(closure, place);
                break;
            case Guarded guarded:
                Print(guarded, place);
                break;
            case Loop loop:
                text.Open("");
                text.Line($"t.Enter({loop.Id});");
                if (loop.Id == endless?.Loop)
                {
                    new EndlessPrinter(text, Print).Print(loop, endless.Form, place);
                }
                else
                {
                    new LoopPrinter(text, Print).Print(loop, place);
                }

                text.Line($"B{loop.Id}: ;");
                text.Close();
                break;
        }
    }

    private void Print(Exit exit, Place place)
    {
        var loop = place.Loops.IsEmpty ? null : place.Loops[exit.Levels % place.Loops.Count];
        var (leaves, how) = exit.Kind switch
        {
            ExitKind.Break when loop is not null => (loop.IsOutside || loop.IsEndless, Break()),
            ExitKind.Continue when loop is not null => (loop.IsOutside, Continue()),
            ExitKind.Return when place.CanReturn => (place.ReturnLeavesEndless, Return()),
            ExitKind.Throw => (place.ThrowLeavesEndless, $"throw new Boom(x);"),
            _ => (false, "x++;"),
        };
        text.Line($"if ({(leaves ? "t.Never && " : "")}(x & 0xFFFF) % {exit.Modulus} == 1) {{ {how} }}");

        string Break() => loop == place.Loops[0] && loop.IsStatement && !place.IsInSwitch && !exit.ByLabel ? "break;" : $"goto B{loop.Id};";

        string Continue() => loop == place.Loops[0] && loop.IsStatement && !exit.ByLabel ? "continue;" : $"goto C{loop.Id};";

        string Return() => place.Returns switch
        {
            null => "return;",
            MethodKind.Iterator or MethodKind.AsyncIterator => "yield break;",
            _ => "return x;",
        };
    }

    private void Print(Call call, Place place)
    {
        if (Expressions.Call(program.Methods[call.Method], call.Form, place) is not { } called)
        {
            text.Line("t.T(8, x);");
        }
        else if (place.ThrowLeavesEndless)
        {
            text.Line($"try {{ {called} }} catch (Boom) {{ x++; }}");
        }
        else
        {
            text.Line(called);
        }
    }

    private void Print(Switch choice, Place place)
    {
        var inside = place with { IsInSwitch = true };
        var count = choice.Cases.Count;
        text.Open((choice.Form % 4) switch
        {
            0 => $"switch (x & 7)",
            1 => "switch (\"case\" + (x & 7))",
            2 => "switch ((x & 7) switch { 0 => (object)\"text\", 1 => 1, 2 => 2L, 3 => 'c', _ => 1.5 })",
            _ => $"switch ((x & 0xFFFF) % {count + 1})",
        });
        for (var i = 0; i < count; i++)
        {
            text.Line((choice.Form % 4) switch
            {
                1 => $"case \"case{i}\":",
                2 => $"case {(i < 5 ? new[] { "string", "int when x % 3 == 0", "long", "char", "double" }[i] : $"int n{i} when n{i} == {i}")}:",
                _ => $"case {i}:",
            });
            text.Open("");
            Print(choice.Cases[i], inside);
            var jump = (choice.Form % 4) switch
            {
                0 or 3 when i + 1 < count => $"goto case {i + 1};",
                1 when i + 1 < count => $"goto case \"case{i + 1}\";",
                _ => "goto default;",
            };
            text.Line(choice.Form % 3 == 0 ? $"if (x % 5 == 0) {{ {jump} }}" : "t.T(9, x);");
            text.Line("break;");
            text.Close();
        }

        if (choice.Form % 4 == 1)
        {
            text.Line("case \"a\": case \"bb\": case \"ccc\": case \"dddd\": case \"eeeee\": case \"ffffff\": t.T(10, x); break;");
        }

        text.Line("default: x++; break;");
        text.Close();
    }

    private void Print(Try attempt, Place place)
    {
        var catches = CatchPrinter.Possible(attempt.Catches);
        if (catches.Count == 0 && attempt.Finally is null)
        {
            text.Open("");
            Print(attempt.Body, place);
            text.Close();
            return;
        }

        // What a finally block leaves was entered before. An iterator cannot yield in a try statement that has a catch.
        var cleans = attempt.Finally is not null || catches.Count == 0 || attempt.Id % 2 == 0;
        var inOne = catches.Count == 0 || attempt.Id % 3 == 0;
        if (cleans)
        {
            text.Line($"t.Begin({attempt.Id});");
            text.Open("try");
        }

        if (catches.Count > 0)
        {
            PrintCatches(attempt, catches, place, opensTry: !cleans || !inOne);
        }
        else
        {
            Print(attempt.Body, place);
        }

        if (cleans)
        {
            if (!inOne || catches.Count == 0)
            {
                text.Close();
            }

            text.Open("finally");
            // Cleanup may throw.
            text.Line($"t.End({attempt.Id});");
            if (attempt.Finally is not null)
            {
                Print(attempt.Finally, place.InFinally());
            }

            text.Close();
        }
    }

    private void PrintCatches(Try attempt, List<Catch> catches, Place place, bool opensTry)
    {
        if (opensTry)
        {
            text.Open("try");
        }

        Print(attempt.Body, place with { CanYield = false, IsCaught = place.IsCaught || catches.Exists(CatchPrinter.TakesAll) });
        text.Close();
        foreach (var handler in catches)
        {
            text.Open(CatchPrinter.Head(handler));
            text.Line($"t.T({handler.Id}, x);");
            Print(handler.Body, place.InCatch());
            if (handler.Rethrows)
            {
                var how = handler.Form % 2 == 0 ? "throw;" : "throw new Boom(x);";
                text.Line(place.ThrowLeavesEndless ? $"if (t.Never) {{ {how} }}" : how);
            }

            text.Close();
        }
    }

    private void Print(Closure closure, Place place)
    {
        var (start, end, isAsync) = Expressions.Closure(closure, place);
        text.Open(start);
        Print(closure.Body, place.InClosure(isAsync));
        text.Close(end);
    }

    private void Print(Guarded guarded, Place place)
    {
        var inLock = place.InLock();
        switch (guarded.Form % 6)
        {
            case 0:
                Around("lock (t.Gate)", inLock);
                break;
            case 1:
                Around("lock (t.Lock)", inLock with { CanPoint = false });
                break;
            case 2:
                Around($"using (t.Use({guarded.Id}))", place);
                break;
            case 3:
                text.Open("");
                text.Line($"using var r{guarded.Id} = t.Use({guarded.Id});");
                Print(guarded.Body, place);
                text.Close();
                break;
            case 4:
                Around(place.CanAwait ? $"await using (t.Use({guarded.Id}))" : $"using (t.Use({guarded.Id}))", place with { CanYield = place.CanYield && !place.CanAwait });
                break;
            default:
                text.Line("Monitor.Enter(t.Gate);");
                text.Open("try");
                Print(guarded.Body, inLock);
                text.Close();
                text.Line("finally { Monitor.Exit(t.Gate); }");
                break;
        }

        void Around(string head, Place inside)
        {
            text.Open(head);
            Print(guarded.Body, inside);
            text.Close();
        }
    }
}
