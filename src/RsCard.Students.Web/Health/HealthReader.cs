using System.Diagnostics;
using Dapper;
using Npgsql;
using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Recurring;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;
using RsCard.Students.Web.Recurring;

namespace RsCard.Students.Web.Health;

/// <summary>Looks at every part of the installation and says in words how it is, and what to do where it isn't well.</summary>
public sealed class HealthReader(
    NpgsqlDataSource database,
    DirectoryConnections directory,
    DirectoryOptions directoryOptions,
    ReadOnlySwitch readOnly,
    RunBook directoryRuns,
    WorkerStatus workers,
    RecurringRuns jobs,
    WorkingNodes nodes,
    MailTextBook texts,
    MailOptions mail,
    Settings settings,
    TimeProvider clock)
{
    /// <summary>A page that tells what is slow mustn't be slow by it.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(3);

    /// <summary>What workers call the sending of mails.</summary>
    private const string MailWork = "mail";

    private static readonly TimeSpan OldQueue = TimeSpan.FromHours(1);
    private static readonly TimeSpan OldSeal = TimeSpan.FromHours(1);
    private static readonly TimeSpan OldRun = TimeSpan.FromHours(26);

    /// <summary>What needs somebody first.</summary>
    public async Task<IReadOnlyList<HealthFinding>> ReadAsync(CancellationToken cancellationToken)
    {
        var counts = await workers.GetAsync(cancellationToken);
        var recurring = await jobs.ListAsync(cancellationToken);
        HealthFinding[] findings =
        [
            await NodesAsync(cancellationToken),
            await DatabaseAsync(cancellationToken),
            await DirectoryAsync(cancellationToken),
            await ReconciliationAsync(cancellationToken),
            Mails(counts),
            await TextsAsync(cancellationToken),
            Queues(counts),
            Incidents(counts),
            Seals(recurring),
            Jobs(recurring),
            .. Disks(),
        ];
        return [.. findings.OrderBy(finding => finding.Tone switch { Tone.Bad => 0, Tone.Note => 1, _ => 2 })];
    }

    private async Task<HealthFinding> NodesAsync(CancellationToken cancellationToken) => await nodes.ListAsync(cancellationToken) is { Count: > 0 } there
        ? new(HealthTexts.Nodes, Tone.Good, HealthTexts.NodesThere.With(there.Count, string.Join(", ", there)))
        : new(HealthTexts.Nodes, Tone.Bad, HealthTexts.NoNodes, HealthTexts.NoNodesDo);

    private async Task<HealthFinding> DatabaseAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (version, megabytes, used, most) = await connection.QuerySingleAsync<(string, long, long, int)>(new CommandDefinition(
            """
            select
                current_setting('server_version'),
                pg_database_size(current_database()) / 1048576,
                (select count(*) from pg_stat_activity),
                current_setting('max_connections')::int
            """,
            cancellationToken: cancellationToken));
        var state = HealthTexts.DatabaseAnswers.With(version.Split(' ')[0], (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds, megabytes, used, most);
        return used * 10 > most * 9L ? new(HealthTexts.Database, Tone.Note, state, HealthTexts.ConnectionsDo) : new(HealthTexts.Database, Tone.Good, state);
    }

    private async Task<HealthFinding> DirectoryAsync(CancellationToken cancellationToken)
    {
        var server = $"{directoryOptions.Host}:{directoryOptions.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswersWithin);
        try
        {
            var reader = await directory.ReaderAsync(limit.Token);
            var branch = await reader.FindAsync(DistinguishedName.Parse(directoryOptions.StudentBranch), ["1.1"], LdapRequestOptions.None, limit.Token);
            return branch is null
                ? new(HealthTexts.Directory, Tone.Bad, HealthTexts.NoBranch.With(directoryOptions.StudentBranch), HealthTexts.NoBranchDo)
                : new(HealthTexts.Directory, Tone.Good, HealthTexts.DirectoryAnswers.With(server));
        }
        catch (Exception away) when (away is LdapException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(HealthTexts.Directory, Tone.Bad, HealthTexts.DirectoryAway.With(server), HealthTexts.DirectoryAwayDo);
        }
    }

    private async Task<HealthFinding> ReconciliationAsync(CancellationToken cancellationToken)
    {
        if (await readOnly.FindAsync(cancellationToken) is { } held)
            return new(HealthTexts.Reconciliation, Tone.Note, HealthTexts.IsReadOnly.With(Show.Time(held.Since), held.By, held.Reason), HealthTexts.IsReadOnlyDo);

        return await directoryRuns.LastGoodAsync(cancellationToken) switch
        {
            null => new(HealthTexts.Reconciliation, Tone.Note, HealthTexts.NeverInSync, HealthTexts.NotInSyncDo, "/directory"),
            { } last when clock.GetUtcNow() - last > OldRun => new(HealthTexts.Reconciliation, Tone.Bad, HealthTexts.InSync.With(Show.Time(last)), HealthTexts.NotInSyncDo, "/directory"),
            { } last => new(HealthTexts.Reconciliation, Tone.Good, HealthTexts.InSync.With(Show.Time(last))),
        };
    }

    private HealthFinding Mails(WorkerCounts counts)
    {
        if (mail.Transport == MailTransportKind.Pickup)
            return new(HealthTexts.Mails, Tone.Note, HealthTexts.MailToFolder.With(mail.PickupFolder), settings.Installation.Production ? HealthTexts.MailToFolderDo : null);

        var server = $"{mail.Host}:{mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        return counts.Kinds.FirstOrDefault(kind => kind.Kind == MailWork) switch
        {
            { WaitingForRetry: > 0 } waiting => new(HealthTexts.Mails, Tone.Bad, HealthTexts.MailWaits.With(waiting.WaitingForRetry, server, waiting.LastReason ?? ""), HealthTexts.MailWaitsDo, "/work"),
            var kind => new(HealthTexts.Mails, Tone.Good, HealthTexts.MailGoes.With(server, kind?.Due ?? 0)),
        };
    }

    private async Task<HealthFinding> TextsAsync(CancellationToken cancellationToken)
    {
        var inForce = await texts.ReadAsync(cancellationToken);
        return inForce.Outdated is { Count: > 0 } outdated
            ? new(
                HealthTexts.WrittenTexts,
                Tone.Note,
                HealthTexts.TextsDontFit.With(string.Join(", ", outdated.Select(state => state.Key))),
                HealthTexts.TextsDontFitDo,
                $"/mails/{outdated[0].Key.File.Name}/{outdated[0].Key.Language.Code()}/edit")
            : new(HealthTexts.WrittenTexts, Tone.Good, HealthTexts.TextsFit.With(inForce.Changed));
    }

    private static HealthFinding Queues(WorkerCounts counts)
    {
        var old = counts.Kinds.Where(kind => kind.Due > 0 && kind.Oldest is { } at && TimeProvider.System.GetUtcNow() - at > OldQueue).ToList();
        return old.Count == 0
            ? new(HealthTexts.Queues, Tone.Good, HealthTexts.QueuesFlow.With(counts.Kinds.Sum(kind => kind.Due + kind.Leased), counts.DueTimers))
            : new(HealthTexts.Queues, Tone.Bad, HealthTexts.QueuesOld.With(string.Join(", ", old.Select(kind => $"{kind.Kind} ({Show.Time(kind.Oldest)})"))), HealthTexts.QueuesOldDo, "/work");
    }

    private static HealthFinding Incidents(WorkerCounts counts) => counts.Incidents == 0
        ? new(HealthTexts.Incidents, Tone.Good, HealthTexts.NoIncidents)
        : new(HealthTexts.Incidents, Tone.Note, HealthTexts.SomeIncidents.With(counts.Incidents), HealthTexts.SomeIncidentsDo, "/work");

    private static HealthFinding Seals(IReadOnlyList<RecurringJobState> recurring)
    {
        if (recurring.Any(job => job.Code == "AUDIT-001"))
            return new(HealthTexts.Seals, Tone.Bad, HealthTexts.SealBroken, HealthTexts.SealBrokenDo, "/administration/jobs/check-audit");
        return recurring.FirstOrDefault(job => job.Name == "seal-audit")?.DoneAt switch
        {
            { } done when TimeProvider.System.GetUtcNow() - done < OldSeal => new(HealthTexts.Seals, Tone.Good, HealthTexts.SealedAt.With(Show.Time(done))),
            var done => new(HealthTexts.Seals, Tone.Bad, HealthTexts.NotSealed.With(Show.Time(done)), HealthTexts.NotSealedDo, "/administration/jobs/seal-audit"),
        };
    }

    private static HealthFinding Jobs(IReadOnlyList<RecurringJobState> recurring)
    {
        var late = recurring.Where(job => job.Overdue || job.Failures > 0).ToList();
        var paused = recurring.Where(job => job.PausedAt is not null).ToList();
        return (late.Count, paused.Count) switch
        {
            ( > 0, _) => new(HealthTexts.Jobs, Tone.Bad, HealthTexts.JobsFail.With(Names(late)), HealthTexts.JobsDo, "/administration/jobs"),
            (_, > 0) => new(HealthTexts.Jobs, Tone.Note, HealthTexts.JobsPaused.With(Names(paused)), HealthTexts.JobsPausedDo, "/administration/jobs"),
            _ => new(HealthTexts.Jobs, Tone.Good, HealthTexts.JobsRun.With(recurring.Count)),
        };
    }

    private static Phrase Names(IEnumerable<RecurringJobState> recurring) =>
        recurring.Select(JobTexts.NameOf).Aggregate((all, next) => new($"{all.Swedish}; {next.Swedish}", $"{all.English}; {next.English}"));

    private IEnumerable<HealthFinding> Disks() => DiskSpace.Of([AppContext.BaseDirectory, Path.GetTempPath(), mail.Transport == MailTransportKind.Pickup ? mail.PickupFolder : settings.Home])
        .Select(disk => new HealthFinding(
            HealthTexts.Disk,
            disk.Tone,
            HealthTexts.DiskFree.With(disk.Name, disk.FreeMegabytes, disk.PercentFree),
            disk.Tone == Tone.Good ? null : HealthTexts.DiskDo));
}
