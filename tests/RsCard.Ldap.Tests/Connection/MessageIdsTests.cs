using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class MessageIdsTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public void After_the_greatest_id_they_begin_with_1_again()
    {
        var ids = new MessageIds(int.MaxValue - 2);

        Assert.Equal([int.MaxValue - 1, int.MaxValue, 1, 2], Enumerable.Range(0, 4).Select(_ => ids.Next(_ => false)));
    }

    [Fact]
    public void An_id_of_an_operation_in_flight_is_passed_over()
    {
        var inFlight = new HashSet<int> { int.MaxValue, 1, 3 };
        var ids = new MessageIds(int.MaxValue - 1);

        Assert.Equal([2, 4], Enumerable.Range(0, 2).Select(_ => ids.Next(inFlight.Contains)));
    }

    [Fact]
    public async Task A_connection_that_has_used_all_ids_goes_on()
    {
        var stream = await Transport.OpenAsync(slapd.Endpoint, TimeProvider.System, CancellationToken.None);
        var channel = new MessageChannel(stream, slapd.Endpoint.MaxMessageBytes, TimeProvider.System) { Ids = new MessageIds(int.MaxValue - 3) };
        await using var connection = new LdapConnection(slapd.Endpoint, channel, TimeProvider.System);
        Assert.True((await connection.BindAsync(slapd.Reader.Dn, slapd.Reader.Password, LdapRequestOptions.None, CancellationToken.None)).IsSuccess);

        var found = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => connection.FindAsync(slapd.StudentBranch, ["ou"], LdapRequestOptions.None, CancellationToken.None)));

        Assert.All(found, entry => Assert.Equal(slapd.StudentBranch, entry?.Dn));
    }
}
