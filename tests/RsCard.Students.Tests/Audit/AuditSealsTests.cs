using Dapper;
using Npgsql;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Audit;

/// <summary>The trail is only inserted, and tampering shows (D-40).</summary>
public sealed class AuditSealsTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Theory]
    [InlineData("update audit_event set actor = 'somebody else'")]
    [InlineData("delete from audit_event")]
    [InlineData("truncate audit_event")]
    [InlineData("update audit_seal set event_count = 0")]
    [InlineData("delete from audit_seal")]
    public async Task D40_Rows_are_only_inserted(string sql)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await WriteAsync(node, 1);
        await SealAllAsync(node);
        Assert.Equal("23001", (await Assert.ThrowsAsync<PostgresException>(() => node.ExecuteAsync(sql))).SqlState);
    }

    [Fact]
    public async Task D40_Whole_trail_is_whole_and_says_how_much_is_not_yet_sealed()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var seals = node.Get<AuditSeals>();
        Assert.Equal(new AuditCheck(Whole: true, 0, null, 0), await seals.CheckAsync(NoToken));
        Assert.Equal(0, await seals.RunOnceAsync(NoToken));
        await WriteAsync(node, 3);
        Assert.Equal(new AuditCheck(Whole: true, 0, null, 3), await seals.CheckAsync(NoToken));
        Assert.Equal(3, await SealAllAsync(node));
        await WriteAsync(node, 2);
        Assert.Equal((true, 2L), (await seals.CheckAsync(NoToken) is var check && check.Whole, check.Unsealed));
        Assert.Equal(2, await SealAllAsync(node));
        Assert.Equal(5, await SealedEventsAsync(node));
        Assert.Equal(0, await seals.RunOnceAsync(NoToken));
    }

    [Theory]
    [InlineData("update audit_event set actor = 'nobody' where id = 2")]
    [InlineData("update audit_event set facts = '{}' where id = 2")]
    [InlineData("update audit_event set at = at + interval '1 microsecond' where id = 2")]
    [InlineData("update audit_event set case_id = gen_random_uuid() where id = 2")]
    [InlineData("update audit_event set personal_sealed = '\\x00' where id = 2")]
    [InlineData("update audit_event set actor = 'a|b', action = 'c' where id = 2")]
    [InlineData("update audit_event set transaction = '3' where id = 2")]
    [InlineData("delete from audit_event where id = 2")]
    [InlineData("insert into audit_event (transaction, at, actor, action, facts) select transaction, at, actor, action, facts from audit_event where id = 2")]
    [InlineData("update audit_seal set hash = '\\x00' where number = 1")]
    [InlineData("delete from audit_seal where number = 1")]
    [InlineData("update audit_seal set event_count = 3 where number = 2")]
    [InlineData("update audit_seal set number = 7 where number = 2")]
    public async Task D40_Change_that_somebody_with_every_right_makes_shows(string sql)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        for (var batch = 0; batch < 3; batch++)
        {
            await WriteAsync(node, 2);
            await SealAllAsync(node);
        }

        Assert.True((await node.Get<AuditSeals>().CheckAsync(NoToken)).Whole);
        await node.ExecuteAsync("set session_replication_role = replica; " + sql);
        var check = await node.Get<AuditSeals>().CheckAsync(NoToken);
        Assert.False(check.Whole);
        Assert.NotNull(check.BrokenSeal);
    }

    [Fact]
    public async Task D40_Seal_that_is_made_anew_for_a_changed_event_does_not_fit_the_next_one()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        for (var batch = 0; batch < 2; batch++)
        {
            await WriteAsync(node, 1);
            await SealAllAsync(node);
        }

        await node.ExecuteAsync(
            """
            set session_replication_role = replica;
            create table kept_seal as select * from audit_seal;
            create table kept_event as select * from audit_event where id = 2;
            delete from audit_seal;
            delete from audit_event where id = 2;
            update audit_event set actor = 'nobody';
            """);
        Assert.Equal(1, await SealAllAsync(node));
        Assert.True((await node.Get<AuditSeals>().CheckAsync(NoToken)).Whole);
        await node.ExecuteAsync(
            """
            set session_replication_role = replica;
            update audit_seal set to_transaction = (select to_transaction from kept_seal where number = 1);
            insert into audit_event overriding system value select * from kept_event;
            insert into audit_seal select * from kept_seal where number = 2;
            """);
        Assert.Equal(2, (await node.Get<AuditSeals>().CheckAsync(NoToken)).BrokenSeal);
    }

    [Fact]
    public async Task D40_Value_that_is_moved_from_one_column_to_the_next_shows()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ExecuteAsync("insert into audit_event (at, actor, action, facts) values (now(), 'staff:a', 'b|c', '{}')");
        await SealAllAsync(node);
        await node.ExecuteAsync("set session_replication_role = replica; update audit_event set actor = 'staff:a|b', action = 'c'");
        Assert.False((await node.Get<AuditSeals>().CheckAsync(NoToken)).Whole);
    }

    [Fact]
    public async Task D40_Id_that_is_moved_from_the_student_to_the_case_shows()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ExecuteAsync("insert into audit_event (at, actor, action, student_id, facts) values (now(), 'system', 'b', gen_random_uuid(), '{}')");
        await SealAllAsync(node);
        await node.ExecuteAsync("set session_replication_role = replica; update audit_event set case_id = student_id, student_id = null");
        Assert.False((await node.Get<AuditSeals>().CheckAsync(NoToken)).Whole);
    }

    [Fact]
    public async Task D40_Event_of_a_transaction_that_commits_late_is_sealed_in_a_later_batch_and_never_missed()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var seals = node.Get<AuditSeals>();
        await using var connection = await node.Data.OpenConnectionAsync();
        await using var late = await connection.BeginTransactionAsync();
        await WriteAsync(node, late);
        await WriteAsync(node, 2);

        // What is newer than the open transaction waits for it.
        Assert.Equal(0, await seals.RunOnceAsync(NoToken));
        await late.CommitAsync();
        Assert.Equal(3, await SealAllAsync(node));
        Assert.True((await seals.CheckAsync(NoToken)).Whole);
    }

    [Fact]
    public async Task D40_Two_sealers_at_once_make_one_chain()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        await WriteAsync(node, 5);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(place => (place % 2 == 0 ? node : other).Get<AuditSeals>().RunOnceAsync(NoToken)));
        await SealAllAsync(node);
        Assert.True((await node.Get<AuditSeals>().CheckAsync(NoToken)).Whole);
        Assert.Equal(5, await SealedEventsAsync(node));
    }

    [Fact]
    public async Task D40_Every_step_of_a_students_path_is_in_the_trail_with_who_did_it()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        await node.PickupAsync(id);
        var trail = await node.ListAsync<(string Actor, string Action)>("select actor, action from audit_event where case_id = @id and action <> 'workflow.advanced' order by id", new { id = id.Value });
        Assert.Equal(
            [
                ("system", "submission.new"), ("staff:annlin", "review.approved"), ("system", "directory.added"), ("system", "mail.sent"),
                ("staff:LUND", "station.photo"), ("system", "mail.sent"), ("staff:LUND", "station.pickup"),
            ],
            trail);
    }

    [Fact]
    public async Task D40_Personal_values_of_the_trail_are_erased_by_destroying_the_students_key_and_the_seals_still_hold()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        await SealAllAsync(node);
        var (student, personal) = Assert.Single(await node.ListAsync<(Guid, byte[])>("select student_id, personal_sealed from audit_event where action = 'directory.added'"));
        Assert.Contains(row.FamilyName, (await OpenAsync())!.Values);

        await node.ExecuteAsync("update student_key set wrapped = null, destroyed_at = now()");
        Assert.Null(await OpenAsync());
        Assert.True((await node.Get<AuditSeals>().CheckAsync(NoToken)).Whole);

        async Task<Dictionary<string, string>?> OpenAsync()
        {
            await using var connection = await node.Data.OpenConnectionAsync();
            return (await node.Get<StudentKeys>().OpenAsync(connection, [new StudentId(student)], NoToken)).Open<Dictionary<string, string>>(new StudentId(student), personal);
        }
    }

    /// <summary>
    /// Transaction ids are the whole server's: what is newer than an open transaction of another database waits for it, too, so one round
    /// needn't seal all.
    /// </summary>
    /// <returns>How many events were sealed.</returns>
    private static async Task<long> SealAllAsync(ProductNode node)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        var count = 0L;
        do
            count += await node.Get<AuditSeals>().RunOnceAsync(limit.Token);
        while ((await node.Get<AuditSeals>().CheckAsync(limit.Token)).Unsealed > 0);
        return count;
    }

    private static Task<long> SealedEventsAsync(ProductNode node) => node.ScalarAsync<long>("select sum(event_count)::bigint from audit_seal");

    private static async Task WriteAsync(ProductNode node, int events)
    {
        for (var place = 0; place < events; place++)
        {
            await using var connection = await node.Data.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await WriteAsync(node, transaction);
            await transaction.CommitAsync();
        }
    }

    private static Task WriteAsync(ProductNode node, NpgsqlTransaction transaction) =>
        node.Get<AuditTrail>().WriteAsync(transaction, [new AuditEvent("system", "test.happened", Case: null, Student: null, new { place = 1 })], NoToken);
}
