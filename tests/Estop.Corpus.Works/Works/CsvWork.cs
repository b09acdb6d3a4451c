using CsvHelper;

namespace Estop.Corpus.Works;

/// <summary>Reads records from CSV.</summary>
[Work("CsvHelper")]
internal static partial class CsvWork
{
    public static string Run()
    {
        var text = "Id,Name,Price\n" + string.Concat(Enumerable.Range(0, 150).Select(number => $"{number},\"\"\"{Text.Sentence(number)}\"\", or so\",{number}.25\n"));
        using var reader = CsvReader.FromText(text, new CsvReaderOptions());
        return Text.Fingerprint(string.Join('\n', reader.GetRecords<Row>().Select(row => $"{row.Id} {row.Name} {row.Price}")));
    }

    [CsvRecord]
    public sealed partial class Row
    {
        public int Id { get; set; }

        public string Name { get; set; } = "";

        public decimal Price { get; set; }
    }
}
