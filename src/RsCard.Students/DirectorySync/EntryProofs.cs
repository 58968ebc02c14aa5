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
    /// <summary>To be called in the transaction that ends the work. A second time changes nothing but when it was proved.</summary>
    public async Task RecordAsync(NpgsqlTransaction transaction, EntryProof proof, CancellationToken cancellationToken)
    {
        var (student, wanted, proved, hand, changedName) = proof;
        var card = new EntryReader(options, mapping).CardOf(proved.ToEntry(options));
        var keyring = await studentKeys.OpenAsync(transaction.Connection!, [student], cancellationToken);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into directory_entry (
                student_id, entry_uuid, entry_csn, dn_sealed, digests, valid_from, valid_to, hand_from, hand_to, closed, closed_at,
                card_state, card_has_photo, card_valid_to, card_has_same_name, proved_at)
            values (
                @student, @EntryUuid, @EntryCsn, @dn, @digests::jsonb, @ValidFrom, @ValidTo, @handFrom, @handTo, @Closed, case when @Closed then @now end,
                @CardState, @HasPhoto, @CardValidTo, @hasSameName, @now)
            on conflict (student_id) do update
            set entry_uuid = excluded.entry_uuid,
                entry_csn = excluded.entry_csn,
                dn_sealed = excluded.dn_sealed,
                digests = excluded.digests,
                valid_from = excluded.valid_from,
                valid_to = excluded.valid_to,
                hand_from = case when @hasHand then excluded.hand_from else directory_entry.hand_from end,
                hand_to = case when @hasHand then excluded.hand_to else directory_entry.hand_to end,
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
                student,
                proved.EntryUuid,
                proved.EntryCsn,
                dn = keyring.Has(student) ? keyring.Seal(student, proved.Dn) : null,

                // Who was erased while the write was in flight isn't matched by anything any more (D-4).
                digests = keyring.Has(student) ? JsonSerializer.Serialize(digests.Of(entries.Read(proved.ToEntry(options)))) : "{}",
                wanted.ValidFrom,
                wanted.ValidTo,
                hasHand = hand is not null,
                handFrom = hand?.From,
                handTo = hand?.To,
                wanted.Closed,
                CardState = card?.State,
                HasPhoto = card?.HasPhoto,
                CardValidTo = card?.ValidTo,
                hasSameName = !changedName,
                now = clock.GetUtcNow(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>The entry was deleted: its identifiers stay the student's for ever (D-52).</summary>
    public async Task RecordDeletedAsync(NpgsqlTransaction transaction, StudentId student, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update directory_entry
            set deleted_at = coalesce(deleted_at, @now),
                closed = true,
                closed_at = coalesce(closed_at, @now),
                dn_sealed = null,
                digests = '{}'
            where student_id = @student
            """,
            new { student, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));
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
