using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using RsCard.Students.Audit;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Numbers;
using RsCard.Students.Placements;
using RsCard.Students.ReserveCards;
using RsCard.Students.Review;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>Turns matched rows into students, enrolments, cases and workflows, set-based, in the caller's transaction.</summary>
public sealed class RowApplier(StudentStore students, StudentKeys studentKeys, EnrolmentStore enrolments, PlacementProcesses placements, RenewalProcesses renewals, ArrivedNumbers numbers, NameChanges names, AddressDesk addresses, WorkflowEngine engine, AuditTrail audit, TimeProvider clock)
{
    /// <param name="cells">The rows as sent, by row number.</param>
    public async Task ApplyAsync(NpgsqlTransaction transaction, SubmissionId submission, string institution, IReadOnlyList<MatchedRow> rows, IReadOnlyDictionary<int, string[]> cells, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var acting = rows.Where(row => row.Person is not null && row.Match.Verdict is Verdict.New or Verdict.Review or Verdict.Extended or Verdict.Renewal or Verdict.HandedOver).ToList();
        var open = acting.SelectMany(row => row.Known?.Enrolments ?? []).Select(enrolment => enrolment.Case.Value).Distinct().ToList();
        await engine.LockAsync(transaction, open, cancellationToken);

        var ids = await students.GetOrAddAsync(transaction, [.. acting.Select(row => row.Person).OfType<Person>()], now, cancellationToken);
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [.. ids, .. rows.Select(row => row.Known?.Id).OfType<StudentId>()], cancellationToken);
        await students.SaveAsync(transaction, keyring, [.. acting.Zip(ids, (row, id) => (Id: id, Person: WithKnownName(row))).Where(pair => keyring.Has(pair.Id))], cancellationToken);
        var applied = await enrolments.SaveAsync(transaction, institution, [.. acting.Zip(ids)], now, cancellationToken);
        await enrolments.SaveFurtherPlacementsAsync(transaction, institution, [.. rows.Where(row => row.Match.Verdict == Verdict.Unchanged && row.Known is not null)], cancellationToken);
        await NoteReasonsAsync(transaction, submission, applied, now, cancellationToken);
        await numbers.NoteAsync(
            transaction,
            keyring,
            [.. applied.Where(row => row.Matched.ArrivedNumber is not null).Select(row => (row.Case, row.Student, row.Matched.ArrivedNumber ?? ""))],
            cancellationToken);
        await MoveAsync(transaction, applied, now, cancellationToken);
        await names.HoldAsync(
            transaction,
            [.. applied.Where(row => HasNewName(row.Matched)).Select(row => new HeldName(row.Case, row.Student, row.Matched.Person?.GivenName ?? "", row.Matched.Person?.FamilyName ?? ""))],
            "system",
            cancellationToken);

        // Another last day may need another certificate (D-24).
        await renewals.StartAsync(transaction, [.. applied.Where(row => !row.IsNewCase && CasePath.IsReserve(row.Enrolment?.Path ?? "")).Select(row => row.Case)], cancellationToken);
        await placements.StartAsync(transaction, [.. CasesThatRun(applied, rows, institution)], cancellationToken);
        await addresses.GoOnAsync(transaction, [.. applied.Where(HasNewAddress).Select(row => row.Student).Distinct()], cancellationToken);
        await SaveVerdictsAsync(transaction, submission, rows, applied, cells, keyring, cancellationToken);
        await audit.WriteAsync(
            transaction,
            [.. applied.Select(row => new AuditEvent("system", $"submission.{row.Matched.Match.Verdict}", row.Case, row.Student, new { submission = submission.Value, row = row.Matched.Judged.Row, row.Matched.Match.Reason }))],
            cancellationToken);
    }

    /// <summary>Who has come in under a name keeps it until the HSA team has approved the new one (D-32): the directory follows what we know.</summary>
    private static bool HasNewName(MatchedRow row) =>
        row is { Person: { } sent, Known.Person: { } known }
        && row.Known.Enrolments.Any(enrolment => enrolment is { IsOver: false, Decision: ReviewDecision.Approved or ReviewDecision.OwnCard })
        && !Likeness.IsSameName(sent.FullName, known.FullName);

    private static Person WithKnownName(MatchedRow row) =>
        row is { Person: { } sent, Known.Person: { } known } && HasNewName(row) ? sent with { GivenName = known.GivenName, FamilyName = known.FamilyName }
        : row.Person ?? throw new InvalidOperationException("a row without a person doesn't act");

    /// <summary>Cases that were there before these rows: a placement that is new to them begins at once.</summary>
    private static IEnumerable<CaseId> CasesThatRun(IReadOnlyList<AppliedRow> applied, IReadOnlyList<MatchedRow> rows, string institution) =>
        applied.Where(row => !row.IsNewCase).Select(row => row.Case)
            .Concat(rows.Select(row => row.Known?.Find(institution, row.Judged.Data?.Programme)?.Case).OfType<CaseId>())
            .Distinct();

    private static bool HasNewAddress(AppliedRow row) =>
        row.Matched is { Known.Person.Email: { } before, Judged.Data.Email: { } now } && !string.Equals(before, now, StringComparison.OrdinalIgnoreCase);

    /// <summary>Starts or resumes what the verdict asks for.</summary>
    private async Task MoveAsync(NpgsqlTransaction transaction, IReadOnlyList<AppliedRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var begin = rows.Where(row => row.IsNewCase).ToList();

        // What still ended of an earlier time is over: the card needn't be given back, the entry lives on.
        foreach (var again in begin.Where(row => row.Enrolment is not null))
            await engine.CancelAsync(transaction, again.Case.Value, cancellationToken);
        await engine.StartAsync(transaction, [.. begin.Select(row => new StartRequest(row.Case.Value, CaseProcess.Enrolment))], cancellationToken);

        // A longer period on an active entry needs no person's decision (D-3); the rule decides, and the case says so.
        var byRule = begin.Where(row => row.Matched.Match.Verdict == Verdict.Extended && !CasePath.IsReserve(row.Matched.Path)).ToList();
        await DecideByRuleAsync(transaction, byRule, now, cancellationToken);
        var signals = byRule.Select(row => new Signal(row.Case.Value, AwaitReview.Signal, "Approved")).ToList();

        var starts = new List<StartRequest>();
        foreach (var row in rows.Where(row => !row.IsNewCase && !row.IsFurtherPlacement))
        {
            switch (row)
            {
                case { Matched.Match.Verdict: Verdict.Extended }:
                    starts.Add(new StartRequest(row.Case.Value, CaseProcess.PeriodExtension, Under: CaseProcess.Enrolment));
                    break;
                case { Matched.Match.Verdict: Verdict.Renewal }:
                    starts.Add(new StartRequest(row.Case.Value, CasePath.DefinitionOf(row.Enrolment?.Path ?? row.Matched.Path), Under: CaseProcess.Enrolment));
                    break;
                case { Enrolment.Path: CasePath.Halmstad }:
                    starts.Add(new StartRequest(row.Case.Value, CasePath.DefinitionOf(row.Matched.Path), Under: CaseProcess.Enrolment));
                    break;
                case { Enrolment.IsAsked: true }:
                    signals.Add(new Signal(row.Case.Value, AwaitAnswer.Signal, "Answered"));
                    break;
                case { Enrolment.IsInReview: true }:
                    break;
                case { Enrolment: { Decision: null, Path: CasePath.Foreign }, Matched.ArrivedNumber: null }:
                    // It comes to review when the passport copy has been approved (D-21), and not before.
                    break;
                case { Enrolment.AwaitsReserveCard: true }:
                    signals.Add(new Signal(row.Case.Value, AwaitReserveCard.Signal, "SentBack"));
                    break;
                case { Enrolment.AwaitsPhoto: true }:
                    signals.Add(new Signal(row.Case.Value, Cards.AwaitPhoto.Signal, "SentBack"));
                    break;
                default:
                    starts.Add(new StartRequest(row.Case.Value, CaseProcess.DirectoryEntry, Under: CaseProcess.Enrolment));
                    break;
            }
        }

        await engine.StartAsync(transaction, starts, cancellationToken);
        await engine.SignalAsync(transaction, signals, cancellationToken);
    }

    private static async Task DecideByRuleAsync(NpgsqlTransaction transaction, List<AppliedRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into review_decision (case_id, decision, reason, decided_by, decided_at)
            select id, 'approved', 'longer period on an active entry', 'rule:D-3', @now
            from unnest(@cases) as new (id)
            """,
            new { cases = rows.Select(row => row.Case.Value).ToArray(), now },
            transaction,
            cancellationToken: cancellationToken));

    private static async Task NoteReasonsAsync(NpgsqlTransaction transaction, SubmissionId submission, IReadOnlyList<AppliedRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into review_reason (case_id, reason, submission_id, row_number, noted_at)
            select distinct on (id, reason) id, reason, @submission, row, @now
            from unnest(@cases, @reasons, @rows) as new (id, reason, row)
            order by id, reason, row
            on conflict (case_id, reason) do update
            set submission_id = excluded.submission_id,
                row_number = excluded.row_number,
                noted_at = excluded.noted_at
            """,
            new
            {
                submission,
                now,
                cases = rows.Select(row => row.Case.Value).ToArray(),
                reasons = rows.Select(row => row.Matched.Match.Reason ?? row.Matched.Match.Verdict).ToArray(),
                rows = rows.Select(row => row.Matched.Judged.Row).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Verdicts, and the cells sealed anew with the student's own key: erasing the student then erases them here too (D-4).</summary>
    private static async Task SaveVerdictsAsync(
        NpgsqlTransaction transaction,
        SubmissionId submission,
        IReadOnlyList<MatchedRow> rows,
        IReadOnlyList<AppliedRow> applied,
        IReadOnlyDictionary<int, string[]> cells,
        StudentKeyring keyring,
        CancellationToken cancellationToken)
    {
        var byRow = applied.ToDictionary(row => row.Matched.Judged.Row);
        var owners = rows.Select(row => byRow.GetValueOrDefault(row.Judged.Row)?.Student ?? row.Known?.Id).ToList();
        await using var command = new NpgsqlCommand(
            """
            update submission_row
            set verdict = new.verdict,
                note = new.note,
                forecast = new.forecast,
                student_id = new.student_id,
                enrolment_id = new.enrolment_id,
                cells_sealed = case when new.student_id is null then submission_row.cells_sealed else new.cells end
            from unnest(@rows, @verdicts, @notes, @forecasts, @students, @enrolments, @cells)
                as new (row_number, verdict, note, forecast, student_id, enrolment_id, cells)
            where submission_row.submission_id = @submission
            and submission_row.row_number = new.row_number
            """,
            transaction.Connection,
            transaction);
        command.Parameters.AddWithValue("submission", submission.Value);
        command.Parameters.AddWithValue("rows", rows.Select(row => row.Judged.Row).ToArray());
        command.Parameters.AddWithValue("verdicts", rows.Select(row => row.Match.Verdict).ToArray());
        command.Parameters.AddWithValue("notes", NpgsqlDbType.Array | NpgsqlDbType.Text, rows.Select(row => row.Match.Reason).ToArray());
        command.Parameters.AddWithValue("forecasts", NpgsqlDbType.Array | NpgsqlDbType.Text, rows.Select(row => row.Forecast).ToArray());
        command.Parameters.AddWithValue("students", NpgsqlDbType.Array | NpgsqlDbType.Uuid, owners.Select(owner => owner?.Value).ToArray());
        command.Parameters.AddWithValue("enrolments", NpgsqlDbType.Array | NpgsqlDbType.Uuid, rows.Select(row => byRow.GetValueOrDefault(row.Judged.Row)?.EnrolmentId.Value).ToArray());
        command.Parameters.AddWithValue(
            "cells",
            NpgsqlDbType.Array | NpgsqlDbType.Bytea,
            rows.Zip(owners, (row, owner) => owner is { } student && keyring.Has(student) ? keyring.Seal(student, cells[row.Judged.Row]) : null).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A row that became, or belongs to, an enrolment.</summary>
/// <param name="Enrolment">As it was before the row; null where the row made it.</param>
/// <param name="IsFurtherPlacement">An earlier row of the batch made or changed the enrolment; this one adds a placement.</param>
/// <param name="IsNewCase">The case was opened, or opened again, by the row.</param>
public sealed record AppliedRow(MatchedRow Matched, StudentId Student, EnrolmentId EnrolmentId, CaseId Case, KnownEnrolment? Enrolment, bool IsNewCase, bool IsFurtherPlacement)
{
    public override string ToString() => $"Row {Matched.Judged.Row} of {Case}";
}
