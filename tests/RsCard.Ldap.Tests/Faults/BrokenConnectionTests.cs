using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Faults;

public sealed class BrokenConnectionTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private static readonly LdapRequestOptions Soon = new() { Deadline = TimeSpan.FromMilliseconds(100) };
    private readonly string rsId = TestEntries.NewRsId();
    private SlapdServer slapd = null!;

    public async Task InitializeAsync() => slapd = await SlapdServer.StartAsync();

    public Task DisposeAsync() => slapd.DisposeAsync();

    [Fact]
    public async Task A_stopped_server_costs_a_read_its_deadline_and_no_more()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await slapd.PauseAsync();

        var late = await Assert.ThrowsAsync<LdapException>(() => connection.WhoAmIAsync(Soon, Never));
        await slapd.ResumeAsync();

        Assert.Equal(LdapErrorCode.DeadlinePassed, late.Code);
        Assert.Equal("dn:" + slapd.Sync.Dn, await connection.WhoAmIAsync(None, Never));
    }

    [Fact]
    public async Task A_stopped_server_leaves_the_outcome_of_a_write_unknown_and_the_connection_in_order()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await slapd.PauseAsync();

        var late = await Assert.ThrowsAsync<LdapOutcomeUnknownException>(
            () => connection.AddAsync(slapd.StudentDn(rsId), TestEntries.Student(rsId), Soon, Never));
        await slapd.ResumeAsync();

        Assert.Equal(LdapErrorCode.DeadlinePassed, late.Code);
        // The answer to the abandoned add arrives before this one, and harms nothing.
        await connection.FindAsync(slapd.StudentDn(rsId), [], None, Never);
        Assert.True(connection.IsUsable);
    }

    [Fact]
    public async Task A_bind_without_answer_ends_the_connection()
    {
        await using var connection = await LdapConnection.ConnectAsync(slapd.Endpoint, TimeProvider.System, Never);
        await slapd.PauseAsync();

        var late = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(slapd.Sync.Dn, slapd.Sync.Password, Soon, Never));
        await slapd.ResumeAsync();

        Assert.Equal(LdapErrorCode.DeadlinePassed, late.Code);
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_wait_and_not_the_connection()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await slapd.PauseAsync();
        using var source = new CancellationTokenSource();

        var waiting = connection.WhoAmIAsync(None, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await slapd.ResumeAsync();

        Assert.Equal("dn:" + slapd.Sync.Dn, await connection.WhoAmIAsync(None, Never));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_on_its_way_is_told_from_one_that_never_left()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await slapd.PauseAsync();
        using var source = new CancellationTokenSource();

        var waiting = connection.AddAsync(slapd.StudentDn(rsId), TestEntries.Student(rsId), None, source.Token);
        // It is on its way as soon as a later request has run into its deadline as sent.
        await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => connection.DeleteAsync(slapd.StudentDn("0"), Soon, Never));
        await source.CancelAsync();

        await Assert.ThrowsAsync<LdapWriteCanceledException>(() => waiting);
        await slapd.ResumeAsync();
        Assert.True(connection.IsUsable);
    }

    [Fact]
    public async Task A_refused_bind_ends_the_connection_that_would_go_on_as_nobody()
    {
        await using var connection = await LdapConnection.ConnectAsync(slapd.Endpoint with { AllowAnonymous = true }, TimeProvider.System, Never);

        var refused = await connection.BindAsync(slapd.Sync.Dn, "wrong", None, Never);
        var afterwards = await Assert.ThrowsAsync<LdapException>(() => connection.FindAsync(slapd.StudentBranch, [], None, Never));

        Assert.Equal(LdapResultCode.InvalidCredentials, refused.Code);
        Assert.Equal(LdapErrorCode.ConnectionUnusable, afterwards.Code);
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task An_unbound_connection_asks_who_it_is_and_what_the_server_can_and_nothing_else()
    {
        await using var connection = await LdapConnection.ConnectAsync(slapd.Endpoint, TimeProvider.System, Never);

        var read = await Assert.ThrowsAsync<LdapException>(() => connection.FindAsync(slapd.StudentBranch, [], None, Never));
        var write = await Assert.ThrowsAsync<LdapException>(() => connection.DeleteAsync(slapd.StudentDn(rsId), None, Never));

        Assert.Equal((LdapErrorCode.NotBound, LdapErrorCode.NotBound), (read.Code, write.Code));
        Assert.Null(await connection.BoundNameAsync(None, Never));
        Assert.NotEmpty((await connection.ReadRootDseAsync(None, Never)).SupportedControls);
    }

    [Fact]
    public async Task A_token_cancelled_beforehand_sends_nothing()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => connection.AddAsync(slapd.StudentDn(rsId), TestEntries.Student(rsId), None, new CancellationToken(canceled: true)));

        Assert.Null(await connection.FindAsync(slapd.StudentDn(rsId), [], None, Never));
    }

    [Fact]
    public async Task A_killed_server_leaves_writes_unknown_and_reads_failed()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await slapd.PauseAsync();
        var read = connection.WhoAmIAsync(None, Never);
        var first = connection.AddStudentAsync(slapd, rsId);
        // Both are on their way as soon as a later request has run into its deadline as sent.
        await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => connection.DeleteAsync(slapd.StudentDn("0"), Soon, Never));

        await slapd.KillAsync();

        var unknown = await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => first);
        var failed = await Assert.ThrowsAsync<LdapException>(() => read);
        Assert.Equal((LdapErrorCode.ConnectionBroken, LdapErrorCode.ConnectionBroken), (unknown.Code, failed.Code));
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task A_broken_connection_is_never_used_again()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await slapd.PauseAsync();
        var pending = connection.WhoAmIAsync(None, Never);
        await slapd.KillAsync();
        await Assert.ThrowsAsync<LdapException>(() => pending);
        await slapd.InitializeAsync();

        var refusal = await Assert.ThrowsAsync<LdapException>(() => connection.AddStudentAsync(slapd, rsId));

        Assert.Equal(LdapErrorCode.ConnectionUnusable, refusal.Code);
        await using var fresh = await slapd.ConnectAsync(slapd.Sync);
        Assert.Null(await fresh.FindAsync(slapd.StudentDn(rsId), [], None, Never));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_kill_or_a_restart_in_the_middle_what_was_confirmed_is_there_and_what_was_not_sent_is_not(bool kill)
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var ids = Enumerable.Range(0, 400).Select(_ => TestEntries.NewRsId()).ToList();
        var writes = ids.ToDictionary(id => id, id => connection.AddStudentAsync(slapd, id));

        await Task.WhenAny(writes.Values);
        await (kill ? slapd.KillAsync() : slapd.StopAsync());

        var (confirmed, notDone) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (id, write) in writes)
        {
            try
            {
                var result = await write;
                (result.IsSuccess ? confirmed : notDone).Add(id); // a server that is going down refuses some
            }
            catch (LdapOutcomeUnknownException)
            {
                // Perhaps done.
            }
            catch (LdapException)
            {
                notDone.Add(id);
            }
        }

        await slapd.InitializeAsync();
        await using var fresh = await slapd.ConnectAsync(slapd.Reader);
        var search = new LdapSearch(slapd.StudentBranch, LdapScope.OneLevel, LdapFilter.Everything, ["uid"]);
        var found = (await fresh.SearchAllAsync(search, None, Never)).Entries.Select(entry => entry.Text("uid")!).ToHashSet();
        Assert.NotEmpty(confirmed);
        Assert.Subset(found, confirmed);
        Assert.DoesNotContain(notDone, found.Contains);
        await Assert.ThrowsAsync<LdapException>(() => connection.WhoAmIAsync(None, Never)); // never again, and never as nobody
    }

    [Fact]
    public async Task A_search_that_is_cut_by_a_kill_is_never_taken_for_the_whole()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Reader);
        var pages = connection.SearchAsync(new LdapSearch(slapd.Base, LdapScope.Subtree, LdapFilter.Everything, []) { PageSize = 2 }, None, Never).GetAsyncEnumerator();
        await using var ending = pages.ConfigureAwait(false);
        Assert.True(await pages.MoveNextAsync());

        await slapd.KillAsync();

        await Assert.ThrowsAsync<LdapException>(async () =>
        {
            while (await pages.MoveNextAsync())
            {
                // What had come already.
            }
        });
    }

    [Fact]
    public async Task Disposing_a_connection_fails_what_is_pending()
    {
        var connection = await slapd.ConnectAsync(slapd.Sync);
        await slapd.PauseAsync();
        var pending = connection.WhoAmIAsync(None, Never);

        await connection.DisposeAsync();

        await Assert.ThrowsAsync<LdapException>(() => pending);
        await Assert.ThrowsAsync<LdapException>(() => connection.WhoAmIAsync(None, Never));
    }
}
