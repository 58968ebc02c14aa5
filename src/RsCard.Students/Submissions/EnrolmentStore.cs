using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Database;

namespace RsCard.Students.Submissions;

/// <summary>Enrolments, their cases and placements, as rows bring them (D-3).</summary>
public sealed class EnrolmentStore
{
    /// <summary>
    /// Makes or changes the enrolment, case and placement of each row. A closed case is opened again. Rows about another unit of the same
    /// programme belong to one enrolment, which the first of them leads.
    /// </summary>
    public async Task<IReadOnlyList<AppliedRow>> SaveAsync(
        NpgsqlTransaction transaction, string institution, IReadOnlyList<(MatchedRow Row, StudentId Student)> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var applied = rows
            .GroupBy(pair => (pair.Student, pair.Row.Judged.Data?.Programme))
            .SelectMany(enrolment => Apply([.. enrolment.Select(pair => pair.Row)], enrolment.Key.Student, institution))
            .ToList();
        var leading = applied.FindAll(row => row.Leads);
        await SaveEnrolmentsAsync(transaction, institution, leading, now, cancellationToken);
        await SaveCasesAsync(transaction, leading, now, cancellationToken);
        await SavePlacementsAsync(transaction, [.. applied.Select(row => (row.EnrolmentId, row.Matched))], cancellationToken);
        return applied;
    }

    /// <summary>Rows that change nothing else may still tell of a placement (D-15).</summary>
    public async Task SavePlacementsAsync(NpgsqlTransaction transaction, string institution, IEnumerable<MatchedRow> unchanged, CancellationToken cancellationToken) =>
        await SavePlacementsAsync(
            transaction,
            [
                .. from row in unchanged
                   let enrolment = FindEnrolment(row, institution)
                   where enrolment is not null
                   select (enrolment.Id, row),
            ],
            cancellationToken);

    private static IEnumerable<AppliedRow> Apply(IReadOnlyList<MatchedRow> rows, StudentId student, string institution)
    {
        var enrolment = FindEnrolment(rows[0], institution);
        var (id, caseId) = (enrolment?.Id ?? Id.New<EnrolmentId>(), enrolment?.Case ?? Id.New<CaseId>());
        return rows.Select((row, place) => new AppliedRow(
            row,
            student,
            id,
            caseId,
            enrolment,
            IsNewCase: enrolment is null or { IsOver: true },
            Leads: place == 0));
    }

    private static KnownEnrolment? FindEnrolment(MatchedRow row, string institution) =>
        row.Known?.Enrolments.FirstOrDefault(own => own.Institution == institution && own.Programme == row.Judged.Data?.Programme);

    private static async Task SaveEnrolmentsAsync(NpgsqlTransaction transaction, string institution, List<AppliedRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into enrolment (id, student_id, institution_code, programme, first_day, last_day, created_at)
            select id, student_id, @institution, programme, first_day, last_day, @now
            from unnest(@ids, @students, @programmes, @firstDays, @lastDays) as new (id, student_id, programme, first_day, last_day)
            on conflict (id) do update
            set first_day = excluded.first_day,
                last_day = excluded.last_day
            """,
            new
            {
                institution,
                now,
                ids = rows.Select(row => row.EnrolmentId.Value).ToArray(),
                students = rows.Select(row => row.Student.Value).ToArray(),
                programmes = rows.Select(row => row.Matched.Judged.Data?.Programme ?? "").ToArray(),
                firstDays = rows.Select(row => row.Matched.Judged.Data?.FirstDay ?? default).ToArray(),
                lastDays = rows.Select(row => row.Matched.Judged.Data?.LastDay ?? default).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    private static async Task SaveCasesAsync(NpgsqlTransaction transaction, List<AppliedRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into student_case (id, enrolment_id, opened_at)
            select id, enrolment_id, @now
            from unnest(@ids, @enrolments) as new (id, enrolment_id)
            on conflict (id) do update
            set closed_at = null,
                outcome = null
            """,
            new
            {
                now,
                ids = rows.Select(row => row.Case.Value).ToArray(),
                enrolments = rows.Select(row => row.EnrolmentId.Value).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    private static async Task SavePlacementsAsync(NpgsqlTransaction transaction, IReadOnlyList<(EnrolmentId Enrolment, MatchedRow Row)> all, CancellationToken cancellationToken)
    {
        // A later row about the same unit and day says it once more.
        var rows = all
            .Where(pair => pair.Row.Judged.Data?.Placement is { Kind: not null } or { FirstDay: not null } or { Unit: not null })
            .DistinctBy(pair => (pair.Enrolment, pair.Row.Judged.Data?.Placement?.Unit ?? "", pair.Row.Judged.Data?.Placement?.FirstDay))
            .ToList();
        if (rows.Count == 0)
            return;

        var placements = rows.ConvertAll(pair => pair.Row.Judged.Data?.Placement);
        await using var command = new NpgsqlCommand(
            """
            insert into placement (id, enrolment_id, unit, unit_kind, first_day, last_day, unit_email, supervisor_email)
            select id, enrolment_id, unit, unit_kind, first_day, last_day, unit_email, supervisor_email
            from unnest(@ids, @enrolments, @units, @kinds, @firstDays, @lastDays, @unitEmails, @supervisorEmails)
                as new (id, enrolment_id, unit, unit_kind, first_day, last_day, unit_email, supervisor_email)
            on conflict (enrolment_id, unit, first_day) do update
            set last_day = excluded.last_day,
                unit_kind = excluded.unit_kind,
                unit_email = excluded.unit_email,
                supervisor_email = excluded.supervisor_email
            """,
            transaction.Connection,
            transaction);
        command.Parameters.AddWithValue("ids", rows.Select(_ => Guid.CreateVersion7()).ToArray());
        command.Parameters.AddWithValue("enrolments", rows.Select(pair => pair.Enrolment.Value).ToArray());
        command.Parameters.AddWithValue("units", placements.Select(placement => placement?.Unit ?? "").ToArray());
        command.Parameters.AddWithValue("kinds", placements.Select(placement => placement?.Kind == UnitKind.Private ? "private" : "public").ToArray());
        command.Parameters.AddWithValue("firstDays", NpgsqlDbType.Array | NpgsqlDbType.Date, placements.Select(placement => placement?.FirstDay).ToArray());
        command.Parameters.AddWithValue("lastDays", NpgsqlDbType.Array | NpgsqlDbType.Date, placements.Select(placement => placement?.LastDay).ToArray());
        command.Parameters.AddWithValue("unitEmails", NpgsqlDbType.Array | NpgsqlDbType.Text, placements.Select(placement => placement?.UnitEmail).ToArray());
        command.Parameters.AddWithValue("supervisorEmails", NpgsqlDbType.Array | NpgsqlDbType.Text, placements.Select(placement => placement?.SupervisorEmail).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
