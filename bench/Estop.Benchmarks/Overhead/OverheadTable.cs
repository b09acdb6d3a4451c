using System.Globalization;

namespace Estop.Benchmarks.Overhead;

/// <summary>The result as a table for a README.</summary>
internal static class OverheadTable
{
    public static IReadOnlyList<string> Columns { get; } =
        ["called often", "called once", "another pending", "loops", "calls", "catches"];

    public static void Print(IReadOnlyList<OverheadRow> rows, int rounds)
    {
        Console.WriteLine($"""
            Time of woven code beside the same code unwoven, each in a process of its own: the best of {rounds} processes each.
            *Called often* is optimised code, *called once* such that was replaced while it ran; *another pending* while some other
            scope is being stopped; *loops*, *calls* and *catches* are woven with that pass alone. Bytes are those of one call.

            """);
        Console.WriteLine($"| | {string.Join(" | ", Columns)} | bytes unwoven | bytes woven |");
        Console.WriteLine($"| --- | {string.Concat(Enumerable.Repeat("---: | ", Columns.Count + 2))}");
        foreach (var row in rows)
        {
            Print(row.Kernel, Columns.Select(row.RatioOf), Number(row.BytesOf(Subject.Unwoven)), Number(row.BytesOf("called often")));
        }

        Print("**geometric mean**", Columns.Select(column => Mean(rows.Select(row => row.RatioOf(column)))));
        Print("**worst**", Columns.Select(column => rows.Max(row => row.RatioOf(column))));
        Print("geometric mean of medians", Columns.Select(column => Mean(rows.Select(row => row.MedianRatioOf(column)))));
        Console.WriteLine();
        foreach (var pass in new[] { "loops", "calls", "catches" })
        {
            var more = rows.Where(row => row.BytesOf(pass) > (row.BytesOf(Subject.Unwoven) * 1.001) + 1000).Select(row => row.Kernel).ToList();
            Console.WriteLine($"The {pass} pass adds {(more.Count == 0 ? "no allocation" : $"allocations to {string.Join(", ", more)}")}.");
        }
    }

    private static double Mean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static void Print(string name, IEnumerable<double> ratios, params string[] bytes) => Console.WriteLine(
        $"| {name} | {string.Join(" | ", ratios.Select(ratio => ratio.ToString("F2", CultureInfo.InvariantCulture)))} | "
        + (bytes.Length == 0 ? "| |" : $"{string.Join(" | ", bytes)} |"));
}
