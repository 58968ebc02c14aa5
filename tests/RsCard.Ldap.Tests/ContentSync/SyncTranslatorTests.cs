using System.Formats.Asn1;
using System.Text;
using RsCard.Ldap.Tests.Faults;

namespace RsCard.Ldap.Tests.ContentSync;

/// <summary>The phases of RFC 4533, 3.3.2, also those that neither slapd nor 389 Directory Server sends.</summary>
public sealed class SyncTranslatorTests
{
    private static readonly Guid First = Guid.Parse("00000000-0000-0000-0000-0000000000a1");
    private static readonly Guid Second = Guid.Parse("00000000-0000-0000-0000-0000000000a2");
    private static readonly Guid Third = Guid.Parse("00000000-0000-0000-0000-0000000000a3");

    [Fact]
    public async Task A_delete_phase_tells_each_delete()
    {
        var refreshed = await RefreshAsync(
            "old",
            IdSet(areDeleted: true, First, Second),
            FakeAnswer.Info(1, writer => Phase(writer, 1, "middle")),
            FakeAnswer.Entry(1, "uid=3", FakeAnswer.State(2, Third)),
            Done("new", refreshDeletes: true));

        Assert.Equal([First, Second], refreshed.Deleted.Order());
        Assert.Equal([Third], refreshed.Changed.Keys);
        Assert.False(refreshed.UnnamedAreDeleted);
        Assert.Equal("new", Encoding.ASCII.GetString(refreshed.Cookie!));
    }

    [Fact]
    public async Task A_present_phase_tells_deletes_by_what_it_does_not_name()
    {
        var refreshed = await RefreshAsync(
            "old",
            IdSet(areDeleted: false, First),
            FakeAnswer.Entry(1, "uid=2", FakeAnswer.State(0, Second)),
            Done("new", refreshDeletes: false));

        Assert.True(refreshed.UnnamedAreDeleted);
        Assert.Equal((false, false, true), (refreshed.IsGone(First), refreshed.IsGone(Second), refreshed.IsGone(Third)));
    }

    [Fact]
    public async Task A_present_phase_may_be_followed_by_a_delete_phase()
    {
        var refreshed = await RefreshAsync(
            "old",
            IdSet(areDeleted: false, First, Second),
            FakeAnswer.Info(1, writer => Phase(writer, 2, "middle")),
            FakeAnswer.Entry(1, "uid=2", FakeAnswer.State(3, Second)),
            Done("new", refreshDeletes: true));

        Assert.True(refreshed.UnnamedAreDeleted);
        Assert.Equal((false, true, true), (refreshed.IsGone(First), refreshed.IsGone(Second), refreshed.IsGone(Third)));
    }

    [Fact]
    public async Task Without_a_new_cookie_the_old_one_stays()
    {
        Assert.Equal("old", Encoding.ASCII.GetString((await RefreshAsync("old", Done(cookie: null, refreshDeletes: true))).Cookie!));
        Assert.Equal("middle", Encoding.ASCII.GetString((await RefreshAsync("old", NewCookie("middle"), Done(cookie: null, refreshDeletes: true))).Cookie!));
        Assert.Null((await RefreshAsync(cookie: null, Done(cookie: null, refreshDeletes: true))).Cookie);
    }

    [Fact]
    public async Task What_was_deleted_and_then_named_again_is_there()
    {
        var refreshed = await RefreshAsync("old", IdSet(areDeleted: true, First), FakeAnswer.Entry(1, "uid=1", FakeAnswer.State(1, First)), Done("new", refreshDeletes: true));

        Assert.False(refreshed.IsGone(First));
        Assert.Contains(First, refreshed.Changed.Keys);
    }

    [Fact]
    public async Task Changes_alone_that_would_delete_all_else_are_not_believed()
    {
        var answers = new[] { FakeAnswer.Entry(1, "uid=1", FakeAnswer.State(2, First)), Done("new", refreshDeletes: false) };

        Assert.IsType<LdapSyncOutcome.RefreshRequired>(await LdapSyncOutcome.CollectAsync(EventsAsync("old", answers), "old"u8.ToArray()));
    }

    [Fact]
    public async Task An_entry_without_its_state_is_no_answer_to_a_refresh()
    {
        var failure = await Assert.ThrowsAsync<LdapException>(() => RefreshAsync("old", FakeAnswer.Entry(1, "uid=1")));

        Assert.Equal(LdapErrorCode.UnexpectedAnswer, failure.Code);
    }

    [Theory]
    [InlineData("uuid of three octets")]
    [InlineData("unknown state")]
    [InlineData("unknown info")]
    public async Task A_value_that_is_not_RFC_4533_is_malformed(string what)
    {
        var answer = what switch
        {
            "uuid of three octets" => FakeAnswer.Info(1, writer =>
            {
                using (writer.PushSequence(LdapTag.Context(3)))
                using (writer.PushSetOf())
                    writer.WriteOctetString([1, 2, 3]);
            }),
            "unknown state" => FakeAnswer.Entry(1, "uid=1", FakeAnswer.State(9, First)),
            _ => FakeAnswer.Info(1, writer => Phase(writer, 7, "x")),
        };

        var failure = await Assert.ThrowsAsync<LdapException>(() => RefreshAsync("old", answer));

        Assert.Equal(LdapErrorCode.MalformedAnswer, failure.Code);
    }

    private static async Task<LdapSyncOutcome.Refreshed> RefreshAsync(string? cookie, params byte[][] answers) =>
        Assert.IsType<LdapSyncOutcome.Refreshed>(
            await LdapSyncOutcome.CollectAsync(EventsAsync(cookie, answers), cookie is null ? null : Encoding.ASCII.GetBytes(cookie)));

    private static async IAsyncEnumerable<LdapSyncEvent> EventsAsync(string? cookie, byte[][] answers)
    {
        await Task.CompletedTask;
        var translator = new SyncTranslator(cookie is null ? null : Encoding.ASCII.GetBytes(cookie));
        foreach (var answer in answers)
        {
            foreach (var step in translator.Translate(AnswerReader.Read(answer).Answer))
                yield return step;
        }
    }

    private static byte[] Done(string? cookie, bool refreshDeletes) =>
        FakeAnswer.Success(1, LdapTag.SearchDone, FakeAnswer.Done(cookie, refreshDeletes));

    private static byte[] NewCookie(string cookie) =>
        FakeAnswer.Info(1, writer => writer.WriteOctetString(Encoding.ASCII.GetBytes(cookie), LdapTag.Context(0)));

    private static byte[] IdSet(bool areDeleted, params Guid[] ids) => FakeAnswer.Info(1, writer =>
    {
        using (writer.PushSequence(LdapTag.Context(3)))
        {
            if (areDeleted)
                writer.WriteBoolean(true);
            using (writer.PushSetOf())
            {
                foreach (var id in ids)
                    writer.WriteOctetString(id.ToByteArray(bigEndian: true));
            }
        }
    });

    private static void Phase(AsnWriter writer, int choice, string cookie)
    {
        using (writer.PushSequence(LdapTag.Context(choice)))
        {
            writer.WriteOctetString(Encoding.ASCII.GetBytes(cookie));
            writer.WriteBoolean(false);
        }
    }
}
