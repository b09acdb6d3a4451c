using Dapper;
using Microsoft.Data.Sqlite;

namespace Estop.Corpus.Works;

/// <summary>Writes rows to a database and reads them back.</summary>
[Work("Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3", "SQLitePCLRaw.batteries_v2", "Dapper")]
internal static class SqliteWork
{
    public static string Run()
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        connection.Execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL NOT NULL)");
        using (var transaction = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO item (name, price) VALUES ($name, $price)";
            var name = insert.Parameters.Add("$name", SqliteType.Text);
            var price = insert.Parameters.Add("$price", SqliteType.Real);
            for (var i = 0; i < 300; i++)
            {
                (name.Value, price.Value) = (Text.Sentence(i), i * 0.5);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var rows = connection.Query<(long Id, string Name, double Price)>("SELECT id, name, price FROM item WHERE price > @least ORDER BY name, id", new { least = 20 });
        return Text.Fingerprint(string.Join('\n', rows)) + connection.ExecuteScalar<double>("SELECT sum(price) FROM item");
    }
}
