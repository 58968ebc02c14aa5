using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using RsCard.Students.Audit;

namespace RsCard.Students.Mail.Texts;

/// <summary>
/// Changes the texts of mails. Of two who change one at once, the second is told and nothing is lost. Mails that are composed already
/// keep their text; the next one has the new text, on every node. Each may be called twice: what is so already stays as it is.
/// </summary>
public sealed class MailTextDesk(NpgsqlDataSource database, MailTextBook book, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Many times the longest that is delivered.</summary>
    public const int MostCharacters = MailTextRules.MostCharacters;

    /// <summary>What is wrong with a text; empty where it can be used.</summary>
    public static IReadOnlyList<MailTextFault> Check(MailTextFile file, string text)
    {
        var tidy = MailTextRules.Normalise(text);
        return [.. MailTextRules.Limits(file, tidy).Concat(MailTextRules.Read(file, tidy).Faults).OrderBy(fault => fault.Line ?? int.MaxValue)];
    }

    /// <summary>A typed text as it would be kept, among the others; to see how mails would read.</summary>
    public static MailTextsInForce Try(MailTextsInForce texts, MailTextKey key, string text) =>
        texts.With(key, new(texts.StateOf(key).Version, MailTextRules.Normalise(text), By: "", default));

    /// <summary>The typed text is used from now on. One that reads as the delivered text is that text, also in later releases.</summary>
    /// <param name="known">The version that was read before.</param>
    public async Task<MailTextChange> ChangeAsync(MailTextKey key, string text, int known, string actor, CancellationToken cancellationToken)
    {
        if (Check(key.File, text) is { Count: > 0 } faults)
            return new MailTextChange.Refused(faults);

        var now = await StateAsync(key, cancellationToken);
        var typed = MailTextRules.Normalise(text);
        return await WriteAsync(now, known, typed == now.Delivered ? null : typed, "mail-text.changed", of: null, actor, cancellationToken);
    }

    /// <summary>The delivered text is used again.</summary>
    public async Task<MailTextChange> RestoreAsync(MailTextKey key, int known, string actor, CancellationToken cancellationToken) =>
        await WriteAsync(await StateAsync(key, cancellationToken), known, content: null, "mail-text.restored", of: null, actor, cancellationToken);

    /// <summary>What a version said is used again, as a version of its own.</summary>
    public async Task<MailTextChange> PutBackAsync(MailTextKey key, int version, int known, string actor, CancellationToken cancellationToken)
    {
        if ((await book.VersionsAsync(key, cancellationToken)).FirstOrDefault(one => one.Version == version) is not { } earlier)
            return new MailTextChange.Refused([new(MailTextCodes.NoSuchVersion, Line: null, $"{version}")]);
        if (earlier.Content is { } content && Check(key.File, content) is { Count: > 0 } faults)
            return new MailTextChange.Refused(faults);

        return await WriteAsync(await StateAsync(key, cancellationToken), known, earlier.Content, "mail-text.put-back", version, actor, cancellationToken);
    }

    private async Task<MailTextState> StateAsync(MailTextKey key, CancellationToken cancellationToken) => (await book.ReadAsync(cancellationToken)).StateOf(key);

    private async Task<MailTextChange> WriteAsync(MailTextState now, int known, string? content, string action, int? of, string actor, CancellationToken cancellationToken)
    {
        if (content == now.Written)
            return new MailTextChange.Saved(now.Version, IsChanged: false);
        if (now.Version != known)
            return new MailTextChange.Overtaken(now);

        var (file, language) = (now.Key.File.Stem, now.Key.Language.Code());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var version = known + 1;
        var written = await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into mail_text (file, language, version, content, changed_by, changed_at)
            values (@file, @language, @version, @content, @actor, @at)
            on conflict do nothing
            """,
            new { file, language, version, content, actor, at = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
        if (written == 0)
            return new MailTextChange.Overtaken(await StateAsync(now.Key, cancellationToken));

        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, action, Case: null, Student: null, new { file, language, before = now.Version, after = version, putBack = of, sha256 = HashOf(content) })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new MailTextChange.Saved(version, IsChanged: true);
    }

    /// <summary>The sealed trail says which text it was; the text itself lies in its row.</summary>
    private static string? HashOf(string? content) => content is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

/// <summary>What came of a change to a text.</summary>
public abstract record MailTextChange
{
    private MailTextChange()
    {
    }

    /// <param name="Version">The newest now.</param>
    /// <param name="IsChanged">False: it was so already.</param>
    public sealed record Saved(int Version, bool IsChanged) : MailTextChange;

    /// <summary>The text can't be used; nothing was written.</summary>
    public sealed record Refused(IReadOnlyList<MailTextFault> Faults) : MailTextChange;

    /// <summary>Somebody else has changed it (<see cref="MailTextCodes.Overtaken"/>); nothing was written.</summary>
    public sealed record Overtaken(MailTextState Now) : MailTextChange;
}
