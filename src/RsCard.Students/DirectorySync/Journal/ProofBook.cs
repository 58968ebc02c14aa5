using System.Text.Json;
using Dapper;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Journal;

/// <summary>What was last read back of each student's entry: tells our own change from one made by hand, and the card facts (D-8, D-16).</summary>
public sealed class ProofBook(AttributeMapping mapping, MasterKeys masterKeys, DirectoryOptions options, TimeProvider clock)
{
    /// <summary>Writes a proof, in the transaction that finishes the write.</summary>
    /// <param name="proved">The entry as it was read back.</param>
    /// <param name="changedName">The write gave the entry another name, so that a card it has doesn't serve (D-16).</param>
    internal async Task RecordAsync(
        NpgsqlTransaction transaction, EntryKeyring keyring, StudentId student, WantedEntry wanted, EntryImage proved, bool changedName, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into directory_entry (
                student_id, entry_uuid, entry_csn, valid_from, valid_to, closed, card_state, card_has_photo, card_valid_to,
                card_has_same_name, proved_at, dn_sealed, digests, closed_at)
            values (
                @student, @EntryUuid, @EntryCsn, @ValidFrom, @ValidTo, @Closed, @cardState, @hasPhoto, @cardValidTo,
                @hasSameName, @now, @dn, @digests::jsonb, case when @Closed then @now end)
            on conflict (student_id) do update
            set entry_uuid = excluded.entry_uuid,
                entry_csn = excluded.entry_csn,
                valid_from = excluded.valid_from,
                valid_to = excluded.valid_to,
                closed = excluded.closed,
                card_state = excluded.card_state,
                card_has_photo = excluded.card_has_photo,
                card_valid_to = excluded.card_valid_to,
                card_has_same_name = excluded.card_has_same_name
                    and (directory_entry.card_has_same_name or directory_entry.card_valid_to is distinct from excluded.card_valid_to),
                proved_at = excluded.proved_at,
                dn_sealed = excluded.dn_sealed,
                digests = excluded.digests,
                closed_at = case when excluded.closed then coalesce(directory_entry.closed_at, excluded.closed_at) end,
                deleted_at = null
            """,
            new
            {
                student,
                proved.EntryUuid,
                proved.EntryCsn,
                wanted.ValidFrom,
                wanted.ValidTo,
                wanted.Closed,
                cardState = One(proved, DirectoryNames.CardState),
                hasPhoto = One(proved, DirectoryNames.CardState) is null ? (bool?)null : One(proved, DirectoryNames.CardHasPhoto) == "TRUE",
                cardValidTo = DirectoryTime.ToDay(One(proved, DirectoryNames.CardValidTo)),
                hasSameName = !changedName,
                now,
                dn = keyring.Seal(student, proved.Dn).Bytes,
                digests = JsonSerializer.Serialize(DigestsOf(proved)),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    /// <summary>The entry was deleted by the rule: what was given with it stays given (D-52).</summary>
    internal async Task ForgetAsync(NpgsqlTransaction transaction, StudentId student, Guid entryUuid, CancellationToken cancellationToken) =>
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update directory_entry
            set deleted_at = @now
            where student_id = @student
                and entry_uuid = @entryUuid
            """,
            new { student, entryUuid, now = clock.GetUtcNow() },
            transaction,
            cancellationToken: cancellationToken));

    private IReadOnlyDictionary<string, string> DigestsOf(EntryImage image) => mapping.Digests(
        DirectoryNames.All
            .Select(name => (name, values: image.Of(options.NameOf(name))))
            .Where(pair => pair.values.Count > 0)
            .ToDictionary(pair => pair.name, pair => pair.values),
        value => Convert.ToBase64String(masterKeys.LookupHash("entry-value", value)));

    private string? One(EntryImage image, string name) => image.Of(options.NameOf(name)) is [var value, ..] ? value : null;
}
