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
    byte[] Digests,
    long Fingerprint)
{
    public const string Sql =
        """
        select wanted.*, hash_record_extended(wanted, 0)
        from directory_wanted(@students) wanted
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
        row.GetFieldValue<byte[]>(16),
        row.GetInt64(17));

    /// <param name="until">The last day of this life.</param>
    public WantedStudent Want(Person person, string? dn, EntryLife life, DateOnly until, DateOnly today)
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
            IsMoving)
        {
            Until = HandTo is { } hand && hand >= today && hand < until ? hand : until,
            Fingerprint = Fingerprint,
        };
    }

    public override string ToString() => $"Wanted row of {Student}";

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
