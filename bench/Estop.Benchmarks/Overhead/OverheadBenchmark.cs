using System.Globalization;

namespace Estop.Benchmarks.Overhead;

/// <summary>
/// What weaving costs while nothing is being stopped: the same code woven and unwoven, each in a process of its own. Each
/// round runs every variant once, in turn, so that all of them meet the same moods of the machine.
/// </summary>
internal static class OverheadBenchmark
{
    public static int Run(string[] args)
    {
        var rounds = 5;
        if (args.Length > 0 && (!int.TryParse(args[0], CultureInfo.InvariantCulture, out rounds) || rounds is < 1 or > 100))
        {
            Console.Error.WriteLine($"ROUNDS must be a whole number from 1 to 100; got '{args[0]}'.");
            return 2;
        }

        var kernels = KernelChild.Names().Where(name => args.Length < 2 || args[1..].Contains(name)).ToList();
        if (kernels.Count == 0)
        {
            Console.Error.WriteLine($"No kernel is called '{args[1]}'. There are: {string.Join(", ", KernelChild.Names())}.");
            return 2;
        }

        var directory = Directory.CreateTempSubdirectory("estop-overhead");
        try
        {
            var rows = Measure(kernels, Subject.All(new VariantBuilder(directory.FullName, KernelChild.AssembliesOf(kernels))), rounds);
            OverheadTable.Print(rows, rounds);
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static List<OverheadRow> Measure(IReadOnlyList<string> kernels, IReadOnlyList<Subject> subjects, int rounds)
    {
        var rows = new List<OverheadRow>();
        foreach (var kernel in kernels)
        {
            var samples = subjects.ToDictionary(subject => subject, _ => new List<Sample>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var subject in subjects)
                {
                    samples[subject].Add(subject.Measure(kernel));
                }
            }

            rows.Add(new OverheadRow(kernel, samples));
            Console.Error.WriteLine($"{rows.Count} of {kernels.Count}: {rows[^1]}");
        }

        return rows;
    }
}
