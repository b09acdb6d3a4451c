using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Estop.Corpus.Works;

/// <summary>Writes objects as JSON, reads them back, and asks for parts of the document.</summary>
[Work("Newtonsoft.Json")]
internal static class JsonWork
{
    public static string Run()
    {
        var orders = Enumerable.Range(0, 200).Select(number => new Order(
            number,
            Text.Sentence(number),
            [.. Enumerable.Range(0, number % 7).Select(line => new Line(Text.Words[line], line * 1.25m, DateTime.UnixEpoch.AddDays(line)))]));
        var text = JsonConvert.SerializeObject(orders, Formatting.Indented);
        var again = JsonConvert.SerializeObject(JsonConvert.DeserializeObject<List<Order>>(text), Formatting.Indented);
        var prices = JArray.Parse(again).SelectTokens("$..Lines[?(@.Price > 2)].Item").Select(token => (string?)token);
        return Text.Fingerprint(again + string.Join(',', prices));
    }

    internal sealed record Order(int Number, string Customer, List<Line> Lines);

    internal sealed record Line(string Item, decimal Price, DateTime Due);
}
