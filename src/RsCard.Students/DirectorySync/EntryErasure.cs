using Dapper;
using Npgsql;
using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync;

/// <summary>
/// What erasing a person (D-4) takes away here: everything that could be opened with the installation's key, which outlives the
/// student's own, and everything that the person could be matched by. What was sealed with the student's key goes too: destroyed keys
/// open nothing, and nothing is kept for nobody. What stays: that there was an entry, its entryUUID, its identifiers (D-52), and when
/// something was written.
/// </summary>
public sealed class EntryErasure(TimeProvider clock)
{
    /// <summary>To be called in the transaction that erases the student, before the hash of the number is taken away. May be called twice.</summary>
    public async Task EraseAsync(NpgsqlTransaction transaction, StudentId student, CancellationToken cancellationToken)
    {
        var entries = (await transaction.Connection!.QueryAsync<Guid>(Command(
            """
            select entry_uuid
            from directory_entry
            where student_id = @student
            union
            select entry_uuid
            from directory_journal
            where student_id = @student
            union
            select entry_uuid
            from directory_run_item
            where student_id = @student
                and entry_uuid is not null
            """,
            new { student = student.Value }))).ToArray();
        await transaction.Connection!.ExecuteAsync(Command(
            """
            update directory_entry
            set dn_sealed = null,
                digests = '{}',
                hand_from = null,
                hand_to = null,
                card_state = null,
                card_has_photo = null,
                card_valid_to = null,
                card_has_same_name = null
            where student_id = @student;

            delete from directory_mirror
            where entry_uuid = any(@entries)
                or personal_number_key = (
                    select encode(personal_number_hash, 'base64')
                    from student
                    where id = @student);

            delete from directory_settled
            where student_id = @student
                or entry_uuid = any(@entries);

            update directory_run_item
            set plan_sealed = '',
                master_key = null,
                detail = null
            where student_id = @student
                or entry_uuid = any(@entries);

            update directory_journal
            set before_sealed = null,
                after_sealed = null,
                master_key = null
            where student_id = @student
                or entry_uuid = any(@entries);

            update directory_decision
            set digest = null,
                revoked_at = coalesce(revoked_at, @now)
            where student_id = @student
                or entry_uuid = any(@entries);

            update workflow.work_item
            set payload = case when kind = @sync then jsonb_set(payload, '{Intent}', 'null') else payload - 'Begun' end
            where kind in (@sync, @process)
                and key = any(@keys)
            """,
            new { student = student.Value, entries, keys = entries.Select(entry => entry.ToString()).Append(student.ToString()).ToArray(), sync = Runs.SyncItem.WorkKind, process = DirectoryEntryHandler.WorkKind, now = clock.GetUtcNow() }));

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);
    }
}
