using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.DirectorySync;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.CrashHarness;

/// <summary>What isn't as it should be when a run is over; empty is what we want.</summary>
internal sealed class Findings(IServiceProvider node, Cohort cohort)
{
    private readonly List<string> all = [];

    public async Task<IReadOnlyList<string>> CollectAsync(MailSink mails, Ledger ledger, Dictionary<int, int> lostLeases, CancellationToken cancellationToken)
    {
        await using var connection = await node.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
        var cases = (await CaseCheck.ReadAsync(connection, cancellationToken)).ToDictionary(row => row.Case);
        foreach (var student in cohort.Sent)
        {
            if (student.Case is { } id && cases.TryGetValue(id.Value, out var found))
                all.AddRange(CaseCheck.Judge(student, found));
            else
                all.Add($"{student}: never came to review");
        }

        if (cases.Count != cohort.Sent.Count)
            all.Add($"{cases.Count} cases for {cohort.Sent.Count} students");
        await CheckEntriesAsync(connection, cancellationToken);
        await CheckQueriesAsync(connection, cancellationToken);
        all.AddRange(await MailCheck.JudgeAsync(connection, mails, ledger, lostLeases, cancellationToken));
        await CheckAuditAsync(cancellationToken);
        return all;
    }

    /// <summary>One entry and one RSid each, in the directory and in the database.</summary>
    private async Task CheckEntriesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var given = (await connection.QueryAsync<(Guid Case, string Kind, string Value)>(new CommandDefinition(
            """
            select student_case.id, identifier.kind, identifier.value
            from identifier
            join enrolment on enrolment.student_id = identifier.student_id
            join student_case on student_case.enrolment_id = enrolment.id
            """,
            cancellationToken: cancellationToken))).ToLookup(row => row.Case);
        foreach (var twice in given.SelectMany(rows => rows).GroupBy(row => (row.Kind, row.Value)).Where(group => group.Count() > 1))
            all.Add($"{twice.Key.Kind} {twice.Key.Value} was given {twice.Count()} times");

        var keys = cohort.Sent.Select(student => EntryKey.PersonalNumber(student.Number.Digits)).ToList();
        var found = (await node.GetRequiredService<IRegionDirectory>().FindAsync(keys, cancellationToken)).ToLookup(entry => entry.PersonalNumber ?? "");
        foreach (var rsId in found.SelectMany(entries => entries).GroupBy(entry => entry.RsId).Where(group => group.Count() > 1))
            all.Add($"RSid {rsId.Key} stands in {rsId.Count()} entries");
        var today = node.GetRequiredService<BusinessClock>().GetUtcNow();
        foreach (var student in cohort.Sent.Where(student => student.Case is not null))
        {
            var entries = found[student.Number.Digits].ToList();
            var rsIds = given[student.Case!.Value.Value].Where(row => row.Kind == Identifiers.RsIdKind).Select(row => row.Value).ToList();
            var mayHaveNone = student.Fate is Fate.Withdrawn or Fate.Rejected;
            if (student.Fate == Fate.Rejected ? entries.Count > 0 : entries.Count > 1 || (entries.Count == 0 && !mayHaveNone))
                all.Add($"{student}: {entries.Count} entries in the directory");
            if (entries is [{ } entry, ..] && (rsIds is not [{ } rsId] || rsId != entry.RsId || entry.Branch != DirectoryBranch.Students))
                all.Add($"{student}: the entry has RSid {entry.RsId} in {entry.Branch}, given were {string.Join(", ", rsIds)}");
            var ended = student.Fate is Fate.Ended or Fate.Withdrawn;
            if (entries is [{ } one] && string.Equals(one.Status, "ended", StringComparison.Ordinal) != ended)
                all.Add($"{student}: the entry is {one.Status} on {today:yyyy-MM-dd}");
        }
    }

    private async Task CheckQueriesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (what, sql) in Rules.All)
        {
            foreach (var row in (await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: cancellationToken))).Take(10))
                all.Add($"{what}: {row}");
        }
    }

    private async Task CheckAuditAsync(CancellationToken cancellationToken)
    {
        var seals = node.GetRequiredService<AuditSeals>();
        await seals.RunOnceAsync(cancellationToken);
        var check = await seals.CheckAsync(cancellationToken);
        if (!check.Whole || check.Unsealed > 0)
            all.Add($"audit seals: whole {check.Whole}, first that doesn't hold {check.BrokenSeal}, unsealed {check.Unsealed}");
    }
}
