using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync;

/// <summary>What the database wants of one student's entry, and what we proved of it last.</summary>
public sealed class WantedEntries(NpgsqlDataSource database, StudentStore students)
{
    /// <param name="closes">This case's enrolment no longer counts.</param>
    /// <returns>Null when the person was erased: there is nothing to write (D-4).</returns>
    public async Task<EntryNeed?> FindAsync(CaseId caseId, bool closes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var periods = (await connection.QueryAsync<Period>(new CommandDefinition(
            """
            select
                period.case_id,
                this.student_id,
                period.first_day,
                period.last_day,
                entry.entry_uuid,
                entry.hand_from,
                entry.hand_to,
                rs.value as rs_id,
                hsa.value as hsa_id
            from student_case this_case
            join enrolment this on this.id = this_case.enrolment_id
            join lateral (
                select this_case.id as case_id, this.first_day, this.last_day
                union
                select case_id, first_day, last_day
                from approved_period
                where approved_period.student_id = this.student_id) period on true
            left join directory_entry entry on entry.student_id = this.student_id
            left join identifier rs on rs.student_id = this.student_id and rs.kind = 'rsid'
            left join identifier hsa on hsa.student_id = this.student_id and hsa.kind = 'hsa-id'
            where this_case.id = @caseId
            """,
            new { caseId },
            cancellationToken: cancellationToken))).ToList();
        if (periods.Find(period => period.CaseId == caseId.Value) is not { } own)
            return null;

        var student = new StudentId(own.StudentId);
        var person = (await students.LoadAsync(connection, [student], cancellationToken)).GetValueOrDefault(student)?.Person;
        var counted = periods.Where(period => !closes || period.CaseId != caseId.Value).DefaultIfEmpty(own).ToList();
        return person is null
            ? null
            : new EntryNeed(
                student,
                person,
                counted.Min(period => period.FirstDay),
                counted.Max(period => period.LastDay),
                Closed: closes && periods.Count == 1,
                own.EntryUuid,
                own.RsId,
                own.HsaId,
                own.HandFrom,
                own.HandTo);
    }

    private sealed class Period
    {
        public Guid CaseId { get; init; }

        public Guid StudentId { get; init; }

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }

        public Guid? EntryUuid { get; init; }

        public DateOnly? HandFrom { get; init; }

        public DateOnly? HandTo { get; init; }

        public string? RsId { get; init; }

        public string? HsaId { get; init; }
    }
}

/// <summary>What a student's entry should say, before the identifiers are given.</summary>
/// <param name="EntryUuid">The entry we proved before, or null.</param>
/// <param name="HandFrom">With <paramref name="HandTo"/> the period that somebody had entered by hand before our first write.</param>
public sealed record EntryNeed(
    StudentId Student,
    Person Person,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    bool Closed,
    Guid? EntryUuid,
    string? RsId,
    string? HsaId,
    DateOnly? HandFrom,
    DateOnly? HandTo)
{
    /// <summary>Everything the entry can be known by.</summary>
    public IReadOnlyList<EntryKey> Keys =>
    [
        .. Person.PersonalNumber is { } number ? [EntryKey.PersonalNumber(number)] : Array.Empty<EntryKey>(),
        .. EntryUuid is { } uuid ? [EntryKey.Uuid(uuid)] : Array.Empty<EntryKey>(),
        .. RsId is not null ? [EntryKey.RsId(RsId)] : Array.Empty<EntryKey>(),
        .. HsaId is not null ? [EntryKey.HsaId(HsaId)] : Array.Empty<EntryKey>(),
    ];

    /// <summary>The wanted entry. A period that somebody else entered by hand, and that still runs, is never made shorter.</summary>
    public WantedEntry Want(string rsId, string hsaId, FoundEntry? found, DateOnly today)
    {
        var (handFrom, handTo) = HandPeriod(found, today);
        return new WantedEntry(
            rsId,
            hsaId,
            Person.PersonalNumber,
            Person.GivenName,
            Person.FamilyName,
            Person.Email,
            !Closed && handFrom is { } from && from < ValidFrom ? from : ValidFrom,
            !Closed && handTo is { } to && to > ValidTo ? to : ValidTo,
            Closed);
    }

    /// <summary>What was entered by hand: as the entry says before our first write, afterwards as we found it then. Nothing where it has ended.</summary>
    public (DateOnly? From, DateOnly? To) HandPeriod(FoundEntry? found, DateOnly today)
    {
        var (from, to) = EntryUuid is not null ? (HandFrom, HandTo)
            : found is not null && !found.IsEnded(today) ? (found.ValidFrom, found.ValidTo)
            : (null, null);
        return to < today ? (null, null) : (from, to);
    }

    public override string ToString() => $"Entry need of {Student}";
}
