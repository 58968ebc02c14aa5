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
        var found = await connection.QueryFirstOrDefaultAsync<(Guid Student, Guid? Entry)?>(new CommandDefinition(
            """
            select s.id, entry.entry_uuid
            from student s
            left join directory_entry entry on entry.student_id = s.id
            left join identifier rs on rs.student_id = s.id and rs.kind = 'rsid'
            where s.id = @id
                or entry.entry_uuid = @id
                or rs.value = @trimmed
                or s.personal_number_hash = @number
            """,
            new { id, trimmed, number },
            cancellationToken: cancellationToken));
        return found is { } one ? new HistoryKey(new StudentId(one.Student), one.Entry) : id is { } entry ? new HistoryKey(Student: null, entry) : null;
    }

    /// <summary>The last first. Personal: it holds values.</summary>
    public async Task<IReadOnlyList<HistoryLine>> OfAsync(HistoryKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var decisions = (await StandingDecision.ReadAsync(connection, key.Student, key.EntryUuid, cancellationToken)).ToList();
        var written = key.EntryUuid is { } uuid ? await journal.OfEntryAsync(uuid, cancellationToken) : [];
        return [.. decisions.Select(HistoryLine.Of).Concat(written.Select(HistoryLine.Of)).OrderByDescending(line => line.At)];
    }
}

/// <param name="Student">Null for an entry that nobody wants.</param>
/// <param name="EntryUuid">Null for a student without one.</param>
public sealed record HistoryKey(StudentId? Student, Guid? EntryUuid);

/// <summary>A write or a decision.</summary>
/// <param name="Changes">By the directory's names, from what to what; empty for a decision. Personal.</param>
/// <param name="Write">Null for a decision.</param>
/// <param name="Decision">Null for a write.</param>
public sealed record HistoryLine(DateTimeOffset At, JournalLine? Write, StandingDecision? Decision, IReadOnlyList<(string Attribute, IReadOnlyList<string> From, IReadOnlyList<string> To)> Changes)
{
    public override string ToString() => $"{At:O} {Write}{Decision?.Choice}";

    internal static HistoryLine Of(StandingDecision decision) => new(decision.At, Write: null, decision, []);

    internal static HistoryLine Of(JournalLine line) => new(line.At, line, Decision: null, [.. Differences(line)]);

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
