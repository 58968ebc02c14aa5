using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Database;

namespace RsCard.Students.Submissions;

/// <summary>Enrolments, their cases and placements, as rows bring them (D-3).</summary>
public sealed class EnrolmentStore
{
    /// <summary>Makes or changes the enrolment, case and placement of each row. A closed case is opened again.</summary>
    public async Task<IReadOnlyList<AppliedRow>> SaveAsync(
        NpgsqlTransaction transaction, string institution, IReadOnlyList<(MatchedRow Row, StudentId Student)> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var applied = Apply(rows, institution);
        var own = applied.Where(row => !row.IsFurtherPlacement).ToList();
        await SaveEnrolmentsAsync(transaction, institution, own, now, cancellationToken);
        await SaveCasesAsync(transaction, own, now, cancellationToken);
        await SavePlacementsAsync(transaction, applied, cancellationToken);
        return applied;
    }

    /// <summary>A student's second row for a programme names another placement: it belongs to the enrolment of the first.</summary>
    private static List<AppliedRow> Apply(IReadOnlyList<(MatchedRow Row, StudentId Student)> rows, string institution)
    {
        var first = new Dictionary<(StudentId, string?), AppliedRow>();
        var applied = new List<AppliedRow>();
        // A placement in Halmstad says nothing of the way of somebody who has another one (D-5).
        foreach (var (row, student) in rows.OrderBy(pair => pair.Row.Match.Verdict == Verdict.HandedOver))
        {
            var programme = row.Judged.Data?.Programme;
            var key = (student, programme?.ToUpperInvariant());
            if (first.TryGetValue(key, out var earlier))
            {
                applied.Add(earlier with { Matched = row, IsNewCase = false, IsFurtherPlacement = true });
                continue;
            }

            var enrolment = row.Known?.Find(institution, programme);
            applied.Add(first[key] = new AppliedRow(
                row,
                student,
                enrolment?.Id ?? Id.New<EnrolmentId>(),
                enrolment?.Case ?? Id.New<CaseId>(),
                enrolment,
                IsNewCase: enrolment is null or { IsOver: true },
                IsFurtherPlacement: row.Match.Verdict == Verdict.HandedOver && enrolment is { IsOver: false }));
        }

        return applied;
    }

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
            insert into student_case (id, enrolment_id, opened_at, path)
            select id, enrolment_id, @now, path
            from unnest(@ids, @enrolments, @paths) as new (id, enrolment_id, path)
            on conflict (id) do update
            set opened_at = case when student_case.outcome = 'taken-back' then excluded.opened_at else student_case.opened_at end,
                closed_at = null,
                outcome = null,
                ending_at = null,
                ended_in_break = false,
                path = case
                    when student_case.closed_at is null and student_case.ending_at is null and student_case.path <> 'halmstad' then student_case.path
                    else excluded.path
                end
            """,
            new
            {
                now,
                ids = rows.Select(row => row.Case.Value).ToArray(),
                enrolments = rows.Select(row => row.EnrolmentId.Value).ToArray(),
                paths = rows.Select(row => row.Matched.Path).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Placements of rows that change nothing else: one more placement is nobody's decision.</summary>
    public Task SaveFurtherPlacementsAsync(NpgsqlTransaction transaction, string institution, IReadOnlyList<MatchedRow> rows, CancellationToken cancellationToken) =>
        SavePlacementsAsync(transaction, Apply([.. rows.Where(HasPlacement).Select(row => (row, row.Known?.Id ?? default))], institution).Where(row => row.Enrolment is not null), cancellationToken);

    private static string NameOf(UnitKind? kind) => kind switch
    {
        UnitKind.Private => "private",
        UnitKind.Halmstad => "halmstad",
        _ => "public",
    };

    private static bool HasPlacement(MatchedRow row) => row.Judged.Data?.Placement is { Kind: not null } or { FirstDay: not null } or { Unit: not null };

    private static async Task SavePlacementsAsync(NpgsqlTransaction transaction, IEnumerable<AppliedRow> applied, CancellationToken cancellationToken)
    {
        var rows = applied
            .Where(row => HasPlacement(row.Matched))
            .DistinctBy(row => (row.EnrolmentId, row.Matched.Judged.Data?.Placement?.Unit ?? "", row.Matched.Judged.Data?.Placement?.FirstDay))
            .ToList();
        var placements = rows.Select(row => row.Matched.Judged.Data?.Placement).ToList();
        await using var command = new NpgsqlCommand(
            """
            insert into placement (id, enrolment_id, unit, unit_kind, first_day, last_day, unit_email, supervisor_email)
            select id, enrolment_id, unit, unit_kind, first_day, last_day, unit_email, supervisor_email
            from unnest(@ids, @enrolments, @units, @kinds, @firstDays, @lastDays, @unitEmails, @supervisorEmails)
                as new (id, enrolment_id, unit, unit_kind, first_day, last_day, unit_email, supervisor_email)
            on conflict (enrolment_id, unit, first_day) do update
            set last_day = excluded.last_day,
                unit_kind = excluded.unit_kind,
                unit_email = coalesce(excluded.unit_email, placement.unit_email),
                supervisor_email = coalesce(excluded.supervisor_email, placement.supervisor_email)
            """,
            transaction.Connection,
            transaction);
        command.Parameters.AddWithValue("ids", rows.Select(_ => Guid.CreateVersion7()).ToArray());
        command.Parameters.AddWithValue("enrolments", rows.Select(row => row.EnrolmentId.Value).ToArray());
        command.Parameters.AddWithValue("units", placements.Select(placement => placement?.Unit ?? "").ToArray());
        command.Parameters.AddWithValue("kinds", placements.Select(placement => NameOf(placement?.Kind)).ToArray());
        command.Parameters.AddWithValue("firstDays", NpgsqlDbType.Array | NpgsqlDbType.Date, placements.Select(placement => placement?.FirstDay).ToArray());
        command.Parameters.AddWithValue("lastDays", NpgsqlDbType.Array | NpgsqlDbType.Date, placements.Select(placement => placement?.LastDay).ToArray());
        command.Parameters.AddWithValue("unitEmails", NpgsqlDbType.Array | NpgsqlDbType.Text, placements.Select(placement => placement?.UnitEmail).ToArray());
        command.Parameters.AddWithValue("supervisorEmails", NpgsqlDbType.Array | NpgsqlDbType.Text, placements.Select(placement => placement?.SupervisorEmail).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
