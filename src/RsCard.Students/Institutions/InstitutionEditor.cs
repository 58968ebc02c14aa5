using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Editing;
using RsCard.Students.Submissions;

namespace RsCard.Students.Institutions;

/// <summary>Changes institutions, and adds them. Of two who change one at once, the second is told and nothing is lost.</summary>
public sealed class InstitutionEditor(NpgsqlDataSource database, InstitutionBook book, AuditTrail audit)
{
    /// <returns>The address as it is kept; null for what isn't one.</returns>
    public static string? ReadAddress(string? text) => MailCell.Find(text?.Trim() ?? "");

    /// <summary>Writes the institution as ordered; may be called twice: one that is so already stays as it is.</summary>
    /// <param name="order">Its revision is what was read before; 0 for a new one.</param>
    public async Task<Edit<Institution>> SaveAsync(Institution order, string actor, CancellationToken cancellationToken)
    {
        var before = await book.FindAsync(order.Code, cancellationToken);
        if ((before?.Revision ?? 0) != order.Revision)
            return new Edit<Institution>.Overtaken(before);
        if (before is not null && Texts(before).SequenceEqual(Texts(order)))
            return new Edit<Institution>.Saved(IsChanged: false);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await WriteAsync(transaction, order, isNew: before is null, cancellationToken) == 0)
            return new Edit<Institution>.Overtaken(await book.FindAsync(order.Code, cancellationToken));

        await audit.WriteAsync(
            transaction,
            [new AuditEvent(actor, before is null ? "institution.added" : "institution.changed", Case: null, Student: null, new { institution = order.Code, before = before is null ? null : Facts(before), after = Facts(order) })],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Edit<Institution>.Saved(IsChanged: true);
    }

    /// <returns>0 where somebody else was faster.</returns>
    private static Task<int> WriteAsync(NpgsqlTransaction transaction, Institution order, bool isNew, CancellationToken cancellationToken) => transaction.Connection!.ExecuteAsync(new CommandDefinition(
        isNew
            ? """
              insert into institution (code, name, email, active, header_names)
              values (@Code, @Name, @Email, @IsActive, @headers::jsonb)
              on conflict do nothing
              """
            : """
              update institution
              set name = @Name,
                  email = @Email,
                  active = @IsActive,
                  header_names = @headers::jsonb,
                  revision = revision + 1
              where code = @Code
              and revision = @Revision
              """,
        new { order.Code, order.Name, order.Email, order.IsActive, order.Revision, headers = JsonSerializer.Serialize(order.HeaderNames) },
        transaction,
        cancellationToken: cancellationToken));

    private static IEnumerable<string> Texts(Institution institution) =>
        [institution.Name, institution.Email, institution.IsActive ? "active" : "", .. institution.HeaderNames.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)];

    private static object Facts(Institution institution) => new { name = institution.Name, email = institution.Email, active = institution.IsActive, headers = institution.HeaderNames };
}
