using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Faults;

public sealed class HostileAnswerTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public static TheoryData<string, string> Answers => new()
    {
        { "not a message", LdapErrorCode.MalformedAnswer },
        { Hex(0x30, 0x80, 0x02, 0x01, 0x01, 0x00, 0x00), LdapErrorCode.MalformedAnswer }, // indefinite length
        { Hex(0x30, 0x85, 0x01, 0x00, 0x00, 0x00, 0x00), LdapErrorCode.MalformedAnswer }, // a length of five octets
        { Hex(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff), LdapErrorCode.AnswerTooLarge },
        { Hex(0x30, 0x03, 0x02, 0x01, 0x01), LdapErrorCode.MalformedAnswer }, // no operation
        { Hex(0x30, 0x0c, 0x02, 0x01, 0x63, 0x78, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00), LdapErrorCode.UnexpectedAnswer }, // id 99
        { Hex(0x30, 0x0c, 0x02, 0x01, 0x01, 0x69, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00), LdapErrorCode.UnexpectedAnswer }, // an add's answer
        { Hex(0x30, 0x0c, 0x02, 0x01, 0x01, 0x78, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x02, 0x04, 0x00), LdapErrorCode.MalformedAnswer }, // inner length wrong
        { Hex(0x30, 0x0d, 0x02, 0x01, 0x01, 0x78, 0x08, 0x0a, 0x01, 0x00, 0x04, 0x01, 0xff, 0x04, 0x00), LdapErrorCode.MalformedAnswer }, // not UTF-8
        { Hex(0x30, 0x0e, 0x02, 0x01, 0x01, 0x78, 0x80, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00, 0x00, 0x00), LdapErrorCode.MalformedAnswer }, // indefinite inside
        { Hex(Nested(40)), LdapErrorCode.MalformedAnswer },
        { Hex(0x30, 0x0c, 0x02, 0x01, 0x01, 0x78, 0x07), LdapErrorCode.ConnectionBroken }, // ends in the middle
        { "", LdapErrorCode.ConnectionBroken },
        {
            Hex(0x30, 0x24, 0x02, 0x01, 0x00, 0x78, 0x1f, 0x0a, 0x01, 0x34, 0x04, 0x00, 0x04, 0x00, 0x8a, 0x16)
                + Convert.ToHexString("1.3.6.1.4.1.1466.20036"u8),
            LdapErrorCode.Disconnected
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_that_can_not_be_trusted_breaks_the_connection_with_its_code(string answer, string code)
    {
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            await stream.WriteAsync(answer.StartsWith("30", StringComparison.Ordinal) ? Convert.FromHexString(answer) : System.Text.Encoding.ASCII.GetBytes(answer));
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var failure = await Assert.ThrowsAsync<LdapException>(() => connection.WhoAmIAsync(LdapRequestOptions.None, Never));

        Assert.Equal(code, failure.Code);
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task A_write_with_an_answer_that_can_not_be_read_has_an_unknown_outcome()
    {
        await using var server = new FakeLdapServer(async stream =>
        {
            await FakeLdapServer.HearAsync(stream);
            await stream.WriteAsync("rubbish"u8.ToArray());
        });
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var unknown = await Assert.ThrowsAsync<LdapOutcomeUnknownException>(
            () => connection.DeleteAsync(DistinguishedName.Parse("uid=1"), LdapRequestOptions.None, Never));

        Assert.Equal(LdapErrorCode.MalformedAnswer, unknown.Code);
    }

    [Fact]
    public async Task Nothing_is_sent_beside_a_bind()
    {
        var refused = new TaskCompletionSource();
        await using var server = new FakeLdapServer(_ => refused.Task);
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);
        var bind = connection.BindAsync(DistinguishedName.Parse("uid=1"), "x", LdapRequestOptions.None, Never);

        var refusal = await Assert.ThrowsAsync<LdapException>(() => connection.WhoAmIAsync(LdapRequestOptions.None, Never));

        Assert.Equal(LdapErrorCode.BindNotAllowed, refusal.Code);
        refused.SetResult();
        await Assert.ThrowsAsync<LdapException>(() => bind);
    }

    [Fact]
    public void A_code_without_a_name_is_never_success()
    {
        var named = Enum.GetValues<LdapResultCode>().ToHashSet();

        for (var code = -1; code < 5000; code++)
        {
            var result = new LdapResult((LdapResultCode)code, "", "", [], []);
            Assert.Equal(code == 0, result.IsSuccess);
            if (!named.Contains((LdapResultCode)code))
                Assert.Equal(LdapResultCategory.Unknown, result.Category);
        }
    }

    /// <summary>An answer with sequences in sequences behind its result.</summary>
    private static byte[] Nested(int depth)
    {
        byte[] inner = [];
        for (var level = 0; level < depth; level++)
            inner = [0x30, (byte)inner.Length, .. inner];
        byte[] result = [0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00, .. inner];
        return [0x30, 0x81, (byte)(result.Length + 6), 0x02, 0x01, 0x01, 0x78, 0x81, (byte)result.Length, .. result];
    }

    private static string Hex(params byte[] octets) => Convert.ToHexString(octets);
}
