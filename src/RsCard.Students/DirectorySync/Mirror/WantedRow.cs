using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>One student as the database has it. No last day: no period counts any more.</summary>
internal sealed record WantedRow(
    StudentId Student,
    byte[]? NumberHash,
    byte[] PersonSealed,
    DateOnly? FirstDay,
    DateOnly? LastDay,
    string RsId,
    string HsaId,
    bool IsMoving,
    DateTimeOffset? ClosedAt,
    DateOnly ProvedFrom,
    DateOnly ProvedTo,
    DateOnly? HandFrom,
    DateOnly? HandTo,
    Guid EntryUuid,
    string EntryCsn,
    byte[]? DnSealed,
    byte[] Digests)
{
    public const string Sql =
        """
        select
            entry.student_id,
            student.personal_number_hash,
            student.person_sealed,
            period.first_day,
            period.last_day,
            rs.value as rs_id,
            hsa.value as hsa_id,
            exists (
                select
                from workflow.work_item item
                where item.key = entry.student_id::text
                and item.kind = 'directory'
                and item.state in ('ready', 'leased')) as is_moving,
            entry.closed_at,
            entry.valid_from,
            entry.valid_to,
            entry.hand_from,
            entry.hand_to,
            entry.entry_uuid,
            entry.entry_csn,
            entry.dn_sealed,
            entry.digests
        from directory_entry entry
        join student on student.id = entry.student_id
        join identifier rs on rs.student_id = entry.student_id and rs.kind = 'rsid'
        join identifier hsa on hsa.student_id = entry.student_id and hsa.kind = 'hsa-id'
        left join lateral (
            select min(first_day) as first_day, max(last_day) as last_day
            from approved_period
            where approved_period.student_id = entry.student_id) period on true
        where entry.student_id > @after
        and (@students is null or entry.student_id = any(@students))
        and entry.deleted_at is null
        and student.protected_at is null
        and student.erased_at is null
        and student.person_sealed is not null
        order by entry.student_id
        limit @most
        """;

    public static WantedRow Read(NpgsqlDataReader row) => new(
        new StudentId(row.GetGuid(0)),
        row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1),
        row.GetFieldValue<byte[]>(2),
        Day(row, 3),
        Day(row, 4),
        row.GetString(5),
        row.GetString(6),
        row.GetBoolean(7),
        row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        row.GetFieldValue<DateOnly>(9),
        row.GetFieldValue<DateOnly>(10),
        Day(row, 11),
        Day(row, 12),
        row.GetGuid(13),
        row.GetString(14),
        row.IsDBNull(15) ? null : row.GetFieldValue<byte[]>(15),
        row.GetFieldValue<byte[]>(16));

    public WantedStudent Want(Person person, string? dn, EntryLife life, DateOnly today)
    {
        var isOpen = life == EntryLife.Open;
        var (from, to) = (FirstDay ?? ProvedFrom, LastDay ?? ProvedTo);
        var entry = new EntryNeed(Student, person, from, to, Closed: !isOpen, EntryUuid, RsId, HsaId, HandFrom, HandTo).Want(RsId, HsaId, found: null, today);
        return new WantedStudent(
            Student,
            NumberHash is null ? null : Convert.ToBase64String(NumberHash),
            entry,
            life,
            new ProvedEntry(EntryUuid, EntryCsn, dn, new PackedDigests(Digests)),
            IsMoving);
    }

    public override string ToString() => $"Wanted row of {Student}";

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
