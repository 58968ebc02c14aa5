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
                other_case.id as case_id,
                other.student_id,
                other.first_day,
                other.last_day,
                entry.entry_uuid,
                rs.value as rs_id,
                hsa.value as hsa_id
            from student_case this_case
            join enrolment this on this.id = this_case.enrolment_id
            join enrolment other on other.student_id = this.student_id
            join student_case other_case on other_case.enrolment_id = other.id
            left join directory_entry entry on entry.student_id = this.student_id
            left join identifier rs on rs.student_id = this.student_id and rs.kind = 'rsid'
            left join identifier hsa on hsa.student_id = this.student_id and hsa.kind = 'hsa-id'
            where this_case.id = @caseId
            and (other_case.id = @caseId
                or (other_case.closed_at is null
                    and (select decision from review_decision where case_id = other_case.id order by id desc limit 1) = 'approved'))
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
                own.HsaId);
    }

    private sealed class Period
    {
        public Guid CaseId { get; init; }

        public Guid StudentId { get; init; }

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }

        public Guid? EntryUuid { get; init; }

        public string? RsId { get; init; }

        public string? HsaId { get; init; }
    }
}

/// <summary>What a student's entry should say, before the identifiers are given.</summary>
/// <param name="EntryUuid">The entry we proved before, or null.</param>
public sealed record EntryNeed(
    StudentId Student,
    Person Person,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    bool Closed,
    Guid? EntryUuid,
    string? RsId,
    string? HsaId)
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
        var byHand = EntryUuid is null && !Closed && found is not null && !found.IsEnded(today);
        return new WantedEntry(
            rsId,
            hsaId,
            Person.PersonalNumber,
            Person.GivenName,
            Person.FamilyName,
            Person.Email,
            byHand && found?.ValidFrom is { } from && from < ValidFrom ? from : ValidFrom,
            byHand && found?.ValidTo is { } to && to > ValidTo ? to : ValidTo,
            Closed);
    }

    public override string ToString() => $"Entry need of {Student}";
}
