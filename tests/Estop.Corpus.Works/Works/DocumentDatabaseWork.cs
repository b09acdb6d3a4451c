using LiteDB;

namespace Estop.Corpus.Works;

/// <summary>Writes documents to a database in memory and asks for some of them.</summary>
[Work("LiteDB")]
internal static class DocumentDatabaseWork
{
    public static string Run()
    {
        using var database = new LiteDatabase(new MemoryStream());
        var items = database.GetCollection("items");
        items.EnsureIndex("name");
        for (var i = 0; i < 60; i++)
        {
            items.Insert(new BsonDocument { ["_id"] = i, ["name"] = Text.Sentence(i), ["price"] = i * 1.5 });
        }

        return Text.Fingerprint(string.Join('\n', items.Find(Query.And(Query.GT("price", 20), Query.StartsWith("name", "q"))).Select(item => item.ToString())));
    }
}
