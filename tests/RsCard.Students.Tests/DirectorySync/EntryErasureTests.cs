using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using RsCard.Students.Tests.DirectorySync.Mirror;
using RsCard.Students.Tests.DirectorySync.Runs;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync;

/// <summary>After a person was erased nothing of the directory's sync can be opened, or matched with them (D-4), but what the law keeps (D-41, D-52).</summary>
public sealed class EntryErasureTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Nothing_that_tells_of_the_person_is_left_and_nothing_of_others_is_taken()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(2);
        foreach (var row in rows)
            await LiveAsync(node, row);
        var (student, entry) = await OfAsync(node, rows[0]);
        var (other, otherEntry) = await OfAsync(node, rows[1]);
        var number = node.KeyOf(rows[0]);
        var digests = await node.ListAsync<string>("select value from directory_entry, jsonb_each_text(digests) as digest (name, value) where student_id = @id union select digest from directory_decision where student_id = @id and digest is not null", new { id = student.Value });
        Assert.True(digests.Count > 8);
        Assert.Equal(3, await node.ScalarAsync<long>("select (select count(*) from directory_mirror where entry_uuid = @entry) + (select count(*) from directory_decision where entry_uuid = @entry and revoked_at is null) + (select count(*) from directory_journal where entry_uuid = @entry and master_key is not null)", new { entry }));

        await node.ScalarAsync<int>("insert into directory_settled (student_id, entry_uuid, fingerprint, keys, basis, since, until) values (@id, @entry, 1, '{1}', 1, '2026-01-01', '2027-01-01') on conflict do nothing", new { id = student.Value, entry });

        await EraseAsync(node, student);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from directory_settled where student_id = @id or entry_uuid = @entry", new { id = student.Value, entry }));
        await node.SyncAsync(ReadDepth.Full);

        var dump = await DatabaseDump.ReadAsync(node.Data);
        Assert.All(digests.Append(number).Append(Convert.ToHexString(Convert.FromBase64String(number))), trace => Assert.DoesNotContain(trace, dump, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, await node.ScalarAsync<long>(
            """
            select (select count(*) from directory_mirror where entry_uuid = @entry)
                + (select count(*) from directory_journal where entry_uuid = @entry and (before_sealed is not null or after_sealed is not null))
                + (select count(*) from directory_run_item where (student_id = @id or entry_uuid = @entry) and plan_sealed <> '')
                + (select count(*) from directory_decision where (student_id = @id or entry_uuid = @entry) and (revoked_at is null or digest is not null))
                + (select count(*) from directory_entry where student_id = @id and (dn_sealed is not null or digests <> '{}' or card_state is not null))
            """,
            new { id = student.Value, entry }));
        Assert.Equal((1L, 2L), (await node.ScalarAsync<long>("select count(*) from directory_entry where entry_uuid = @entry", new { entry }), await node.ScalarAsync<long>("select count(*) from identifier where student_id = @id", new { id = student.Value })));

        var history = node.Get<DriftHistory>();
        foreach (var text in new[] { $"{student}", $"{entry}" })
        {
            var key = await history.FindAsync(text, NoToken);
            Assert.True(key!.IsErased);
            Assert.Empty(await history.OfAsync(key, 100, NoToken));
        }

        Assert.Null(await history.FindAsync(rows[0].Number.Digits, NoToken));
        Assert.NotEmpty((await history.OfAsync((await history.FindAsync($"{other}", NoToken))!, 100, NoToken)).SelectMany(line => line.Changes));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from directory_mirror where entry_uuid = @otherEntry", new { otherEntry }));
        Assert.NotNull((await node.Get<EntryJournal>().OfEntryAsync(otherEntry, NoToken)).First(line => line.Student is null).After);
    }

    [Fact]
    public async Task Write_that_waits_when_its_person_is_erased_ends_without_touching_the_entry()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        var (student, _) = await OfAsync(node, row);
        await node.ExecuteAsync("update enrolment set last_day = last_day + 30");
        var run = await node.OrderAsync();
        var before = await node.EntryAsync(row);

        await EraseAsync(node, student);
        await node.RunAsync();

        Assert.Equal(["Modify superseded DIR-020"], await node.ItemsAsync(run.Id));
        Assert.Equal(before.Text("entryCSN"), (await node.EntryAsync(row)).Text("entryCSN"));
        Assert.Empty(await node.JournalAsync(run.Id));
    }

    /// <summary>A write of a run's, a decision, an open deviation, and a write of the time when nobody knew whose entry it is.</summary>
    private static async Task LiveAsync(ProductNode node, StudentRow row)
    {
        await node.SetAsync(row, "mail", "hand@example.se");
        await node.SyncAsync();
        await DecideAsync(node, row, new DriftWord(DriftChoice.Fix, Attribute: null, Until: null, Reason: null, Candidate: null));
        await node.SyncAsync();
        await node.SetAsync(row, "mail", "hand2@example.se");
        await node.SyncAsync();
        await DecideAsync(node, row, new DriftWord(DriftChoice.Accept, Attribute: null, Until: null, Reason: null, Candidate: null));

        var (_, entry) = await OfAsync(node, row);
        var image = (await node.Get<EntryJournal>().OfEntryAsync(entry, NoToken))[0].After!;
        var @sealed = (await node.Get<EntrySeals>().OpenAsync([], NoToken)).Seal(student: null, image);
        await node.ExecuteAsync(
            """
            insert into directory_journal (at, entry_uuid, operation, before_sealed, after_sealed, master_key, proved)
            values (now(), @entry, 'modify', @Bytes, @Bytes, @MasterKey, true)
            """,
            new { entry, @sealed.Bytes, @sealed.MasterKey });
    }

    private static async Task DecideAsync(ProductNode node, StudentRow row, DriftWord word)
    {
        var (student, _) = await OfAsync(node, row);
        var inbox = node.Get<DriftInbox>();
        var summary = (await inbox.FindAsync(NoToken))!;
        var item = (await inbox.ListAsync(summary, Situation.ChangedByHand, 0, 100, NoToken)).Single(item => item.Item.Student == student);
        Assert.Equal(1, (await node.Get<DriftDesk>().DecideAsync(summary, item.Item.Position, word, HsaTeam, NoToken)).Decided);
    }

    /// <summary>What erasing a student does besides (D-4): the key goes, and with it what was sealed with it.</summary>
    private static async Task EraseAsync(ProductNode node, StudentId student)
    {
        await using (var connection = await node.Data.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await node.Get<EntryErasure>().EraseAsync(transaction, student, NoToken);
            await node.Get<EntryErasure>().EraseAsync(transaction, student, NoToken);
            await using var rest = new NpgsqlCommand(
                """
                update student_key
                set wrapped = null,
                    destroyed_at = now()
                where student_id = $1;
                """,
                connection,
                transaction) { Parameters = { new NpgsqlParameter { Value = student.Value } } };
            await rest.ExecuteNonQueryAsync();
            await using var person = new NpgsqlCommand(
                """
                update student
                set person_sealed = null,
                    personal_number_hash = null,
                    likeness_hash = null,
                    erased_at = now()
                where id = $1
                """,
                connection,
                transaction) { Parameters = { new NpgsqlParameter { Value = student.Value } } };
            await person.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
    }

    private static async Task<(StudentId Student, Guid Entry)> OfAsync(ProductNode node, StudentRow row)
    {
        var entry = Guid.Parse((await node.EntryAsync(row)).Text("entryUUID")!);
        return (StudentId.From(await node.ScalarAsync<Guid>("select student_id from directory_entry where entry_uuid = @entry", new { entry })), entry);
    }
}
