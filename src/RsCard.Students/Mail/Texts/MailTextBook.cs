using Dapper;
using Npgsql;

namespace RsCard.Students.Mail.Texts;

/// <summary>The texts of the mails to read. Nothing is kept in memory: what one node writes, every node sends with the next mail.</summary>
public sealed class MailTextBook(NpgsqlDataSource database, MailTemplates delivered)
{
    /// <summary>All texts.</summary>
    public async Task<MailTextsInForce> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, MailTextKey.All, cancellationToken);
    }

    /// <summary>Every version of one text, the newest first.</summary>
    public async Task<IReadOnlyList<MailTextVersion>> VersionsAsync(MailTextKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(int Version, string? Content, string By, DateTimeOffset At)>(new CommandDefinition(
            """
            select version, content, changed_by, changed_at
            from mail_text
            where file = @Stem
            and language = @language
            order by version desc
            """,
            new { key.File.Stem, language = key.Language.Code() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new MailTextVersion(row.Version, row.Content, row.By, row.At))];
    }

    /// <summary>What one mail is made from: its own text, and whom to ask.</summary>
    internal Task<MailTextsInForce> ReadAsync(NpgsqlConnection connection, MailKind kind, MailLanguage language, CancellationToken cancellationToken) =>
        ReadAsync(connection, [MailTextFile.Of(kind).In(language), MailTextFile.WhomToAsk.In(language)], cancellationToken);

    private async Task<MailTextsInForce> ReadAsync(NpgsqlConnection connection, IReadOnlyList<MailTextKey> keys, CancellationToken cancellationToken)
    {
        var newest = (await connection.QueryAsync<(string File, string Language, int Version, string? Content, string By, DateTimeOffset At)>(new CommandDefinition(
            """
            select distinct on (file, language) file, language, version, content, changed_by, changed_at
            from mail_text
            where file = any(@files)
            order by file, language, version desc
            """,
            new { files = keys.Select(key => key.File.Stem).Distinct().ToArray() },
            cancellationToken: cancellationToken))).ToDictionary(row => (row.File, row.Language));
        return keys.Aggregate(
            MailTextsInForce.AsDelivered(delivered),
            (texts, key) => newest.TryGetValue((key.File.Stem, key.Language.Code()), out var row) ? texts.With(key, new(row.Version, row.Content, row.By, row.At)) : texts);
    }
}
