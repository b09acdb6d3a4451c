using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Estop.Tests.Generated.Running;

/// <summary>Programs that are woven together, until it is known which of them cannot be.</summary>
internal static partial class Suspects
{
    /// <summary>
    /// Compiles and weaves the classes <c>P0</c>, <c>P1</c> … together. Those that cannot be woven are left out, and told
    /// with the reason. Null when only the first of them was looked for, and found.
    /// </summary>
    public static (byte[] Image, byte[] Woven)? Weave(
        IReadOnlyList<string> sources, OptimizationLevel level, Action<int, string> blame, bool stopAtFirst)
    {
        var left = sources.ToArray();
        while (true)
        {
            var image = Compiler.Compile(left, level);
            try
            {
                return (image, Compiler.Weave(image));
            }
            catch (Exception error)
            {
                // What the weaver refuses it names. Where it breaks down, each one is tried alone.
                List<int> culprits = error is Weaving.WeavingException && Named().Match(error.Message) is { Success: true } named
                    ? [int.Parse(named.Groups[1].Value, null)]
                    : [.. Enumerable.Range(0, left.Length).Where(index => left[index].Length > 0 && !CanBeWoven(left[index], level))];
                if (culprits.Count == 0)
                {
                    throw;
                }

                foreach (var culprit in culprits)
                {
                    blame(culprit, $"{error.GetType().Name}: {error.Message}");
                    left[culprit] = "";
                }

                if (stopAtFirst)
                {
                    return null;
                }
            }
        }
    }

    private static bool CanBeWoven(string source, OptimizationLevel level)
    {
        try
        {
            Compiler.Weave(Compiler.Compile([source], level));
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\bP(\d+)(/|::)")]
    private static partial Regex Named();
}
