using System.Globalization;

namespace Estop.Benchmarks.Overhead;

/// <summary>All that was measured of one kernel.</summary>
internal sealed record OverheadRow(string Kernel, IReadOnlyDictionary<Subject, List<Sample>> Samples)
{
    /// <summary>The best time of the subject beside the best of the unwoven code called in the same way.</summary>
    public double RatioOf(string subject) => BestOf(subject) / BestOf(TwinOf(subject));

    /// <summary>The same of the median times of the processes.</summary>
    public double MedianRatioOf(string subject) => MedianOf(subject) / MedianOf(TwinOf(subject));

    public long BytesOf(string subject) => Of(subject).Min(sample => sample.Bytes);

    public double BestOf(string subject) => Of(subject).Min(sample => sample.Milliseconds);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kernel} {BestOf(Subject.Unwoven):F2} ms, {string.Join(", ", OverheadTable.Columns.Select(column => $"{column} {RatioOf(column):F2}"))}");

    private static string TwinOf(string subject) => subject == "called once" ? Subject.UnwovenOnce : Subject.Unwoven;

    private double MedianOf(string subject) => Of(subject).Select(sample => sample.Milliseconds).Order().ElementAt(Of(subject).Count / 2);

    private List<Sample> Of(string subject) => Samples.Single(sample => sample.Key.Name == subject).Value;
}
