using System.Globalization;
using Humanizer;

namespace Estop.Corpus.Works;

/// <summary>Puts numbers, times and names into words.</summary>
[Work("Humanizer")]
internal static class HumanizerWork
{
    public static string Run()
    {
        var culture = CultureInfo.InvariantCulture;
        return Text.Fingerprint(string.Join('\n', Enumerable.Range(0, 400).Select(number => string.Join(
            ' ',
            (number * 7919).ToWords(culture),
            TimeSpan.FromSeconds(number * 977).Humanize(3, culture),
            Text.Words[number % Text.Words.Count].Pluralize(),
            Text.Sentence(number).Pascalize().Humanize(LetterCasing.Title),
            number.Ordinalize(culture)))));
    }
}
