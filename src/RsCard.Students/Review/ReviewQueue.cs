using Dapper;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Students;

namespace RsCard.Students.Review;

/// <summary>Who waits for the HSA team, the earliest placement first (D-6).</summary>
public sealed class ReviewQueue(NpgsqlDataSource database, StudentStore students, NameChanges names, IRegionDirectory directory, CardNotes cardNotes, ReviewClaims claims, TimeProvider clock)
{
    /// <summary>Everybody who waits.</summary>
    private const string Waiting =
        """
        from workflow.bookmark step
        join student_case c on c.id = step.correlation_id
        join enrolment e on e.id = c.enrolment_id
        left join review_claim claim on claim.case_id = c.id and claim.claimed_at > @claimedSince
        left join lateral (
            select min(first_day) as first_day from placement where enrolment_id = e.id
        ) placement on true
        where step.kind = 'signal'
        and step.name = @signal
        """;

    private const string InOrder = "order by placement.first_day nulls last, step.since, c.id";

    /// <summary>Of those, the ones a filter lets through; whose approval is held waits no more.</summary>
    private const string Filtered =
        Waiting + "\n" +
        """
        and not exists (select from held_action where case_id = c.id and state = 'held')
        and (@Institution::text is null or e.institution_code = @Institution)
        and (@Reason::text is null or exists (select from review_reason where case_id = c.id and reason = @Reason))
        and (@Claim::text is null or case when claim.case_id is null then @Claim = 'free' else @Claim = 'mine' and claim.claimed_by = @actor end)
        and (@Until::timestamptz is null or step.since <= @Until)
        """;

    /// <summary>One page of them; what the directory holds is asked for those alone.</summary>
    /// <param name="actor">Whose claims are <see cref="QueueFilter.Mine"/>.</param>
    public async Task<QueuePage> PageAsync(QueueFilter filter, string actor, int at, int onAPage, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = Parameters(filter, actor);
        parameters.AddDynamicParams(new { at, onAPage });
        var found = (await connection.QueryAsync<(CaseId Case, long Total, DateTimeOffset Oldest, long Shown, long Pages)>(new CommandDefinition(
            $"""
            select id, total, oldest, shown, pages
            from (
                select *, least(greatest(@at, 1), pages) as shown
                from (
                    select *, (total + @onAPage - 1) / @onAPage as pages
                    from (
                        select c.id, row_number() over ({InOrder}) as place, count(*) over () as total, min(step.since) over () as oldest
                        {Filtered}
                    ) waiting
                ) counted
            ) paged
            where place > (shown - 1) * @onAPage
            and place <= shown * @onAPage
            order by place
            """,
            parameters,
            cancellationToken: cancellationToken))).ToList();
        return found is [var first, ..]
            ? new QueuePage(await ListAsync([.. found.Select(row => row.Case)], cancellationToken), (int)first.Total, first.Oldest, (int)first.Shown, (int)first.Pages)
            : new QueuePage([], Total: 0, Oldest: null, At: 1, Pages: 1);
    }

    /// <summary>All that the filter lets through, in their order.</summary>
    public async Task<IReadOnlyList<CaseId>> IdsAsync(QueueFilter filter, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<CaseId>(new CommandDefinition(
            $"""
            select c.id
            {Filtered}
            {InOrder}
            """,
            Parameters(filter, actor),
            cancellationToken: cancellationToken))];
    }

    /// <summary>Institutions and reasons of those who wait: what a filter can choose.</summary>
    public async Task<IReadOnlyList<(string Institution, string Reason)>> ChoicesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(string Institution, string Reason)>(new CommandDefinition(
            """
            select distinct e.institution_code, reason.reason
            from workflow.bookmark step
            join student_case c on c.id = step.correlation_id
            join enrolment e on e.id = c.enrolment_id
            join review_reason reason on reason.case_id = c.id
            where step.kind = 'signal'
            and step.name = @signal
            """,
            new { signal = AwaitReview.Signal },
            cancellationToken: cancellationToken))];
    }

    /// <summary>All of them whose approval isn't held, or those of these cases. When the directory doesn't answer, they come without what it holds.</summary>
    public async Task<IReadOnlyList<ReviewItem>> ListAsync(IReadOnlyCollection<CaseId>? cases, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
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
                step.due_by,
                claim.claimed_by
            {Waiting}
            and (c.id = any(@cases) or (@cases::uuid[] is null and not exists (select from held_action where case_id = c.id and state = 'held')))
            {InOrder}
            """,
            new { signal = AwaitReview.Signal, claimedSince = claims.Since, cases = cases?.Select(id => id.Value).ToArray() },
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
                   row.ClaimedBy,
                   entries,
                   entries is null ? null : DirectorySituations.Of(entries, row.LastDay, today, notes.GetValueOrDefault(new StudentId(row.StudentId)))),
        ];
    }

    private DynamicParameters Parameters(QueueFilter filter, string actor)
    {
        var parameters = new DynamicParameters(filter);
        parameters.AddDynamicParams(new { actor, signal = AwaitReview.Signal, claimedSince = claims.Since });
        return parameters;
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

        public string? ClaimedBy { get; init; }
    }
}
