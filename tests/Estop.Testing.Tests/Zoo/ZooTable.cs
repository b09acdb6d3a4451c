using System.Text;

namespace Estop.Testing.Tests.Zoo;

/// <summary>The table of the hostile workers in the page of guarantees: between its markers, and made from observations.</summary>
internal static class ZooTable
{
    private const string Begin = "<!-- zoo -->\n";
    private const string End = "<!-- /zoo -->";
    private const string Page = "docs/guarantees.md";

    private const string Head = """
        | Worker | What makes it hostile | woven, it ends by | within ms | not woven, by | within ms | woven, in `SharedProcess` | not woven | woven, in `OwnProcess` | not woven |
        | --- | --- | --- | ---: | --- | ---: | --- | --- | --- | --- |

        """;

    /// <summary>What the page says of each worker, by its name.</summary>
    public static IReadOnlyDictionary<string, ZooRow> Read()
    {
        var rows = Between(Repository.Read(Page)).Block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2);
        return rows
            .Select(row => row.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => new ZooRow(
                cells[2],
                new Ending(cells[3], cells[4]),
                new Ending(cells[5], cells[6]),
                new ChildEnding(cells[7], cells[8]),
                new ChildEnding(cells[9], cells[10])));
    }

    public static void Write(IReadOnlyDictionary<string, ZooRow> rows)
    {
        var page = Repository.Read(Page);
        var (start, length, _) = Between(page);
        var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (name, row) in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            string[] cells =
            [
                $"`{name}`", row.Hostility, row.Woven.How, row.Woven.Milliseconds, row.Unwoven.How, row.Unwoven.Milliseconds,
                row.InSharedProcess.Woven, row.InSharedProcess.Unwoven, row.InOwnProcess.Woven, row.InOwnProcess.Unwoven,
            ];
            table.Append($"| {string.Join(" | ", cells)} |\n");
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
