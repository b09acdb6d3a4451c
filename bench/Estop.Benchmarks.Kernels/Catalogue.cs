namespace Estop.Benchmarks.Kernels;

/// <summary>All that is timed.</summary>
public static class Catalogue
{
    public static IReadOnlyList<Kernel> Kernels { get; } =
    [
        new("sum", size => Numeric.Sum(size), 4_000_000, 600_000_000),
        new("short sums", size => Numeric.ShortSums(size), 2_000_000, 400_000_000),
        new("sieve", size => Numeric.Sieve(size), 1_000_000, 50_000_000),
        new("matmul", size => Numeric.MultiplyRectangular(size), 120, 400),
        new("matmul jagged", size => Numeric.MultiplyJagged(size), 160, 500),
        new("spectral norm", size => Numeric.SpectralNorm(size), 200, 1500),
        new("mandelbrot", size => Numeric.Mandelbrot(size), 120, 600),
        new("nbody", size => Bodies.Simulate(size), 20_000, 6_000_000),
        new("fannkuch", size => Puzzles.Fannkuch(size), 8, 10),
        new("fib", size => Puzzles.Fibonacci(size), 29, 40),
        new("trees", size => Puzzles.Trees(size), 14, 20),
        new("checksum", size => Texts.Checksum(size), 2_000_000, 100_000_000),
        new("strings", size => Texts.Build(size), 20_000, 1_000_000),
        new("dictionary", size => Collections.Count(size), 100_000, 4_000_000),
        new("sort, comparer", size => Collections.Sort(size), 20_000, 400_000),
        new("queue and list", size => Collections.Walk(size), 100_000, 5_000_000),
        new("iterator", size => Collections.Iterate(size), 300_000, 15_000_000),
        new("virtual calls", size => Collections.Shapes(size), 1_000_000, 50_000_000),
        new("lock and finally", size => Guarded.Locks(size), 200_000, 10_000_000),
        new("using and foreach", size => Guarded.Disposals(size), 200_000, 8_000_000),
        new("exceptions", size => Guarded.Exceptions(size), 2_000, 40_000),
        new("await", size => Awaiting.Loop(size), 200_000, 5_000_000),
        new("channel", size => Awaiting.RoundTrips(size), 50_000, 800_000),
        new("LINQ", size => Queries.Aggregate(size), 20_000, 400_000),
        new("Roslyn compiles", size => Compiling.Compile(size), 20, 200, "Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll"),
        new("JSON", size => Json.RoundTrip(size), 500, 15_000, "Newtonsoft.Json.dll"),
        new("regex text", size => Texts.Replace(size), 1_000, 30_000),
        new("LINQ report", size => Queries.Report(size), 20_000, 400_000),
    ];
}
