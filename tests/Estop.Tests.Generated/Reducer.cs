using Estop.Tests.Generated.Syntax;
using Microsoft.CodeAnalysis;

namespace Estop.Tests.Generated;

/// <summary>Makes a program that fails smaller, as long as it fails.</summary>
public static class Reducer
{
    private const int MostOfARound = 40;

    public static async Task<Failure> ReduceAsync(Failure failure, OptimizationLevel level)
    {
        while (true)
        {
            // The smallest first. Each is tried together with others: what costs is the compiler's start.
            var smaller = Smaller(failure.Program)
                .Where(program => failure.Endless is null || program.Loops.Any(loop => loop.Id == failure.Endless.Loop))
                .OrderBy(Size)
                .ToList();
            Failure? found = null;
            for (var from = 0; from < smaller.Count && found is null; from += MostOfARound)
            {
                var failures = new List<Failure>();
                var round = smaller.GetRange(from, Math.Min(MostOfARound, smaller.Count - from));
                if (failure.Endless is null)
                {
                    Checker.Compare(round, level, failures, stopAtFirst: true);
                }
                else
                {
                    await Checker.StopAsync([.. round.Select(program => (program, failure.Endless))], level, failures, stopAtFirst: true);
                }

                found = failures.Find(other => !other.What.Contains("without entering", StringComparison.Ordinal));
            }

            if (found is null)
            {
                return failure;
            }

            failure = found;
        }
    }

    private static int Size(GeneratedProgram program) => program.Methods.Sum(method => Size(method.Body));

    private static int Size(Block block) => block.Statements.Sum(statement => 1 + statement.Blocks.Sum(Size));

    private static IEnumerable<GeneratedProgram> Smaller(GeneratedProgram program)
    {
        for (var i = 0; i < program.Methods.Count; i++)
        {
            foreach (var body in Smaller(program.Methods[i].Body))
            {
                yield return program with { Methods = [.. program.Methods.Select((method, index) => index == i ? method with { Body = body } : method)] };
            }
        }
    }

    private static IEnumerable<Block> Smaller(Block block)
    {
        if (block.Statements.Count > 1)
        {
            yield return new Block([]);
        }

        for (var i = 0; i < block.Statements.Count; i++)
        {
            var statement = block.Statements[i];
            yield return Replaced(block, i, []);
            foreach (var inner in statement.Blocks)
            {
                yield return Replaced(block, i, inner.Statements);
            }

            if (statement is Loop { Count: > 2 } loop)
            {
                yield return Replaced(block, i, [loop with { Count = 2 }]);
            }

            if (statement is Try { Catches.Count: > 0 } attempt)
            {
                yield return Replaced(block, i, [attempt with { Catches = [] }]);
            }

            for (var k = 0; k < statement.Blocks.Count; k++)
            {
                foreach (var smaller in Smaller(statement.Blocks[k]))
                {
                    yield return Replaced(block, i, [statement.With([.. statement.Blocks.Select((inner, index) => index == k ? smaller : inner)])]);
                }
            }
        }
    }

    private static Block Replaced(Block block, int index, IReadOnlyList<Statement> statements) =>
        new([.. block.Statements.Take(index), .. statements, .. block.Statements.Skip(index + 1)]);
}
