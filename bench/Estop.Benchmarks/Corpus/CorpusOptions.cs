using System.Globalization;

namespace Estop.Benchmarks.Corpus;

/// <summary>What the command was given.</summary>
/// <param name="Stops">How often each work is stopped.</param>
/// <param name="Seed">Decides the moments.</param>
/// <param name="Only">The one work that is meant; null for all.</param>
/// <param name="Libraries">Whether every library is woven and compiled whole, too.</param>
internal sealed record CorpusOptions(int Stops, int Seed, string? Only, bool Libraries)
{
    /// <summary>Null when the arguments are not understood.</summary>
    public static CorpusOptions? Parse(string[] arguments)
    {
        var options = new CorpusOptions(1000, Environment.TickCount, null, false);
        for (var rest = arguments; rest.Length > 0;)
        {
            switch (rest)
            {
                case ["--stops", var stops, ..] when int.TryParse(stops, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1_000_000:
                    (options, rest) = (options with { Stops = count }, rest[2..]);
                    break;
                case ["--seed", var seed, ..] when int.TryParse(seed, CultureInfo.InvariantCulture, out var value):
                    (options, rest) = (options with { Seed = value }, rest[2..]);
                    break;
                case ["--only", var only, ..]:
                    (options, rest) = (options with { Only = only }, rest[2..]);
                    break;
                case ["--libraries", ..]:
                    (options, rest) = (options with { Libraries = true }, rest[1..]);
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
