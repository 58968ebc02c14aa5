using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

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

    [Fact]
    public async Task What_was_confirmed_before_a_kill_is_there_after_it()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var ids = Enumerable.Range(0, 400).Select(_ => TestEntries.NewRsId()).ToList();
        var writes = ids.ToDictionary(id => id, id => connection.AddStudentAsync(slapd, id));

        await Task.WhenAny(writes.Values);
        await slapd.KillAsync();

        var confirmed = new List<string>();
        foreach (var (id, write) in writes)
        {
            try
            {
                Assert.True((await write).IsSuccess);
                confirmed.Add(id);
            }
            catch (LdapException)
            {
                // Not confirmed: perhaps done, or (a plain LdapException) never sent.
            }
        }

        await slapd.InitializeAsync();
        await using var fresh = await slapd.ConnectAsync(slapd.Reader);
        var found = await fresh.SearchAllAsync(new LdapSearch(slapd.StudentBranch, LdapScope.OneLevel, LdapFilter.Everything, ["uid"]), None, Never);
        Assert.NotEmpty(confirmed);
        Assert.Subset(found.Entries.Select(entry => entry.Text("uid")!).ToHashSet(), confirmed.ToHashSet());
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
