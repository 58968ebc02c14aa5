using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.Students;

/// <summary>New names that wait for the HSA team's decision (D-32): sealed with the student's key until then, and the student's afterwards.</summary>
public sealed class NameChanges(StudentStore students, StudentKeys studentKeys, TimeProvider clock)
{
    /// <summary>
    /// Holds a new name for each of these students. A student has one name to decide on at a time: the newest takes the place of one
    /// that isn't decided. Starts no process: see <see cref="Cases.NameChangeDesk.HoldAsync"/>.
    /// </summary>
    /// <param name="names">Whose values were erased is left out.</param>
    /// <returns>The cases in which it is decided on: where one was waiting already, its own.</returns>
    public async Task<IReadOnlyList<CaseId>> HoldAsync(NpgsqlTransaction transaction, IReadOnlyList<HeldName> names, string actor, CancellationToken cancellationToken)
    {
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [.. names.Select(name => name.Student)], cancellationToken);
        var sealable = names.Where(name => keyring.Has(name.Student)).DistinctBy(name => name.Student).ToList();
        var held = await transaction.Connection!.QueryAsync<Guid>(new CommandDefinition(
            """
            insert into name_change (id, student_id, case_id, name_sealed, reported_by, reported_at)
            select id, student_id, case_id, sealed, @actor, @now
            from unnest(@ids, @students, @cases, @names) as new (id, student_id, case_id, sealed)
            on conflict (student_id) where decision is null do update
            set name_sealed = excluded.name_sealed,
                reported_by = excluded.reported_by,
                reported_at = excluded.reported_at,
                case_id = case
                    when exists (select from student_case c where c.id = name_change.case_id and c.closed_at is null and c.ending_at is null) then name_change.case_id
                    else excluded.case_id
                end
            returning case_id
            """,
            new
            {
                actor,
                now = clock.GetUtcNow(),
                ids = sealable.Select(_ => Guid.CreateVersion7()).ToArray(),
                students = sealable.Select(name => name.Student.Value).ToArray(),
                cases = sealable.Select(name => name.Case.Value).ToArray(),
                names = sealable.Select(name => keyring.Seal(name.Student, new FullName(name.GivenName, name.FamilyName))).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        return [.. held.Select(id => new CaseId(id))];
    }

    /// <summary>The name that waits for a decision on this case's student; null where none does.</summary>
    public async Task<PendingName?> FindPendingAsync(NpgsqlTransaction transaction, CaseId caseId, CancellationToken cancellationToken) =>
        (await FindPendingAsync(transaction.Connection!, [caseId], cancellationToken)).SingleOrDefault();

    /// <summary>The names that wait for a decision on the students of these cases, one a student.</summary>
    public async Task<IReadOnlyList<PendingName>> FindPendingAsync(NpgsqlConnection connection, IReadOnlyCollection<CaseId> cases, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select distinct on (name_change.id)
                name_change.id, name_change.student_id, name_change.case_id, name_change.name_sealed, name_change.reported_by, name_change.reported_at
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            join name_change on name_change.student_id = e.student_id
            where c.id = any(@cases)
            and name_change.decision is null
            order by name_change.id
            """,
            new { cases = cases.Select(id => id.Value).ToArray() },
            cancellationToken: cancellationToken))).ToList();
        var keyring = await studentKeys.OpenAsync(connection, [.. rows.Select(row => new StudentId(row.StudentId))], cancellationToken);
        return
        [
            .. from row in rows
               let student = new StudentId(row.StudentId)
               let name = keyring.Open<FullName>(student, row.NameSealed)
               where name is not null
               select new PendingName(row.Id, student, new CaseId(row.CaseId), name.GivenName, name.FamilyName, row.ReportedBy, row.ReportedAt),
        ];
    }

    /// <summary>The name becomes the student's.</summary>
    /// <returns>The person as before; null when the values were erased.</returns>
    public async Task<Person?> ApproveAsync(NpgsqlTransaction transaction, PendingName name, string actor, CancellationToken cancellationToken)
    {
        await DecideAsync(transaction, name, "approved", reason: null, actor, cancellationToken);
        return await students.RenameAsync(transaction, name.Student, name.GivenName, name.FamilyName, cancellationToken);
    }

    /// <param name="reason">Reaches the administrator; without personal data.</param>
    public Task RejectAsync(NpgsqlTransaction transaction, PendingName name, string reason, string actor, CancellationToken cancellationToken) =>
        DecideAsync(transaction, name, "rejected", reason, actor, cancellationToken);

    private async Task DecideAsync(NpgsqlTransaction transaction, PendingName name, string decision, string? reason, string actor, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update name_change
            set decision = @decision,
                reason = @reason,
                decided_by = @actor,
                decided_at = @now
            where id = @Id
            and decision is null
            """,
            new { name.Id, decision, reason, actor, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));

    private sealed record FullName(string GivenName, string FamilyName)
    {
        public override string ToString() => "Name (not shown)";
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid StudentId { get; init; }

        public Guid CaseId { get; init; }

        public byte[] NameSealed { get; init; } = [];

        public string ReportedBy { get; init; } = "";

        public DateTimeOffset ReportedAt { get; init; }
    }
}

/// <summary>A name that was reported for a student, in one of their cases.</summary>
public sealed record HeldName(CaseId Case, StudentId Student, string GivenName, string FamilyName)
{
    public override string ToString() => $"Name for {Case}";
}

/// <summary>A name that waits for the HSA team.</summary>
/// <param name="Case">The case it was reported in, whose process waits.</param>
public sealed record PendingName(Guid Id, StudentId Student, CaseId Case, string GivenName, string FamilyName, string ReportedBy, DateTimeOffset ReportedAt)
{
    public override string ToString() => $"Name change {Id}";
}
