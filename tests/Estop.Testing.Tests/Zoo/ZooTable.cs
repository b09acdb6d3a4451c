using System.Text;

namespace Estop.Testing.Tests.Zoo;

/// <summary>The table of the hostile workers in the page of guarantees: between its markers, and made from observations.</summary>
internal static class ZooTable
{
    private const string Begin = "<!-- zoo -->\n";
    private const string End = "<!-- /zoo -->";
    private const string Page = "docs/guarantees.md";

    private const string Head = """
        | Worker | What makes it hostile | woven, it ends by | ms | not woven, by | ms |
        | --- | --- | --- | ---: | --- | ---: |

        """;

    /// <summary>What the page says of each worker, by its name.</summary>
    public static IReadOnlyDictionary<string, (Ending Woven, Ending Unwoven)> Read()
    {
        var rows = Between(Repository.Read(Page)).Block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2);
        return rows
            .Select(row => row.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => (new Ending(cells[3], cells[4]), new Ending(cells[5], cells[6])));
    }

    public static void Write(IReadOnlyDictionary<string, (Ending Woven, Ending Unwoven)> endings)
    {
        var page = Repository.Read(Page);
        var (start, length, _) = Between(page);
        var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (name, (woven, unwoven)) in endings.OrderBy(ending => ending.Key, StringComparer.Ordinal))
        {
            using var worker = HostileCatalogue.Create(name);
            table.Append(
                $"| `{name}` | {worker.Hostility} | {woven.How} | {woven.Milliseconds} | {unwoven.How} | {unwoven.Milliseconds} |\n");
        }

        File.WriteAllText(
            Path.Combine(Repository.Root, Page),
            string.Concat(page.AsSpan(0, start), table.ToString(), page.AsSpan(start + length)));
    }

    private static (int Start, int Length, string Block) Between(string page)
    {
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var length = page.IndexOf(End, StringComparison.Ordinal) - start;
        return (start, length, page.Substring(start, length));
    }
}
