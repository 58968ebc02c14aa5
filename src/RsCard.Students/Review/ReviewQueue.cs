using Dapper;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Students;

namespace RsCard.Students.Review;

/// <summary>Who waits for the HSA team, the earliest placement first (D-6).</summary>
public sealed class ReviewQueue(NpgsqlDataSource database, StudentStore students, NameChanges names, IRegionDirectory directory, CardNotes cardNotes, TimeProvider clock)
{
    /// <summary>All of them, or those of these cases. When the directory doesn't answer, they come without what it holds.</summary>
    public async Task<IReadOnlyList<ReviewItem>> ListAsync(IReadOnlyCollection<CaseId>? cases, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select
                c.id as case_id,
                e.student_id,
                e.institution_code,
                e.programme,
                e.first_day,
                e.last_day,
                placement.first_day as placement_first_day,
                array(select reason from review_reason where case_id = c.id order by noted_at) as reasons,
                step.since,
                step.due_by
            from workflow.bookmark step
            join student_case c on c.id = step.correlation_id
            join enrolment e on e.id = c.enrolment_id
            left join lateral (
                select min(first_day) as first_day from placement where enrolment_id = e.id
            ) placement on true
            where step.kind = 'signal'
            and step.name = @signal
            and (@cases::uuid[] is null or c.id = any(@cases))
            order by placement.first_day nulls last, step.since, c.id
            """,
            new { signal = AwaitReview.Signal, cases = cases?.Select(id => id.Value).ToArray() },
            cancellationToken: cancellationToken))).ToList();
        var people = await students.LoadAsync(connection, [.. rows.Select(row => new StudentId(row.StudentId))], cancellationToken);
        var newNames = (await names.FindPendingAsync(connection, [.. rows.Select(row => new CaseId(row.CaseId))], cancellationToken)).ToDictionary(name => name.Student);
        var notes = await cardNotes.FindAsync(connection, people.Keys, cancellationToken);
        var found = await FindAsync(people.Values, cancellationToken);
        var today = clock.Today();
        return
        [
            .. from row in rows
               let person = people.GetValueOrDefault(new StudentId(row.StudentId))?.Person
               where person is not null
               let entries = found is null ? null : Of(found, person)
               select new ReviewItem(
                   new CaseId(row.CaseId),
                   new StudentId(row.StudentId),
                   newNames.GetValueOrDefault(new StudentId(row.StudentId)) is { } name ? person with { GivenName = name.GivenName, FamilyName = name.FamilyName } : person,
                   row.InstitutionCode,
                   row.Programme,
                   row.FirstDay,
                   row.LastDay,
                   row.PlacementFirstDay,
                   row.Reasons,
                   row.Since,
                   row.DueBy,
                   entries,
                   entries is null ? null : DirectorySituations.Of(entries, row.LastDay, today, notes.GetValueOrDefault(new StudentId(row.StudentId)))),
        ];
    }

    private static IReadOnlyList<FoundEntry> Of(ILookup<string, FoundEntry> found, Person person) =>
        person.PersonalNumber is { } number ? [.. found[number]] : [];

    private async Task<ILookup<string, FoundEntry>?> FindAsync(IEnumerable<Student> people, CancellationToken cancellationToken)
    {
        var keys = people.Select(student => student.Person?.PersonalNumber).OfType<string>().Select(EntryKey.PersonalNumber).ToList();
        try
        {
            return (await directory.FindAsync(keys, cancellationToken)).ToLookup(entry => entry.PersonalNumber ?? "");
        }
        catch (LdapException)
        {
            return null;
        }
    }

    private sealed class Row
    {
        public Guid CaseId { get; init; }

        public Guid StudentId { get; init; }

        public string InstitutionCode { get; init; } = "";

        public string Programme { get; init; } = "";

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }

        public DateOnly? PlacementFirstDay { get; init; }

        public string[] Reasons { get; init; } = [];

        public DateTimeOffset Since { get; init; }

        public DateTimeOffset? DueBy { get; init; }
    }
}
