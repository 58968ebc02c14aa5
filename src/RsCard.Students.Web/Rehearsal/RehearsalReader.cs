using Dapper;
using Npgsql;
using RsCard.Students.Cases;
using RsCard.Students.LeadTimes;
using RsCard.Students.Mail;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Students;

namespace RsCard.Students.Web.Rehearsal;

/// <summary>Reads what a rehearsal has left in its tables. Durations are those of the audit trail's journal: every step of every student is there.</summary>
public sealed class RehearsalReader(RehearsalPlan plan, NpgsqlDataSource database, DefinitionCatalogue definitions, LeadTimeReader leadTimes, TimeProvider clock)
{
    /// <summary>A step that has no due date is overdue after so many days.</summary>
    private const int DaysWithoutDueDate = 30;

    /// <summary>Mails that ask for what was asked before, or is due soon.</summary>
    private static readonly string[] Reminders =
    [
        nameof(MailKind.StepReminder), nameof(MailKind.RsIdReminder), nameof(MailKind.PlacementReminder), nameof(MailKind.PlacementLastDayPassed),
        nameof(MailKind.VdiReminder), nameof(MailKind.VdiMissing), nameof(MailKind.VdiMissingHsa), nameof(MailKind.HalmstadReminder), nameof(MailKind.StudentDigest), nameof(MailKind.WeeklyDigest),
        nameof(MailKind.CardExpiring), nameof(MailKind.CardExpiringAdministrator), nameof(MailKind.ReserveCardExpiring),
        nameof(MailKind.ReserveCardExpiringAdministrator), nameof(MailKind.ReserveCardExpiringSupervisor),
    ];

    /// <summary>A directory write or a mail is overdue after so many days.</summary>
    private const int DaysOfWork = 5;

    public async Task<RehearsalReport> ReadAsync(
        IReadOnlyList<WeekLine> weeks, IReadOnlyDictionary<string, int> undecided, IReadOnlyDictionary<string, int> refusals, IReadOnlyDictionary<string, int> happened, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var mails = await CountsAsync(connection, "select kind as key, count(*) from mail where state = 'sent' group by 1 order by 1", cancellationToken);
        return new RehearsalReport(
            new RehearsalHead(plan.Students, plan.Seed, plan.FirstDay, clock.Today(), plan.Changes, plan.WorkflowFolder),
            await StepsAsync(connection, cancellationToken),
            weeks,
            await PlacementReader.ReadAsync(connection, clock.Today(), cancellationToken),
            await CountsAsync(connection, "select coalesce(verdict, 'waiting') as key, count(*) from submission_row group by 1 order by 1", cancellationToken),
            await CasesAsync(connection, cancellationToken),
            await connection.ExecuteScalarAsync<int>(new CommandDefinition(Nowhere, cancellationToken: cancellationToken)),
            mails,
            await IncidentsAsync(connection, cancellationToken),
            refusals,
            undecided,
            RehearsedLeadTimes.Of(await leadTimes.ReadAsync(plan.FirstDay, clock.Today(), cancellationToken)),
            mails.Where(kind => Reminders.Contains(kind.Key, StringComparer.Ordinal)).ToDictionary(kind => kind.Key, kind => kind.Value),
            happened,
            TimeSpan.Zero);
    }

    /// <summary>How many wait now.</summary>
    public async Task<WeekLine> WeekAsync(DateOnly friday, IReadOnlyDictionary<string, int> atStations, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleAsync<Waiting>(new CommandDefinition(
            """
            select
                count(*) filter (where name = 'review') as in_review,
                min(since) filter (where name = 'review') as oldest_review,
                count(*) filter (where owner = @StudyAdministrator) as with_administrator,
                count(*) filter (where name = 'photo') as for_photo,
                count(*) filter (where kind = 'timer' and activity_id in ('month', 'expected')) as cards_made,
                count(*) filter (where name = 'pickup') as for_pickup,
                count(*) filter (where kind = 'work') as work
            from workflow.bookmark
            where kind in ('signal', 'timer', 'work')
            """,
            new { Owners.StudyAdministrator },
            cancellationToken: cancellationToken));
        var oldest = row.OldestReview is { } since ? friday.DayNumber - StockholmTime.DayOf(since).DayNumber : 0;
        return new WeekLine(friday, row.InReview, oldest, row.WithAdministrator, row.ForPhoto, row.CardsMade, row.ForPickup, row.Work, atStations);
    }

    private async Task<IReadOnlyList<StepLine>> StepsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var passed = (await connection.QueryAsync<PassedStep>(new CommandDefinition(Passed, cancellationToken: cancellationToken))).ToList();
        var standing = (await connection.QueryAsync<StandingStep>(new CommandDefinition(
            Standing,
            new { Owners.Calendar, Owners.System, Owners.Nobody, now = clock.GetUtcNow(), longAgo = clock.GetUtcNow().AddDays(-DaysWithoutDueDate), days = clock.GetUtcNow().AddDays(-DaysOfWork) },
            cancellationToken: cancellationToken))).ToDictionary(step => (step.Definition, step.Activity));
        return
        [
            .. from key in passed.Select(step => (step.Definition, step.Activity)).Union(standing.Keys)
               let activity = definitions.FindLatest(key.Definition)?.Activities.FirstOrDefault(activity => activity.Id == key.Activity)
               where activity?.Type is not ("Elsa.ExecuteWorkflow" or "RsCard.AwaitWithdrawal")
               let went = passed.Find(step => (step.Definition, step.Activity) == key)
               let stands = standing.GetValueOrDefault(key)
               orderby key.Definition, key.Activity
               select new StepLine(
                   key.Definition,
                   key.Activity,
                   OpenSteps.FindText(key.Definition, key.Activity)?.English ?? activity?.Name ?? key.Activity,
                   stands?.Turn,
                   went?.Passed ?? 0,
                   went?.Median,
                   went?.NineOfTen,
                   went?.Longest,
                   went is null ? 0 : went.Entered - went.Passed - (stands?.Count ?? 0),
                   stands?.Count ?? 0,
                   stands is null ? null : StockholmTime.DayOf(stands.Since),
                   stands?.Overdue ?? 0),
        ];
    }

    private async Task<IReadOnlyDictionary<string, int>> CasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var cases = await CountsAsync(connection, "select coalesce(outcome, 'open') as key, count(*) from student_case group by 1 order by 1", cancellationToken);
        return plan.Students - cases.Values.Sum() is > 0 and var none ? new Dictionary<string, int>(cases) { ["none"] = none } : cases;
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string Key, long Count)>(new CommandDefinition(sql, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Key, row => (int)row.Count);

    private static async Task<IReadOnlyDictionary<string, IncidentLine>> IncidentsAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string Code, long Happened, long Unmended)>(new CommandDefinition(
            "select code, count(*), count(*) filter (where resolved_at is null) from workflow.incident group by code order by code",
            cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Code, row => new IncidentLine((int)row.Happened, (int)row.Unmended));

    /// <summary>
    /// Each wait and how it ended: a Suspended and the next Completed of the same activity of the instance. An instance that is cancelled, or
    /// finished while a step waits, says no word of that step: it has left when it neither passed nor stands there.
    /// </summary>
    private const string Passed =
        """
        with entry as (
            select
                event.id,
                journal.place,
                (event.at at time zone 'Europe/Stockholm')::date as day,
                event.facts ->> 'definition' as definition,
                event.facts ->> 'instance' as instance,
                split_part(journal.entry, ':', 1) as activity,
                split_part(journal.entry, ':', 2) as what
            from audit_event event
            cross join lateral jsonb_array_elements_text(event.facts -> 'journal') with ordinality as journal (entry, place)
            where event.action = 'workflow.advanced'
        ), wait as (
            select
                definition,
                activity,
                what,
                lead(what) over later as ended,
                lead(day) over later - day as days
            from entry
            where what in ('Suspended', 'Completed', 'Canceled', 'Faulted')
            window later as (partition by instance, activity order by id, place)
        )
        select
            definition,
            activity,
            count(*) as entered,
            count(*) filter (where ended = 'Completed') as passed,
            percentile_disc(0.5) within group (order by days) filter (where ended = 'Completed') as median,
            percentile_disc(0.9) within group (order by days) filter (where ended = 'Completed') as nine_of_ten,
            max(days) filter (where ended = 'Completed') as longest
        from wait
        where what = 'Suspended'
        group by definition, activity
        """;

    private const string Standing =
        """
        select
            instance.definition_id as definition,
            bookmark.activity_id as activity,
            min(coalesce(bookmark.owner, case bookmark.kind when 'timer' then @Calendar else @System end)) as turn,
            count(*) as count,
            min(bookmark.since) as since,
            count(*) filter (where
                case
                    when bookmark.kind = 'work' then bookmark.since < @days
                    else coalesce(bookmark.due_by < @now, bookmark.since < @longAgo)
                end) as overdue
        from workflow.bookmark
        join workflow.instance on instance.id = bookmark.instance_id
        where bookmark.kind <> 'child'
        and bookmark.owner is distinct from @Nobody
        group by instance.definition_id, bookmark.activity_id
        """;

    private const string Nowhere =
        """
        select count(*)
        from student_case
        where closed_at is null
        and not exists (
            select from workflow.bookmark
            where correlation_id = student_case.id
            and kind <> 'child'
            and owner is distinct from 'Nobody')
        """;

    private sealed class PassedStep
    {
        public string Definition { get; init; } = "";

        public string Activity { get; init; } = "";

        public int Passed { get; init; }

        public int? Median { get; init; }

        public int? NineOfTen { get; init; }

        public int? Longest { get; init; }

        public int Entered { get; init; }
    }

    private sealed class StandingStep
    {
        public string Definition { get; init; } = "";

        public string Activity { get; init; } = "";

        public string Turn { get; init; } = "";

        public int Count { get; init; }

        public DateTimeOffset Since { get; init; }

        public int Overdue { get; init; }
    }

    private sealed class Waiting
    {
        public int InReview { get; init; }

        public DateTimeOffset? OldestReview { get; init; }

        public int WithAdministrator { get; init; }

        public int ForPhoto { get; init; }

        public int CardsMade { get; init; }

        public int ForPickup { get; init; }

        public int Work { get; init; }
    }
}
