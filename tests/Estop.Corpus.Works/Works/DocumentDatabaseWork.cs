using System.Collections.Concurrent;
using LiteDB;

namespace Estop.Corpus.Works;

/// <summary>Writes documents to a database in memory and asks for some of them.</summary>
[Work("LiteDB")]
internal static class DocumentDatabaseWork
{
    // A stop may leave a transaction half done, whose finaliser throws then, and that ends a process. So none is ever finalised here.
    private static readonly ConcurrentQueue<LiteDatabase> Kept = new();

    public static string Run()
    {
        using var database = new LiteDatabase(new MemoryStream());
        Kept.Enqueue(database);
        var items = database.GetCollection("items");
        items.EnsureIndex("name");
        for (var i = 0; i < 60; i++)
        {
            items.Insert(new BsonDocument { ["_id"] = i, ["name"] = Text.Sentence(i), ["price"] = i * 1.5 });
        }

        return Text.Fingerprint(string.Join('\n', items.Find(Query.And(Query.GT("price", 20), Query.StartsWith("name", "q"))).Select(item => item.ToString())));
    }
}
