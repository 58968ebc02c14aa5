using System.Net.Sockets;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Faults;

/// <summary>Servers whose answers are well-formed and wrong.</summary>
public sealed class LyingServerTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private static readonly DistinguishedName Dn = DistinguishedName.Parse("o=x");
    private static readonly LdapSearch Paged = new(Dn, LdapScope.Subtree, LdapFilter.Everything, []);

    [Fact]
    public async Task A_page_that_comes_again_ends_the_search()
    {
        await using var server = new FakeLdapServer(stream => EachTimeAsync(stream, id =>
            [.. FakeAnswer.Entry(id, "uid=1,o=x"), .. FakeAnswer.Entry(id, "uid=2,o=x"), .. FakeAnswer.Success(id, LdapTag.SearchDone, FakeAnswer.Page("more"))]));

        Assert.Equal(LdapErrorCode.PagingBroken, await CodeOfSearchAsync(server));
    }

    [Fact]
    public async Task Empty_pages_that_go_nowhere_end_the_search()
    {
        await using var server = new FakeLdapServer(stream => EachTimeAsync(stream, id => FakeAnswer.Success(id, LdapTag.SearchDone, FakeAnswer.Page("more"))));

        Assert.Equal(LdapErrorCode.PagingBroken, await CodeOfSearchAsync(server));
    }

    [Fact]
    public async Task An_empty_page_on_the_way_is_allowed()
    {
        await using var server = new FakeLdapServer(stream => EachTimeAsync(stream, id => id switch
        {
            1 => FakeAnswer.Success(id, LdapTag.SearchDone, FakeAnswer.Page("a")),
            2 => [.. FakeAnswer.Entry(id, "uid=1,o=x"), .. FakeAnswer.Success(id, LdapTag.SearchDone, FakeAnswer.Page("a"))],
            _ => [.. FakeAnswer.Entry(id, "uid=2,o=x"), .. FakeAnswer.Success(id, LdapTag.SearchDone, FakeAnswer.Page(""))],
        }));
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var found = await connection.SearchAllAsync(Paged, None, Never);

        Assert.Equal(["uid=1,o=x", "uid=2,o=x"], found.Entries.Select(entry => entry.Dn.ToString()));
    }

    [Fact]
    public async Task An_answer_that_does_not_say_whether_there_is_more_is_not_taken_for_the_whole()
    {
        await using var server = new FakeLdapServer(stream => EachTimeAsync(stream, id => [.. FakeAnswer.Entry(id, "uid=1,o=x"), .. FakeAnswer.Success(id, LdapTag.SearchDone)]));

        Assert.Equal(LdapErrorCode.PagingBroken, await CodeOfSearchAsync(server));
    }

    [Fact]
    public async Task A_notice_of_disconnection_leaves_writes_unknown_and_says_so()
    {
        await using var server = new FakeLdapServer(stream => EachTimeAsync(stream, _ => FakeAnswer.NoticeOfDisconnection));
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var unknown = await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => connection.DeleteAsync(Dn, None, Never));

        Assert.Equal(LdapErrorCode.Disconnected, unknown.Code);
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task A_notice_nobody_asked_for_ends_an_idle_connection()
    {
        await using var server = new FakeLdapServer(async stream =>
        {
            await stream.WriteAsync(FakeAnswer.NoticeOfDisconnection);
            await FakeLdapServer.HearAsync(stream);
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);
        var failure = await Assert.ThrowsAnyAsync<LdapException>(() => connection.WhoAmIAsync(None, Never));

        // Before or after the question: never an answer.
        Assert.Contains(failure.Code, new[] { LdapErrorCode.Disconnected, LdapErrorCode.ConnectionUnusable });
    }

    [Fact]
    public async Task A_second_answer_to_one_question_breaks_the_connection()
    {
        await using var server = new FakeLdapServer(stream => EachTimeAsync(stream, id => id switch
        {
            1 => [.. FakeAnswer.Success(id, LdapTag.DeleteResponse), .. FakeAnswer.Success(id, LdapTag.DeleteResponse)],
            _ => FakeAnswer.Success(id, LdapTag.DeleteResponse),
        }));
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        Assert.True((await connection.DeleteAsync(Dn, None, Never)).IsSuccess);
        var failure = await Assert.ThrowsAnyAsync<LdapException>(() => connection.DeleteAsync(Dn, None, Never));

        Assert.Contains(failure.Code, new[] { LdapErrorCode.UnexpectedAnswer, LdapErrorCode.ConnectionUnusable });
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_refused_before_it_is_held()
    {
        await using var server = new FakeLdapServer(stream => EachTimeAsync(stream, id => FakeAnswer.Entry(id, "cn=" + new string('x', 5_000) + ",o=x")));
        await using var connection = await LdapConnection.ConnectAsync(server.Plain with { MaxMessageBytes = 4_000 }, TimeProvider.System, Never);

        var failure = await Assert.ThrowsAsync<LdapException>(() => connection.FindAsync(Dn, [], None, Never));

        Assert.Equal(LdapErrorCode.AnswerTooLarge, failure.Code);
    }

    [Fact]
    public async Task A_connection_closed_in_mid_flight_gives_each_operation_its_own_outcome()
    {
        await using var server = new FakeLdapServer(async stream =>
        {
            var requests = new FrameReader(stream, 4096);
            for (var i = 0; i < 6; i++)
                await requests.ReadAsync(Never);
            await stream.WriteAsync(FakeAnswer.Success(2, LdapTag.DeleteResponse));
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);
        var read = connection.FindAsync(Dn, [], None, Never);
        var done = connection.DeleteAsync(Dn, None, Never);
        var lost = connection.DeleteAsync(Dn, None, Never);
        var compare = connection.CompareAsync(Dn, "cn", "x", None, Never);
        var modify = connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "x")], None, Never);
        var refresh = connection.SyncAllAsync(new LdapSyncRequest(Dn, LdapScope.Subtree, LdapFilter.Everything, []), None, Never);

        Assert.True((await done).IsSuccess);
        await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => lost);
        await Assert.ThrowsAsync<LdapOutcomeUnknownException>(() => modify);
        await Assert.ThrowsAsync<LdapException>(() => read);
        await Assert.ThrowsAsync<LdapException>(() => compare);
        await Assert.ThrowsAsync<LdapException>(() => refresh);
    }

    private static async Task<string> CodeOfSearchAsync(FakeLdapServer server)
    {
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);
        var failure = await Assert.ThrowsAsync<LdapException>(() => connection.SearchAllAsync(Paged, None, Never));
        Assert.True(connection.IsUsable);
        return failure.Code;
    }

    /// <summary>Answers the first request as id 1, the next as id 2 and so on, until the client has gone.</summary>
    private static async Task EachTimeAsync(NetworkStream stream, Func<int, byte[]> answer)
    {
        for (var id = 1; await FakeLdapServer.HearAsync(stream); id++)
            await stream.WriteAsync(answer(id));
    }
}
