using System.Globalization;

namespace Estop.Benchmarks.Children;

/// <summary>The processor time of a service, its guardian and its children, in milliseconds, to tenths of a second.</summary>
/// <param name="Service">Of this process.</param>
/// <param name="Guardian">Of the guardian alone.</param>
/// <param name="Children">Of the children that live, and of those that the guardian has reaped.</param>
internal readonly record struct ProcessorTime(double Service, double Guardian, double Children)
{
    private const double MillisecondsPerTick = 10;

    public static ProcessorTime Now(int guardian, IEnumerable<int> children)
    {
        var own = Fields(guardian);
        return new ProcessorTime(
            Environment.CpuUsage.TotalTime.TotalMilliseconds,
            Sum(own, 11) * MillisecondsPerTick,
            (Sum(own, 13) + children.Sum(static child => Sum(Fields(child), 11))) * MillisecondsPerTick);
    }

    public static int ParentOf(int process) => int.Parse(Fields(process)[1], CultureInfo.InvariantCulture);

    public static ProcessorTime operator -(ProcessorTime one, ProcessorTime other) =>
        new(one.Service - other.Service, one.Guardian - other.Guardian, one.Children - other.Children);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"processor time: service {Service:F0} ms, guardian {Guardian:F0} ms, children {Children:F0} ms");

    private static long Sum(string[] fields, int first) =>
        fields.Length == 0 ? 0 : long.Parse(fields[first], CultureInfo.InvariantCulture) + long.Parse(fields[first + 1], CultureInfo.InvariantCulture);

    private static string[] Fields(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
