using System.Security.Cryptography;
using System.Text;

namespace Estop.Corpus.Works;

/// <summary>What the works work on: the same each time.</summary>
internal static class Text
{
    public static IReadOnlyList<string> Words { get; } =
        "the quick brown fox jumps over a lazy dog while seven wizards quietly mix strange potions".Split(' ');

    /// <summary>A sentence, of which there are many.</summary>
    public static string Sentence(int number) =>
        string.Join(' ', Enumerable.Range(0, 8).Select(i => Words[(number * 7 + i * (number % 5 + 1)) % Words.Count]));

    public static string Fingerprint(byte[] bytes) => $"{bytes.Length} {Convert.ToHexString(SHA256.HashData(bytes))}";

    public static string Fingerprint(string text) => Fingerprint(Encoding.UTF8.GetBytes(text));
}
