using System.Net;
using System.Net.Sockets;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Faults;

/// <summary>Servers that accept and don't answer, answer too slowly, don't read, or don't even accept.</summary>
public sealed class SlowServerTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private static readonly LdapRequestOptions Soon = new() { Deadline = TimeSpan.FromMilliseconds(100) };
    private static readonly DistinguishedName Dn = DistinguishedName.Parse("uid=1,o=x");

    [Fact]
    public async Task A_black_hole_costs_each_operation_its_deadline()
    {
        var end = new TaskCompletionSource();
        await using var server = new FakeLdapServer(_ => end.Task);
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var read = await Assert.ThrowsAsync<LdapException>(() => connection.FindAsync(Dn, [], Soon, Never));
        var write = await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => connection.DeleteAsync(Dn, Soon, Never));
        var refresh = await Assert.ThrowsAsync<LdapException>(
            () => connection.SyncAllAsync(new LdapSyncRequest(Dn, LdapScope.Subtree, LdapFilter.Everything, []), Soon, Never));

        Assert.Equal([LdapErrorCode.DeadlinePassed, LdapErrorCode.DeadlinePassed, LdapErrorCode.DeadlinePassed], [read.Code, write.Code, refresh.Code]);
        end.SetResult();
    }

    [Fact]
    public async Task Answers_that_nobody_fetches_are_bounded_and_the_connection_goes_on_without_that_operation()
    {
        const int told = 50;

        // A server that ends takes the connection with it.
        var end = new TaskCompletionSource();
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            for (var i = 0; i < told; i++)
                await stream.WriteAsync(FakeAnswer.Entry(1, $"uid={i},o=x"));
            await FakeLdapServer.HearAsync(stream);
            await stream.WriteAsync(FakeAnswer.Result(2, LdapTag.CompareResponse, LdapResultCode.CompareTrue));
            await end.Task;
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain with { MaxWaitingAnswers = 10 }, TimeProvider.System, Never);
        await using var slow = connection.SearchAsync(new LdapSearch(Dn, LdapScope.Subtree, LdapFilter.Everything, []) { PageSize = 0 }, None, Never).GetAsyncEnumerator(Never);
        Assert.True(await slow.MoveNextAsync());

        // Answered behind all the entries, which have come by then.
        Assert.Equal(LdapResultCode.CompareTrue, (await connection.CompareAsync(Dn, "cn", "x", None, Never)).Code);
        var came = 1;
        var failure = await Assert.ThrowsAsync<LdapException>(async () =>
        {
            while (await slow.MoveNextAsync())
                came++;
        });

        Assert.Equal(LdapErrorCode.TooManyWaiting, failure.Code);
        Assert.InRange(came, 10, told - 1);
        Assert.True(connection.IsUsable);
        end.SetResult();
    }

    [Fact]
    public async Task A_bind_into_a_black_hole_ends_the_connection()
    {
        var end = new TaskCompletionSource();
        await using var server = new FakeLdapServer(_ => end.Task);
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var late = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(Dn, "x", Soon, Never));
        var afterwards = await Assert.ThrowsAsync<LdapException>(() => connection.WhoAmIAsync(None, Never));

        Assert.Equal((LdapErrorCode.DeadlinePassed, LdapErrorCode.ConnectionUnusable), (late.Code, afterwards.Code));
        end.SetResult();
    }

    [Fact]
    public async Task An_answer_that_drips_octet_by_octet_is_an_answer()
    {
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            foreach (var octet in FakeAnswer.Success(1, LdapTag.DeleteResponse))
            {
                await stream.WriteAsync(new[] { octet });
                await Task.Yield();
            }
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        Assert.True((await connection.DeleteAsync(Dn, None, Never)).IsSuccess);
    }

    [Fact]
    public async Task One_that_drips_for_ever_costs_the_deadline_and_no_more()
    {
        var end = new TaskCompletionSource();
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            await stream.WriteAsync(FakeAnswer.Success(1, LdapTag.DeleteResponse).AsMemory(..7)); // the rest never comes
            await end.Task;
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var late = await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => connection.DeleteAsync(Dn, Soon, Never));

        Assert.Equal(LdapErrorCode.DeadlinePassed, late.Code);
        end.SetResult();
    }

    [Fact]
    public async Task A_search_whose_entries_never_end_costs_its_deadline()
    {
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            try
            {
                for (var i = 0; ; i++)
                    await stream.WriteAsync(FakeAnswer.Entry(1, $"uid={i},o=x"));
            }
            catch (IOException)
            {
                // The client has gone.
            }
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var late = await Assert.ThrowsAsync<LdapException>(
            () => connection.SearchAllAsync(new LdapSearch(Dn, LdapScope.Subtree, LdapFilter.Everything, []) { PageSize = 0 }, Soon, Never));

        Assert.Equal(LdapErrorCode.DeadlinePassed, late.Code);
    }

    [Fact]
    public async Task A_server_that_does_not_read_leaves_what_was_not_sent_known_and_the_rest_unknown()
    {
        var end = new TaskCompletionSource();
        await using var server = new FakeLdapServer(_ => end.Task);
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);
        var value = LdapAttribute.Text("description", new string('x', 100_000));

        // More than the sockets of both sides hold. The limit leaves time to fill them.
        var limit = new LdapRequestOptions { Deadline = TimeSpan.FromSeconds(2) };
        var writes = Enumerable.Range(0, 300).Select(_ => connection.AddAsync(Dn, [value], limit, Never)).ToList();
        var outcomes = new List<Exception>();
        foreach (var write in writes)
            outcomes.Add(await Assert.ThrowsAnyAsync<LdapException>(() => write));

        Assert.Contains(outcomes, outcome => outcome is LdapOutcomeUnknownException);
        Assert.Contains(outcomes, outcome => outcome is not LdapOutcomeUnknownException);
        Assert.All(outcomes, outcome => Assert.Equal(LdapErrorCode.DeadlinePassed, ((LdapException)outcome).Code));
        end.SetResult();
    }

    [Fact]
    public async Task A_full_backlog_runs_into_the_connect_limit()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 1);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var filling = new List<TcpClient>();
        try
        {
            // Nobody accepts: after a few the kernel drops what else wants to connect, without a word.
            var isFull = false;
            for (var i = 0; i < 20 && !isFull; i++)
            {
                var client = new TcpClient();
                filling.Add(client);
                using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
                try
                {
                    await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                }
                catch (OperationCanceledException)
                {
                    isFull = true;
                }
            }

            Assert.True(isFull);
            var endpoint = new LdapEndpoint("127.0.0.1", port, LdapSecurity.Plain) { AllowPlain = true, ConnectTimeout = TimeSpan.FromMilliseconds(100) };
            var late = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(endpoint, TimeProvider.System, Never));
            Assert.Equal(LdapErrorCode.ConnectTimedOut, late.Code);
        }
        finally
        {
            filling.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task No_operation_and_no_connect_goes_without_a_limit()
    {
        var end = new TaskCompletionSource();
        await using var server = new FakeLdapServer(_ => end.Task);
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => connection.DeleteAsync(Dn, new LdapRequestOptions { Deadline = Timeout.InfiniteTimeSpan }, Never));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => LdapConnection.ConnectAsync(server.Plain with { ConnectTimeout = Timeout.InfiniteTimeSpan }, TimeProvider.System, Never));
        end.SetResult();
    }
}
