using CsCheck;
using Estop.Tests.Generated.Syntax;

namespace Estop.Tests.Generated;

/// <summary>Generates programs: nests of loops, switches, tries, awaits, calls and lambdas, with exits anywhere.</summary>
/// <remarks>What a method may cost is handed down the tree, so that all programs end soon.</remarks>
public sealed class ProgramGen : Gen<GeneratedProgram>
{
    private const int DeepestNest = 5;
    private static readonly LoopForm[] Forms = Enum.GetValues<LoopForm>();

    public override GeneratedProgram Generate(PCG pcg, Size? min, out Size size)
    {
        var seed = pcg.ToString();
        var writing = new Writing(pcg);
        var methods = new List<Method>();
        var count = 1 + writing.Below(4);
        for (var i = 0; i < count; i++)
        {
            var kind = (MethodKind)writing.Below(7);
            if (i == count - 1)
            {
                kind = writing.OneIn(2) ? MethodKind.Plain : MethodKind.Async;
            }

            var cost = i == count - 1 ? 800 : 15 << writing.Below(5);
            methods.Add(new Method(i, kind, cost, writing.Block(cost, 0, methods)));
        }

        size = new Size((ulong)writing.Ids);
        return new GeneratedProgram(seed, methods);
    }

    private sealed class Writing(PCG pcg)
    {
        public int Ids { get; private set; }

        public int Below(int limit) => (int)pcg.Next((uint)limit);

        public bool OneIn(int chances) => Below(chances) == 0;

        public Block Block(int cost, int depth, IReadOnlyList<Method> callable)
        {
            var count = 1 + Below(depth == 0 ? 4 : 3);
            return new Block([.. Enumerable.Range(0, count).Select(_ => Statement(cost / count, depth, callable))]);
        }

        private Statement Statement(int cost, int depth, IReadOnlyList<Method> callable)
        {
            if (depth >= DeepestNest || cost < 4)
            {
                return Simple(cost, callable);
            }

            return Below(20) switch
            {
                < 7 => Loop(cost, depth, callable),
                < 8 when cost >= 100 => BigLoop(),
                < 10 => new If(2 + Below(5), Block(cost, depth + 1, callable), Block(cost, depth + 1, callable)),
                < 12 => new Switch(Below(100), [.. Enumerable.Range(0, 2 + Below(4)).Select(_ => Block(cost, depth + 1, callable))]),
                < 15 => Try(cost / 3, depth, callable),
                < 16 => new Closure(Ids++, Below(100), Block(cost, depth + 1, callable)),
                < 18 => new Guarded(Ids++, Below(100), Block(cost, depth + 1, callable)),
                _ => Simple(cost, callable),
            };
        }

        private Statement Simple(int cost, IReadOnlyList<Method> callable)
        {
            var affordable = callable.Where(method => method.Cost <= cost).ToList();
            if (affordable.Count > 0 && OneIn(2))
            {
                return new Call(affordable[Below(affordable.Count)].Index, Below(100));
            }

            return Below(9) switch
            {
                0 or 1 => new TraceStatement(Ids++),
                2 or 3 => new Compute(Below(100), Below(1000) - 500),
                4 => new Await(Below(100)),
                5 => new Yield(),
                6 => new TraceStatement(Ids++),
                _ => new Exit((ExitKind)Below(4), Below(4), 2 + Below(9), OneIn(2)),
            };
        }

        private Loop Loop(int cost, int depth, IReadOnlyList<Method> callable)
        {
            var count = Below(1 + Math.Min(9, cost / 2));
            var body = Block(cost / (count + 1), depth + 1, callable);
            return new Loop(Ids++, Forms[Below(Forms.Length)], count, Below(100) - 50, 1 + Below(3), body);
        }

        /// <summary>Many iterations that call nothing: what is counted out in chunks, or left unpolled.</summary>
        private Loop BigLoop()
        {
            Loop? inner = null;
            if (OneIn(2))
            {
                inner = new Loop(Ids++, Forms[Below((int)LoopForm.WhileTrue)], Below(120), Below(100) - 50, 1 + Below(3), Pure());
            }

            var outer = Pure();
            outer = inner is null ? outer : new Block([.. outer.Statements, inner]);
            var count = inner is not null ? 60 + Below(120) : 3000 + Below(3000) + (OneIn(2) ? 20000 : 0);
            return new Loop(Ids++, Forms[Below((int)LoopForm.Retry)], count, Below(100) - 50, 1 + Below(3), outer);
        }

        private Block Pure() => new([.. Enumerable.Range(0, 1 + Below(2)).Select(_ => OneIn(5)
            ? new Exit((ExitKind)Below(2), Below(2), 50 + Below(5000), OneIn(2))
            : (Statement)new Compute(Below(100), Below(1000) - 500))]);

        private Try Try(int cost, int depth, IReadOnlyList<Method> callable)
        {
            var catches = Below(3);
            return new Try(
                Ids++,
                Block(cost, depth + 1, callable),
                [.. Enumerable.Range(0, catches).Select(_ => new Catch(Ids++, Below(100), Block(cost / 2, depth + 1, callable), OneIn(4)))],
                catches == 0 || OneIn(2) ? Block(cost / 2, depth + 1, callable) : null);
        }
    }
}
