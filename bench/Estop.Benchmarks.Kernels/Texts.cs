using System.Text;
using System.Text.RegularExpressions;

namespace Estop.Benchmarks.Kernels;

/// <summary>Text and bytes.</summary>
internal static partial class Texts
{
    public static uint Checksum(int size)
    {
        var bytes = new byte[65_536];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 31);
        }

        var sum = 0u;
        for (var done = 0; done < size; done += bytes.Length)
        {
            sum = Checksum(bytes, sum);
        }

        return sum;
    }

    public static int Build(int size)
    {
        var text = new StringBuilder();
        for (var i = 0; i < size; i++)
        {
            text.Append("item ").Append(i % 1000).Append(';');
        }

        var length = 0;
        foreach (var part in text.ToString().Split(';'))
        {
            length += part.Trim().ToUpperInvariant().Length;
            foreach (var letter in part)
            {
                length += char.IsDigit(letter) ? 1 : 0;
            }
        }

        return length;
    }

    public static int Replace(int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            text.Append("On 2026-11-").Append(10 + (i % 20)).Append(" user").Append(i).AppendLine("@example.org wrote: a word, another word");
        }

        var replaced = Date().Replace(text.ToString(), match => $"{match.Groups[3].Value}.{match.Groups[2].Value}.");
        return Address().Count(replaced) + Address().Replace(replaced, match => match.Value.ToUpperInvariant()).Length;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes, uint sum)
    {
        foreach (var one in bytes)
        {
            sum = (sum << 5) + sum + one;
        }

        return sum;
    }

    [GeneratedRegex(@"(\d{4})-(\d\d)-(\d\d)")]
    private static partial Regex Date();

    [GeneratedRegex(@"[a-z]+\d+@[a-z]+\.[a-z]+")]
    private static partial Regex Address();
}
