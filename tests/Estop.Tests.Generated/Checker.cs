using CsCheck;
using Estop.Tests.Generated.Printing;
using Estop.Tests.Generated.Running;
using Estop.Tests.Generated.Syntax;
using Microsoft.CodeAnalysis;

namespace Estop.Tests.Generated;

/// <summary>
/// Checks programs: that each does the same woven and unwoven, and that it can be stopped in any loop that it enters, when
/// that loop does not end.
/// </summary>
public static class Checker
{
    private static readonly EndlessForm[] Forms = Enum.GetValues<EndlessForm>();

    /// <summary>Generates so many programs from a seed, and checks them together.</summary>
    public static async Task<Tally> CheckAsync(PCG random, int count)
    {
        var generator = new ProgramGen();
        var programs = Enumerable.Range(0, count).Select(_ => generator.Generate(random, null, out var _)).ToList();
        var level = random.Next(2) == 0 ? OptimizationLevel.Debug : OptimizationLevel.Release;
        return await CheckAsync(programs, level, random);
    }

    /// <summary>Checks these programs together.</summary>
    public static async Task<Tally> CheckAsync(IReadOnlyList<GeneratedProgram> programs, OptimizationLevel level, PCG random)
    {
        var failures = new List<Failure>();
        var entered = Compare(programs, level, failures);
        var variants = new List<(GeneratedProgram Program, EndlessLoop Endless)>();
        foreach (var (program, loops) in entered)
        {
            if (loops.Count > 0)
            {
                var loop = loops[(int)random.Next((uint)loops.Count)];
                variants.Add((program, new EndlessLoop(loop, Forms[random.Next((uint)Forms.Length)])));
            }
        }

        await StopAsync(variants, level, failures);
        return new Tally(programs.Count, variants.Count, level, failures);
    }

    /// <summary>Runs the programs woven and unwoven. Returns the loops that each enters.</summary>
    internal static List<(GeneratedProgram Program, IReadOnlyList<int> Entered)> Compare(
        IReadOnlyList<GeneratedProgram> programs, OptimizationLevel level, List<Failure> failures, bool stopAtFirst = false)
    {
        var blamed = new HashSet<int>();
        var images = Suspects.Weave(
            [.. programs.Select((program, index) => ProgramPrinter.Print(program, $"P{index}", null))],
            level,
            (index, what) => Blame(index, new Failure(programs[index], null, $"{level}: {what}")),
            stopAtFirst);
        if (images is not (var image, var wovenImage))
        {
            return [];
        }

        using var unwoven = new LoadedPrograms(image);
        using var woven = new LoadedPrograms(wovenImage);
        var entered = new List<(GeneratedProgram, IReadOnlyList<int>)>();
        for (var i = 0; i < programs.Count && !(stopAtFirst && failures.Count > 0); i++)
        {
            if (blamed.Contains(i))
            {
                continue;
            }

            var (run, trace) = unwoven.Find($"P{i}");
            var expected = Execution.Run(run, trace);
            var loops = trace.Entered.Order().ToList();
            var (runWoven, wovenTrace) = woven.Find($"P{i}");
            var actual = Execution.Run(runWoven, wovenTrace);
            if (actual == expected)
            {
                actual = Execution.RunInScope(runWoven, wovenTrace);
            }

            if (actual != expected || expected.Error is not null)
            {
                failures.Add(new Failure(programs[i], null, $"{level}: unwoven {expected}; woven {actual}."));
            }
            else
            {
                entered.Add((programs[i], loops));
            }
        }

        return entered;

        void Blame(int index, Failure failure)
        {
            blamed.Add(index);
            failures.Add(failure);
        }
    }

    /// <summary>Stops each program in its loop that does not end.</summary>
    internal static async Task StopAsync(
        IReadOnlyList<(GeneratedProgram Program, EndlessLoop Endless)> variants,
        OptimizationLevel level,
        List<Failure> failures,
        bool stopAtFirst = false)
    {
        var blamed = new HashSet<int>();
        var images = Suspects.Weave(
            [.. variants.Select((variant, index) => ProgramPrinter.Print(variant.Program, $"P{index}", variant.Endless))],
            level,
            Blame,
            stopAtFirst);
        if (images is not (_, var image))
        {
            return;
        }

        using var woven = new LoadedPrograms(image);
        for (var i = 0; i < variants.Count && !(stopAtFirst && failures.Count > 0); i++)
        {
            if (blamed.Contains(i))
            {
                continue;
            }

            var (program, endless) = variants[i];
            var (run, trace) = woven.Find($"P{i}");
            trace.Endless = endless.Loop;
            if (await StopDrill.StopAsync(run, trace, Shelter.IsSheltered(program, endless.Loop)) is { } what)
            {
                Blame(i, what);
            }
        }

        void Blame(int index, string what)
        {
            var (program, endless) = variants[index];
            blamed.Add(index);
            failures.Add(new Failure(program, endless, $"{level}, {endless.Form}: {what}"));
        }
    }
}
