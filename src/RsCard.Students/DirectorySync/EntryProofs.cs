using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync;

/// <summary>What was proved of an entry by reading it back: tells our own change from one made by hand, later (D-40).</summary>
public sealed class EntryProofs(
    StudentKeys studentKeys, MirroredEntryReader entries, EntryDigests digests, AttributeMapping mapping, DirectoryOptions options, TimeProvider clock)
{
    /// <summary>To be called in the transaction that ends the work; at most one proof for a student. A second time changes nothing but when it was proved.</summary>
    public async Task RecordAsync(NpgsqlTransaction transaction, IReadOnlyList<EntryProof> proved, CancellationToken cancellationToken)
    {
        if (proved.Count == 0)
            return;

        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [.. proved.Select(proof => proof.Student)], cancellationToken);
        var rows = proved.Select(proof => RowOf(proof, keyring)).ToList();
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into directory_entry (
                student_id, entry_uuid, entry_csn, dn_sealed, digests, valid_from, valid_to, hand_from, hand_to, closed, closed_at,
                card_state, card_has_photo, card_valid_to, card_has_same_name, proved_at)
            select
                student, entry_uuid, entry_csn, dn, digests::jsonb, valid_from, valid_to, hand_from, hand_to, closed, case when closed then @now end,
                card_state, has_photo, card_valid_to, has_same_name, @now
            from unnest(
                @students, @entries, @csns, @dns, @digests, @validFrom, @validTo, @handFrom, @handTo, @closed, @cardStates, @hasPhoto, @cardValidTo, @hasSameName)
                as proof (
                    student, entry_uuid, entry_csn, dn, digests, valid_from, valid_to, hand_from, hand_to, closed, card_state, has_photo, card_valid_to, has_same_name)
            on conflict (student_id) do update
            set entry_uuid = excluded.entry_uuid,
                entry_csn = excluded.entry_csn,
                dn_sealed = excluded.dn_sealed,
                digests = excluded.digests,
                valid_from = excluded.valid_from,
                valid_to = excluded.valid_to,
                hand_from = case when excluded.student_id = any(@withHand) then excluded.hand_from else directory_entry.hand_from end,
                hand_to = case when excluded.student_id = any(@withHand) then excluded.hand_to else directory_entry.hand_to end,
                closed = excluded.closed,
                closed_at = case when excluded.closed then coalesce(directory_entry.closed_at, excluded.closed_at) end,
                deleted_at = null,
                card_state = excluded.card_state,
                card_has_photo = excluded.card_has_photo,
                card_valid_to = excluded.card_valid_to,
                card_has_same_name = excluded.card_has_same_name
                    and (directory_entry.card_has_same_name or directory_entry.card_valid_to is distinct from excluded.card_valid_to),
                proved_at = excluded.proved_at
            """,
            new
            {
                students = rows.Select(row => row.Proof.Student.Value).ToArray(),
                entries = rows.Select(row => row.Proof.Proved.EntryUuid).ToArray(),
                csns = rows.Select(row => row.Proof.Proved.EntryCsn).ToArray(),
                dns = rows.Select(row => row.Dn).ToArray(),
                digests = rows.Select(row => row.Digests).ToArray(),
                validFrom = rows.Select(row => row.Proof.Wanted.ValidFrom).ToArray(),
                validTo = rows.Select(row => row.Proof.Wanted.ValidTo).ToArray(),
                handFrom = rows.Select(row => row.Proof.HandPeriod?.From).ToArray(),
                handTo = rows.Select(row => row.Proof.HandPeriod?.To).ToArray(),
                closed = rows.Select(row => row.Proof.Wanted.Closed).ToArray(),
                cardStates = rows.Select(row => row.Card?.State).ToArray(),
                hasPhoto = rows.Select(row => row.Card?.HasPhoto).ToArray(),
                cardValidTo = rows.Select(row => row.Card?.ValidTo).ToArray(),
                hasSameName = rows.Select(row => !row.Proof.ChangedName).ToArray(),
                withHand = rows.Where(row => row.Proof.HandPeriod is not null).Select(row => row.Proof.Student.Value).ToArray(),
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>The entries were deleted: their identifiers stay the students' for ever (D-52).</summary>
    public async Task RecordDeletedAsync(NpgsqlTransaction transaction, IReadOnlyCollection<StudentId> students, CancellationToken cancellationToken)
    {
        if (students.Count == 0)
            return;

        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update directory_entry
            set deleted_at = coalesce(deleted_at, @now),
                closed = true,
                closed_at = coalesce(closed_at, @now),
                dn_sealed = null,
                digests = '{}'
            where student_id = any(@students)
            """,
            new { students = students.Select(student => student.Value).ToArray(), now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
    }

    private Row RowOf(EntryProof proof, StudentKeyring keyring)
    {
        var entry = proof.Proved.ToEntry(options);
        return new Row(
            proof,
            new EntryReader(options, mapping).CardOf(entry),
            keyring.Has(proof.Student) ? keyring.Seal(proof.Student, proof.Proved.Dn) : null,

            // Who was erased while the write was in flight isn't matched by anything any more (D-4).
            keyring.Has(proof.Student) ? JsonSerializer.Serialize(digests.Of(entries.Read(entry))) : "{}");
    }

    private sealed record Row(EntryProof Proof, FoundCard? Card, byte[]? Dn, string Digests);
}

/// <summary>One entry as it was read back.</summary>
/// <param name="HandPeriod">What somebody had entered by hand before our first write, while it runs; null leaves what is known of it.</param>
/// <param name="ChangedName">The entry had another name, so a card it has doesn't serve (D-16).</param>
public sealed record EntryProof(
    StudentId Student,
    WantedEntry Wanted,
    EntryImage Proved,
    (DateOnly? From, DateOnly? To)? HandPeriod,
    bool ChangedName)
{
    public override string ToString() => $"Proof of {Proved.EntryUuid}";
}
