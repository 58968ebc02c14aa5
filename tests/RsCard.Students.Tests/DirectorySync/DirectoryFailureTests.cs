using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.DirectorySync;

/// <summary>A worker that dies, a directory that stops: no RSid twice, no entry doubled, no mail lost (D-42).</summary>
public sealed class DirectoryFailureTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task D42_Worker_that_dies_after_the_add_leaves_one_entry_one_RSid_and_the_mail_with_the_RSid()
    {
        var deaths = 0;
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.Wrap("DirectoryEntryHandler", inner => new WrappedHandler(inner, async (_, handle) =>
        {
            var outcome = await handle();
            return Interlocked.Increment(ref deaths) <= 2 ? throw new InvalidOperationException("died before it could say so") : outcome;
        })));
        StudentRow[] rows = [new(), new()];
        await node.EnterAsync(rows);
        Assert.Equal(2, (await Task.WhenAll(rows.Select(node.EntryAsync))).Length);
        Assert.Empty(await node.SentKindsAsync());

        await node.RetryNowAsync();
        await node.RunAsync();
        foreach (var row in rows)
            await node.EntryAsync(row);
        Assert.Equal(2, await node.ScalarAsync<int>("select count(*)::int from identifier where kind = 'rsid'"));
        Assert.Equal(["RsId", "RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D42_Worker_whose_lease_ran_out_after_the_move_is_stopped_and_the_mail_still_says_that_the_entry_was_moved()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var slow = await node.BesideAsync(services => services.Wrap("DirectoryEntryHandler", inner => new WrappedHandler(inner, async (item, handle) =>
        {
            var outcome = await handle();
            await node.ExecuteAsync("update workflow.work_item set leased_until = now() - interval '1 second' where id = @Id", new { item.Id });
            await node.RunAsync();
            return outcome;
        })));
        var row = new StudentRow();
        await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        await node.SubmitAsync("LU", row);
        await slow.ApproveAllAsync();

        await node.EntryAsync(row);
        Assert.Equal(["EnteredInRightBranch"], await node.SentKindsAsync());
        Assert.Equal(["directory.moved"], await node.ListAsync<string>("select action from audit_event where action like 'directory.%'"));
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from workflow.bookmark where kind = 'signal' and name = 'photo'"));
    }

    [Fact]
    public async Task D42_Name_that_a_dead_worker_changed_still_makes_the_card_of_the_old_name_useless()
    {
        var deaths = 0;
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.Wrap("DirectoryEntryHandler", inner => new WrappedHandler(inner, async (_, handle) =>
        {
            var outcome = await handle();
            return Interlocked.Increment(ref deaths) == 1 ? throw new InvalidOperationException("died before it could say so") : outcome;
        })));
        var row = new StudentRow();
        await node.Site.AddEntryAsync(
            slapd.WrongBranch,
            row with { FamilyName = "Ångström" },
            ("cardSerial", "1"),
            ("cardState", "active"),
            ("cardHasPhoto", "TRUE"),
            ("cardValidTo", "20300101120000Z"));
        var id = (await node.EnterAsync(row))[0];
        await node.RetryNowAsync();
        await node.RunAsync();
        Assert.Equal(row.FamilyName, (await node.EntryAsync(row)).Text("sn"));
        Assert.Contains((await node.ViewAsync(id)).Steps, step => step.ActivityId == "photo");
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from audit_event where action = 'directory.moved'"));
    }

    [Fact]
    public async Task Conflict_that_a_person_has_mended_is_tried_again_as_if_it_were_the_first_time()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        await node.Review.ApproveAsync([await node.CaseAsync(row)], ProductNode.HsaTeam, NoToken);

        // Between decision and write somebody makes two entries by hand.
        await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        await node.Site.AddEntryAsync(slapd.StudentBranch, row);
        await node.RunAsync();
        var incidents = node.Get<RsCard.Students.Runtime.Instances.IncidentStore>();
        var incident = Assert.Single(await incidents.ListAsync(10, NoToken));
        Assert.Equal("DIR-010", incident.Code);

        var extra = (await node.EntriesAsync(row)).Single(entry => entry.Dn.IsBelow(slapd.StudentBranch));
        await node.Site.ByHandAsync(admin => admin.DeleteAsync(extra.Dn, RsCard.Ldap.LdapRequestOptions.None, NoToken));
        Assert.True(await incidents.RetryAsync(incident.Id, NoToken));
        await node.RunAsync();
        Assert.True((await node.EntryAsync(row)).Dn.IsBelow(slapd.StudentBranch));
        Assert.Equal(["EnteredInRightBranch"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D42_Worker_that_dies_between_the_RSid_and_the_add_gives_the_same_RSid_at_the_next_try()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);

        // The identifiers are given, and then the directory refuses the write: the branch is closed to writing.
        await using var noSync = await node.BesideAsync(services =>
        {
            var there = node.Site.Directories;
            services.AddSingleton(new RsCard.Students.DirectorySync.DirectoryOptions
            {
                Host = there.Host,
                Port = there.Port,
                CertificateAuthority = there.CertificateAuthority,
                Reader = there.Reader,
                Sync = there.Reader,
                Mover = there.Reader,
            });
        });
        await noSync.ApproveAllAsync();
        var given = Assert.Single(await node.ListAsync<string>("select value from identifier where kind = 'rsid'"));
        Assert.Empty(await node.EntriesAsync(row));
        var incident = Assert.Single(await node.Get<RsCard.Students.Runtime.Instances.IncidentStore>().ListAsync(10, NoToken));
        Assert.Equal("DIR-006", incident.Code);

        Assert.True(await node.Get<RsCard.Students.Runtime.Instances.IncidentStore>().RetryAsync(incident.Id, NoToken));
        await node.RunAsync();
        Assert.Equal(given, (await node.EntryAsync(row)).Text("rsId"));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task Writes_wait_with_their_reason_while_the_directory_is_stopped_and_are_done_when_it_goes_on()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own);
        StudentRow[] rows = [new(), new(), new()];
        await node.SubmitAsync("LU", rows);
        await node.Review.ApproveAsync([.. (await node.WaitingAsync()).Select(item => item.Case)], ProductNode.HsaTeam, NoToken);

        await own.PauseAsync();
        await node.RunAsync();
        Assert.Equal(["DIR-001", "DIR-001", "DIR-001"], await WaitingCodesAsync(node));
        await own.ResumeAsync();

        await node.RetryNowAsync();
        await node.RunAsync();
        await AssertEnteredAsync(node, rows);
    }

    [Fact]
    public async Task Writes_wait_while_the_directory_is_gone_and_are_done_when_it_was_started_again()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own);
        StudentRow[] rows = [new(), new(), new()];
        await node.SubmitAsync("LU", rows);
        await node.Review.ApproveAsync([.. (await node.WaitingAsync()).Select(item => item.Case)], ProductNode.HsaTeam, NoToken);

        await own.KillAsync();
        await node.RunAsync();
        Assert.Equal(3, (await WaitingCodesAsync(node)).Count);
        await own.InitializeAsync();

        await using var after = await node.BesideAsync();
        await after.RetryNowAsync();
        await after.RunAsync();
        await AssertEnteredAsync(after, rows);
    }

    private static async Task AssertEnteredAsync(ProductNode node, IEnumerable<StudentRow> rows)
    {
        foreach (var row in rows)
            await node.EntryAsync(row);
        Assert.Equal(["RsId", "RsId", "RsId"], await node.SentKindsAsync());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    private static Task<List<string>> WaitingCodesAsync(ProductNode node) =>
        node.ListAsync<string>("select last_code from workflow.work_item where kind = 'directory' and state = 'ready' and due_at > now()");
}
