using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Writing;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Drift;

/// <summary>One entry over time: what was written to it, and what people decided.</summary>
public sealed class DriftHistory(NpgsqlDataSource database, EntryJournal journal, MasterKeys masterKeys, TimeProvider clock)
{
    /// <summary>Whom a text means: an entry's or a student's id, an RSid, or a personal number. Null: nobody.</summary>
    public async Task<HistoryKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var trimmed = text.Trim();
        var number = PersonalNumberReader.Read(trimmed, clock.Today()) is PersonalNumberReading.Valid(var valid) ? masterKeys.HashOfNumber(valid.Digits) : null;
        Guid? id = Guid.TryParse(trimmed, out var parsed) ? parsed : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QueryFirstOrDefaultAsync<(Guid Student, Guid? Entry, bool IsErased)?>(new CommandDefinition(
            """
            select s.id, entry.entry_uuid, s.protected_at is not null or s.erased_at is not null or s.person_sealed is null
            from student s
            left join directory_entry entry on entry.student_id = s.id
            left join identifier rs on rs.student_id = s.id and rs.kind = 'rsid'
            where s.id = @id
                or entry.entry_uuid = @id
                or rs.value = @trimmed
                or s.personal_number_hash = @number
                or s.id = (
                    select student_id
                    from directory_journal
                    where entry_uuid = @id
                        and student_id is not null
                    order by id desc
                    limit 1)
            """,
            new { id, trimmed, number },
            cancellationToken: cancellationToken));
        return found is { } one ? new HistoryKey(new StudentId(one.Student), one.Entry, one.IsErased) : id is { } entry ? new HistoryKey(Student: null, entry, IsErased: false) : null;
    }

    /// <summary>The last first; of who was erased, nothing. Personal: it holds values.</summary>
    /// <param name="mostWrites">Older writes are left out; decisions never are.</param>
    public async Task<IReadOnlyList<HistoryLine>> OfAsync(HistoryKey key, int mostWrites, CancellationToken cancellationToken)
    {
        if (key.IsErased)
            return [];

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var decisions = (await StandingDecision.ReadAsync(connection, key.Student, key.EntryUuid, cancellationToken)).ToList();
        var written = await journal.OfAsync(key.Student, key.EntryUuid, mostWrites, cancellationToken);
        var askers = await AskersAsync(connection, [.. written.Select(line => line.Run).OfType<Guid>().Distinct()], cancellationToken);
        return [.. decisions.Select(HistoryLine.Of).Concat(written.Select(line => HistoryLine.Of(line, line.Run is { } run ? askers.GetValueOrDefault(run) : null))).OrderByDescending(line => line.At)];
    }

    private static async Task<Dictionary<Guid, string>> AskersAsync(NpgsqlConnection connection, Guid[] runs, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(Guid Id, string By)>(new CommandDefinition(
            """
            select id, started_by
            from directory_run
            where id = any(@runs)
            """,
            new { runs },
            cancellationToken: cancellationToken))).ToDictionary(run => run.Id, run => run.By);
}

/// <param name="Student">Null for an entry that nobody wants.</param>
/// <param name="EntryUuid">Null for a student without one.</param>
/// <param name="IsErased">The person was erased, or is protected: nothing is shown (D-4).</param>
public sealed record HistoryKey(StudentId? Student, Guid? EntryUuid, bool IsErased);

/// <summary>A write or a decision.</summary>
/// <param name="Changes">By the directory's names, from what to what; empty for a decision. Personal.</param>
/// <param name="Write">Null for a decision.</param>
/// <param name="Decision">Null for a write.</param>
public sealed record HistoryLine(DateTimeOffset At, JournalLine? Write, StandingDecision? Decision, IReadOnlyList<(string Attribute, IReadOnlyList<string> From, IReadOnlyList<string> To)> Changes)
{
    public override string ToString() => $"{At:O} {Write}{Decision?.Choice}";

    internal static HistoryLine Of(StandingDecision decision) => new(decision.At, Write: null, decision, []);

    /// <summary>Who asked for the run that wrote; null for the process's own writes and for decisions.</summary>
    public string? RunBy { get; init; }

    internal static HistoryLine Of(JournalLine line, string? runBy) => new(line.At, line, Decision: null, [.. Differences(line)]) { RunBy = runBy };

    private static IEnumerable<(string Attribute, IReadOnlyList<string> From, IReadOnlyList<string> To)> Differences(JournalLine line)
    {
        if (line.Operation is WriteKind.Move && line.Before is { } from && line.After is { } to && from.Dn != to.Dn)
            yield return ("dn", [from.Dn], [to.Dn]);
        var names = (line.Before?.Values.Keys ?? []).Concat(line.After?.Values.Keys ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var (before, after) = (line.Before?.Of(name) ?? [], line.After?.Of(name) ?? []);
            if (!before.ToHashSet(StringComparer.Ordinal).SetEquals(after))
                yield return (name, before, after);
        }
    }
}
