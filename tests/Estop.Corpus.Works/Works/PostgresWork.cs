using Dapper;
using Npgsql;

namespace Estop.Corpus.Works;

/// <summary>
/// Writes rows to a database server and reads them back, in both ways of calling it. The pool is so small that connections
/// which are left in use are soon missed.
/// </summary>
[Work("Dapper", NeedsPostgres = true)]
internal static class PostgresWork
{
    private static readonly Lazy<string> Connection = new(static () => new NpgsqlConnectionStringBuilder
    {
        Host = Environment.GetEnvironmentVariable("ESTOP_POSTGRES"),
        Username = "estop",
        Database = "postgres",
        ApplicationName = typeof(PostgresWork).Assembly.GetHashCode().ToString(),
        MaxPoolSize = 2,
        Timeout = 20,
    }.ConnectionString);

    public static string Run() => $"{Write()} {WriteLater().GetAwaiter().GetResult()}";

    private static string Write()
    {
        using var connection = new NpgsqlConnection(Connection.Value);
        connection.Open();
        connection.Execute("CREATE TEMP TABLE item (id INT PRIMARY KEY, name TEXT NOT NULL) ON COMMIT PRESERVE ROWS");
        using (var import = connection.BeginBinaryImport("COPY item (id, name) FROM STDIN (FORMAT BINARY)"))
        {
            for (var i = 0; i < 300; i++)
            {
                import.StartRow();
                import.Write(i);
                import.Write(Text.Sentence(i));
            }

            import.Complete();
        }

        using (var transaction = connection.BeginTransaction())
        {
            for (var i = 300; i < 320; i++)
            {
                connection.Execute("INSERT INTO item VALUES (@i, @name)", new { i, name = Text.Sentence(i) }, transaction);
            }

            transaction.Commit();
        }

        var rows = connection.Query<(int Id, string Name)>("SELECT id, name FROM item ORDER BY name, id").ToList();
        connection.Execute("DROP TABLE item");
        return Text.Fingerprint(string.Join('\n', rows));
    }

    private static async Task<string> WriteLater()
    {
        await using var connection = new NpgsqlConnection(Connection.Value);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("CREATE TEMP TABLE later (id INT PRIMARY KEY, name TEXT NOT NULL) ON COMMIT DROP");
        for (var i = 0; i < 20; i++)
        {
            await connection.ExecuteAsync("INSERT INTO later VALUES (@i, @name)", new { i, name = Text.Sentence(i) });
        }

        await using var command = new NpgsqlCommand("SELECT name FROM later ORDER BY id", connection);
        var names = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        await transaction.CommitAsync();
        return Text.Fingerprint(string.Join('\n', names));
    }
}
