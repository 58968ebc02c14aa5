using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Placements;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Mail.Reminders;

/// <summary>
/// What an institution's administrators are to know: their own steps that are overdue, addresses that don't work, students who haven't
/// visited, and placements that come too early (D-62, D-63). Never of a student who has a break or was erased. What of it a digest tells
/// is <see cref="DigestMemory"/>'s.
/// </summary>
public sealed class DigestReader(WorkflowEngine engine, Forecaster forecaster, ProcessOptions options, SwedishWorkingDays workingDays, TimeProvider clock)
{
    /// <summary>Addresses that don't work, or that nobody has said in time: they can't wait until the step is overdue.</summary>
    private static readonly string[] ToldAtOnce = [AwaitNewAddress.Signal, AwaitMendedUnitAddress.Signal, AwaitMendedSupervisorAddress.Signal, AwaitSupervisorAddress.Signal];

    /// <returns>The oldest first.</returns>
    internal async Task<IReadOnlyList<DigestItem>> ReadAsync(NpgsqlConnection connection, string institution, CancellationToken cancellationToken)
    {
        var today = clock.Today();
        var rows = (await FindAsync(connection, institution, today, cancellationToken)).ToDictionary(row => row.Id);
        var steps = await engine.OpenStepsAsync(connection, [.. rows.Values.Where(row => row.HasStep).Select(row => row.Id)], cancellationToken);
        var late = await TooLateAsync(connection, [.. rows.Values.Where(row => row.HasPlacement).Select(row => row.Id)], today, cancellationToken);
        return
        [
            .. steps.Where(step => step.Owner == Owners.StudyAdministrator && (ToldAtOnce.Contains(step.Name, StringComparer.Ordinal) || IsOverdue(step, today)))
                .SelectMany(step => OpenSteps.Of([step]), (step, shown) => new DigestItem(
                    new CaseId(step.CorrelationId),
                    $"step:{step.InstanceId}:{step.Execution}{(IsOverdue(step, today) ? ":overdue" : "")}",
                    IsOverdue(step, today),
                    shown.Swedish,
                    shown.English,
                    StockholmTime.DayOf(shown.Since),
                    rows[step.CorrelationId].Name))
                .Concat(rows.Values.Where(row => row.UnreadSince is not null).Select(row => new DigestItem(
                    new CaseId(row.Id), DigestItem.UnreadKey(row.Id), IsOverdue: false, "Har inte läst mejlet med RSid", "Hasn't read the mail with the RSid", StockholmTime.DayOf(row.UnreadSince ?? default), row.Name)))
                .Concat(late.Select(pair => new DigestItem(
                    new CaseId(pair.Key), $"late:{pair.Key}:{pair.Value:yyyy-MM-dd}", IsOverdue: false, $"Hinner inte till placeringen {pair.Value:yyyy-MM-dd}", $"Won't be ready for the placement on {pair.Value:yyyy-MM-dd}", today, rows[pair.Key].Name)))
                .OrderBy(item => item.Since),
        ];
    }

    private static bool IsOverdue(OpenStep step, DateOnly today) => StockholmTime.DayOf(step.DueBy ?? DateTimeOffset.MaxValue) < today;

    private async Task<Dictionary<Guid, DateOnly>> TooLateAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> cases, DateOnly today, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var facts = await CaseFactsReader.LoadAsync(transaction, cases, cancellationToken);
        return facts
            .Select(pair => (pair.Key, Forecast: CaseForecast.Find(pair.Value, forecaster, today)))
            .Where(pair => pair.Forecast is { Verdict: ForecastVerdict.TooLate })
            .ToDictionary(pair => pair.Key, pair => pair.Forecast?.PlacementFirstDay ?? default);
    }

    private async Task<IEnumerable<Row>> FindAsync(NpgsqlConnection connection, string institution, DateOnly today, CancellationToken cancellationToken) =>
        await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select *
            from (
                select
                    c.id,
                    exists (
                        select
                        from workflow.bookmark
                        where correlation_id = c.id
                        and kind = 'signal'
                        and owner = @owner
                        and (name = any(@toldAtOnce) or due_by < @startOfDay)) as has_step,
                    exists (select from placement where enrolment_id = e.id and first_day >= @today and unit_kind <> 'halmstad') as has_placement,
                    case
                        when c.ending_at is null
                            and not exists (select from card where student_id = e.student_id)
                            and not exists (
                                select
                                from status_read
                                join student_case own on own.id = status_read.case_id
                                join enrolment its on its.id = own.enrolment_id
                                where its.student_id = e.student_id)
                            then (select max(sent_at) from mail where case_id = c.id and kind = any(@rsIdMails) and state = 'sent' having max(sent_at) < @unreadBefore)
                    end as unread_since,
                    rs.value as rs_id,
                    sent.row_number,
                    sent.file_name
                from enrolment e
                join student_case c on c.enrolment_id = e.id
                join student on student.id = e.student_id
                left join identifier rs on rs.student_id = e.student_id and rs.kind = 'rsid'
                left join lateral (
                    select r.row_number, s.file_name
                    from review_reason r
                    join submission s on s.id = r.submission_id
                    where r.case_id = c.id
                    order by r.noted_at desc
                    limit 1
                ) sent on true
                where e.institution_code = @institution
                and c.closed_at is null
                and student.erased_at is null
                and not exists (select from workflow.parked_case where correlation_id = c.id)
            ) one
            where has_step
            or has_placement
            or unread_since is not null
            order by id
            """,
            new
            {
                institution,
                today,
                owner = Owners.StudyAdministrator,
                toldAtOnce = ToldAtOnce,
                rsIdMails = MailCatalogue.RsIdMails,
                startOfDay = StockholmTime.At(today, TimeOnly.MinValue),
                unreadBefore = StockholmTime.At(workingDays.Before(today, options.UnreadDigestWorkingDays).AddDays(1), TimeOnly.MinValue),
            },
            cancellationToken: cancellationToken));

    private sealed class Row
    {
        public Guid Id { get; init; }

        public bool HasStep { get; init; }

        public bool HasPlacement { get; init; }

        public DateTimeOffset? UnreadSince { get; init; }

        public string? RsId { get; init; }

        public int? RowNumber { get; init; }

        public string? FileName { get; init; }

        /// <summary>Never the student's name: mails are read by others too. Administrators read Swedish.</summary>
        public string Name => FileName is { } list && RowNumber is { } number ? $"rad {number} i {list}" : $"RSid {RsId ?? "saknas"}";
    }
}

/// <param name="Key">What it is, the same each day as long as it is the same; a step that becomes overdue is another.</param>
/// <param name="IsOverdue">Told again while it is.</param>
/// <param name="Whose">The row or the RSid.</param>
internal sealed record DigestItem(CaseId Case, string Key, bool IsOverdue, string Swedish, string English, DateOnly Since, string Whose)
{
    private const string Unread = "unread:";

    /// <summary>The mail with the RSid isn't read (D-63).</summary>
    public bool IsUnread => Key.StartsWith(Unread, StringComparison.Ordinal);

    public static string UnreadKey(Guid caseId) => Unread + caseId;
}
