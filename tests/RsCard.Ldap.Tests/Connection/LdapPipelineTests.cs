using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class LdapPipelineTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Each_item_comes_back_once_with_its_own_result_over_all_connections()
    {
        await using var first = await slapd.ConnectAsync(slapd.Sync);
        await using var second = await slapd.ConnectAsync(slapd.Sync);
        var ids = Enumerable.Range(0, 200).Select(_ => TestEntries.NewRsId()).ToList();
        await first.AddStudentAsync(slapd, ids[17]);
        var used = new HashSet<LdapConnection>();

        var outcomes = await CollectAsync(LdapPipeline.RunAsync(
            [first, second],
            ids,
            window: 8,
            (connection, id, token) =>
            {
                lock (used)
                    used.Add(connection);
                return connection.AddAsync(slapd.StudentDn(id), TestEntries.Student(id), LdapRequestOptions.None, token);
            },
            Never));

        Assert.Equal(ids, outcomes.Select(outcome => outcome.Item).Order(StringComparer.Ordinal));
        var answered = outcomes.Cast<LdapPipelined<string>.Answered>().ToDictionary(outcome => outcome.Item, outcome => outcome.Result.Code);
        Assert.Equal([ids[17]], answered.Where(pair => pair.Value != LdapResultCode.Success).Select(pair => pair.Key));
        Assert.Equal(2, used.Count);
    }

    [Fact]
    public async Task No_more_than_the_window_is_in_flight_and_items_are_taken_as_there_is_room()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var (inFlight, most, taken) = (0, 0, 0);
        var gate = new TaskCompletionSource();

        var running = CollectAsync(LdapPipeline.RunAsync(
            [connection],
            Enumerable.Range(0, 100).Select(i => Interlocked.Increment(ref taken)),
            window: 5,
            async (_, _, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inFlight));
                await gate.Task;
                Interlocked.Decrement(ref inFlight);
                return new LdapResult(LdapResultCode.Success, "", "", [], []);
            },
            Never));

        Assert.Equal(5, Volatile.Read(ref taken));
        gate.SetResult();
        Assert.Equal(100, (await running).Count);
        Assert.Equal(5, most);
    }

    [Fact]
    public async Task With_no_connection_left_the_rest_comes_back_as_not_sent()
    {
        await using var server = await SlapdServer.StartAsync();
        await using var connection = await server.ConnectAsync(server.Sync);
        await server.PauseAsync();
        var ids = Enumerable.Range(0, 50).Select(_ => TestEntries.NewRsId()).ToList();

        var running = CollectAsync(LdapPipeline.RunAsync(
            [connection], ids, window: 4, (ldap, id, token) => ldap.AddAsync(server.StudentDn(id), TestEntries.Student(id), LdapRequestOptions.None, token), Never));
        await server.KillAsync();
        var outcomes = await running;

        Assert.Equal(ids, outcomes.Select(outcome => outcome.Item).Order(StringComparer.Ordinal));
        var failed = outcomes.Cast<LdapPipelined<string>.Failed>().ToList();
        Assert.True(failed.Count(outcome => outcome.Reason is LdapOutcomeUnknownException) <= 4);
        Assert.Contains(failed, outcome => outcome.Reason.Code == LdapErrorCode.ConnectionUnusable);
    }

    [Fact]
    public async Task Left_early_it_stops()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var begun = 0;

        await foreach (var _ in LdapPipeline.RunAsync([connection], Enumerable.Range(0, 1_000_000), 4, CountAsync, Never))
            break;
        var afterwards = begun;

        Assert.True(afterwards < 1_000_000);
        Assert.Equal("dn:" + slapd.Sync.Dn, await connection.WhoAmIAsync(LdapRequestOptions.None, Never));
        Assert.Equal(afterwards, begun);

        async Task<LdapResult> CountAsync(LdapConnection ldap, int item, CancellationToken token)
        {
            Interlocked.Increment(ref begun);
            return await ldap.CompareAsync(slapd.StudentBranch, "ou", "x", LdapRequestOptions.None, token);
        }
    }

    [Fact]
    public async Task What_is_not_the_directorys_fault_ends_the_whole()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => CollectAsync(LdapPipeline.RunAsync([connection], [1, 2, 3], 2, (_, _, _) => throw new InvalidOperationException("a bug"), Never)));
    }

    private static async Task<List<LdapPipelined<TItem>>> CollectAsync<TItem>(IAsyncEnumerable<LdapPipelined<TItem>> outcomes)
    {
        var all = new List<LdapPipelined<TItem>>();
        await foreach (var outcome in outcomes)
            all.Add(outcome);
        return all;
    }
}
