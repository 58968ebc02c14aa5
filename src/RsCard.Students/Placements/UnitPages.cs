using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Students;

namespace RsCard.Students.Placements;

/// <summary>Pages of one placement, found by the token of a mail. Unknown, expired and revoked answer alike, and looking changes nothing.</summary>
public sealed class UnitPages(NpgsqlDataSource database, StudentStore students, TimeProvider clock)
{
    /// <returns>Null for a token that is unknown, expired, revoked, of a closed case, or whose student was erased.</returns>
    public async Task<UnitPage?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindRowAsync(connection, token, cancellationToken) is not { } row)
            return null;

        var student = new StudentId(row.StudentId);
        var kind = KindOf(row);
        return (await students.LoadAsync(connection, [student], cancellationToken)).GetValueOrDefault(student)?.Person is { } person
            ? new UnitPage(
                kind,
                person.FullName,
                kind == UnitPageKind.Receipt ? null : row.RsId,
                row.FirstDay,
                row.LastDay,
                (kind == UnitPageKind.Vdi && row.IsVdiOrdered) || (kind == UnitPageKind.Receipt && row.IsReceived))
            : null;
    }

    /// <summary>What a token opens; null as for <see cref="FindAsync"/>.</summary>
    internal async Task<OpenedLink?> FindLinkAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindRowAsync(connection, token, cancellationToken) is { } row ? new OpenedLink(row.PlacementId, KindOf(row)) : null;
    }

    /// <summary>The mail says who was written to; the placement says what a unit has to answer.</summary>
    private static UnitPageKind KindOf(Row row) =>
        row.UnitKind == "halmstad" ? UnitPageKind.Receipt
        : row.MailKind is nameof(MailKind.VdiOrder) or nameof(MailKind.VdiReminder) ? UnitPageKind.Vdi
        : UnitPageKind.Checklist;

    private async Task<Row?> FindRowAsync(NpgsqlConnection connection, string token, CancellationToken cancellationToken) =>
        UnitLink.FindHash(token) is not { } hash
            ? null
            : await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
                """
                select
                    e.student_id,
                    placement.id as placement_id,
                    placement.unit_kind,
                    placement.first_day,
                    placement.last_day,
                    placement.vdi_ordered_at is not null as is_vdi_ordered,
                    placement.received_at is not null as is_received,
                    mail.kind as mail_kind,
                    rs.value as rs_id
                from unit_link
                join mail on mail.id = unit_link.mail_id
                join placement on placement.id = unit_link.placement_id
                join enrolment e on e.id = placement.enrolment_id
                join student_case c on c.id = unit_link.case_id
                left join identifier rs on rs.student_id = e.student_id and rs.kind = 'rsid'
                where unit_link.token_hash = @hash
                and unit_link.revoked_at is null
                and unit_link.expires_at > @now
                and c.closed_at is null
                """,
                new { hash, now = clock.GetUtcNow() },
                cancellationToken: cancellationToken));

    private sealed class Row
    {
        public Guid StudentId { get; init; }

        public Guid PlacementId { get; init; }

        public string UnitKind { get; init; } = "";

        public DateOnly? FirstDay { get; init; }

        public DateOnly? LastDay { get; init; }

        public bool IsVdiOrdered { get; init; }

        public bool IsReceived { get; init; }

        public string MailKind { get; init; } = "";

        public string? RsId { get; init; }
    }
}

internal sealed record OpenedLink(Guid Placement, UnitPageKind Kind);
