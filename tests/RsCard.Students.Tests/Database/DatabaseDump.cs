using System.Text;
using Npgsql;

namespace RsCard.Students.Tests.Database;

/// <summary>All that a database holds, as text: every row of every table, of every schema of ours.</summary>
internal static class DatabaseDump
{
    /// <summary>Binary columns come as hexadecimal, as PostgreSQL writes them.</summary>
    public static async Task<string> ReadAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand(
            """
            select format('%I.%I', schemaname, tablename)
            from pg_tables
            -- Another session's temporary tables can be read by nobody else, and go with it.
            where schemaname <> 'information_schema'
            and schemaname !~ '^pg_'
            order by 1
            """,
            connection))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        var text = new StringBuilder();
        foreach (var table in tables)
        {
            using var rows = await connection.BeginTextExportAsync($"copy {table} to stdout");
            text.Append(table).Append('\n').Append(await rows.ReadToEndAsync());
        }

        return text.ToString();
    }

    /// <summary>Whether the dump has the text in clear, or as the bytes of its UTF-8 or UTF-16.</summary>
    public static bool Tells(string dump, string text) =>
        dump.Contains(text, StringComparison.OrdinalIgnoreCase)
        || dump.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(text)), StringComparison.OrdinalIgnoreCase)
        || dump.Contains(Convert.ToHexString(Encoding.Unicode.GetBytes(text)), StringComparison.OrdinalIgnoreCase);
}
