using System.Text.Json;
using Dapper;
using Npgsql;

namespace RsCard.Students.Institutions;

/// <summary>Reads the institutions.</summary>
public sealed class InstitutionBook(NpgsqlDataSource database)
{
    /// <summary>All of them by name, also those that send no lists any more.</summary>
    public Task<IReadOnlyList<Institution>> ListAsync(CancellationToken cancellationToken) => ReadAsync(code: null, cancellationToken);

    public async Task<Institution?> FindAsync(string code, CancellationToken cancellationToken) => await ReadAsync(code, cancellationToken) is [var found] ? found : null;

    private async Task<IReadOnlyList<Institution>> ReadAsync(string? code, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Code, string Name, string Email, bool Active, string Headers, int Revision)>(new CommandDefinition(
            """
            select code, name, email, active, header_names::text, revision
            from institution
            where @code::text is null
            or code = @code
            order by name, code
            """,
            new { code },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new Institution(row.Code, row.Name, row.Email, row.Active, JsonSerializer.Deserialize<Dictionary<string, string>>(row.Headers) ?? [], row.Revision))];
    }
}
