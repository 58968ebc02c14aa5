using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.DirectorySync;

/// <summary>RSid and HSA-id: given once, never again (D-52).</summary>
public sealed class IdentifiersTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Theory]
    [InlineData(4, 1, "1000")]
    [InlineData(4, 8100, "9099")]
    [InlineData(4, 8101, "10000")]
    [InlineData(4, 89100, "90999")]
    [InlineData(4, 89101, "100000")]
    [InlineData(6, 1, "100000")]
    [InlineData(6, 810000, "909999")]
    [InlineData(6, 810001, "1000000")]
    public void D52_RSid_gets_a_digit_more_when_nine_tenths_of_the_numbers_are_used(int digits, long number, string rsId) =>
        Assert.Equal(rsId, IdentifierFormat.RsId(number, new IdentifierOptions { RsIdDigits = digits }));

    [Fact]
    public void D52_Every_number_of_the_sequence_is_another_RSid()
    {
        var options = new IdentifierOptions { RsIdDigits = 4 };
        var given = Enumerable.Range(1, 20_000).Select(number => IdentifierFormat.RsId(number, options)).ToList();
        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.DoesNotContain(given, rsId => rsId.StartsWith('0'));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(999_999)]
    [InlineData(10_000_000)]
    public void D52_HSA_id_has_its_form(long number) =>
        Assert.Matches("^SE2321000255-[A-Za-z0-9]{1,18}$", IdentifierFormat.HsaId(number, new IdentifierOptions()));

    [Fact]
    public async Task D52_RSid_is_not_given_again_when_its_entry_was_deleted_by_hand()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var first = new StudentRow();
        await node.EnterAsync(first);
        var entry = await node.EntryAsync(first);
        await node.Site.ByHandAsync(admin => admin.DeleteAsync(entry.Dn, LdapRequestOptions.None, ProductNode.NoToken));
        await node.ExecuteAsync("select setval('rs_id_number', (select last_value - 1 from rs_id_number)), setval('hsa_id_number', (select last_value - 1 from hsa_id_number))");

        var second = new StudentRow();
        await node.EnterAsync(second);
        var other = await node.EntryAsync(second);
        Assert.NotEqual(entry.Text("rsId"), other.Text("rsId"));
        Assert.NotEqual(entry.Text("hsaIdentity"), other.Text("hsaIdentity"));
    }

    [Fact]
    public async Task D52_RSid_and_HSA_id_that_the_directory_holds_already_are_passed_over()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var next = await node.ScalarAsync<long>("select last_value + 1 from rs_id_number");
        var taken = (RsId: IdentifierFormat.RsId(next, new IdentifierOptions()), HsaId: IdentifierFormat.HsaId(next, new IdentifierOptions()));
        await node.Site.AddEntryAsync(slapd.WrongBranch, new StudentRow(), ("rsId", taken.RsId), ("hsaIdentity", taken.HsaId));

        var row = new StudentRow();
        await node.EnterAsync(row);
        var entry = await node.EntryAsync(row);
        Assert.Equal(IdentifierFormat.RsId(next + 1, new IdentifierOptions()), entry.Text("rsId"));
        Assert.Equal(IdentifierFormat.HsaId(next + 1, new IdentifierOptions()), entry.Text("hsaIdentity"));
    }

    [Fact]
    public async Task D52_Identifiers_are_never_taken_back()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow());
        foreach (var sql in (string[])["delete from identifier", "truncate identifier"])
            Assert.Equal("23001", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => node.ExecuteAsync(sql))).SqlState);
    }

    [Fact]
    public async Task D7_RSid_that_an_entry_has_and_we_gave_to_another_student_waits_for_a_person()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var first = new StudentRow();
        await node.EnterAsync(first);
        var entry = await node.EntryAsync(first);
        await node.Site.ByHandAsync(admin => admin.DeleteAsync(entry.Dn, LdapRequestOptions.None, ProductNode.NoToken));

        var second = new StudentRow();
        await node.Site.AddEntryAsync(slapd.WrongBranch, second, ("rsId", entry.Text("rsId")!));
        await node.EnterAsync(second);
        Assert.Equal("DIR-011", await node.ScalarAsync<string>("select code from workflow.incident where resolved_at is null"));
        Assert.True((await node.EntryAsync(second)).Dn.IsBelow(slapd.WrongBranch));
    }
}
