using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class OperationOnSlapdTests(SlapdServer slapd) : OperationTests(slapd), IClassFixture<SlapdServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private readonly string rsId = TestEntries.NewRsId();

    private DistinguishedName Dn => slapd.StudentDn(rsId);

    [Fact]
    public async Task A_modify_on_an_entry_that_somebody_else_changed_is_refused_with_122()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var added = await connection.AddAsync(Dn, TestEntries.Student(rsId), LdapRequestOptions.With(ReadEntry.After("entryCSN")), Never);
        var guard = LdapRequestOptions.With(Assertion.That(LdapFilter.Equal("entryCSN", added.PostRead!.Text("entryCSN")!)));

        var first = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "First")], guard, Never);
        var second = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Second")], guard, Never);

        Assert.True(first.IsSuccess, first.Diagnostic);
        Assert.Equal((LdapResultCode.AssertionFailed, LdapResultCategory.AssertionFailed), (second.Code, second.Category));
        Assert.Equal("First", (await connection.FindAsync(Dn, ["sn"], None, Never))!.Text("sn"));
    }

    [Fact]
    public async Task The_root_DSE_tells_an_anonymous_connection_what_the_server_can()
    {
        await using var connection = await LdapConnection.ConnectAsync(slapd.Endpoint, TimeProvider.System, Never);

        var root = await connection.ReadRootDseAsync(None, Never);

        Assert.Superset(new HashSet<string> { LdapOid.Assertion, LdapOid.PostRead, LdapOid.PagedResults }, root.SupportedControls.ToHashSet());
        Assert.Contains(LdapOid.WhoAmI, root.SupportedExtensions);
        Assert.Equal([DistinguishedName.Parse("c=SE")], root.NamingContexts);
        Assert.Empty(await connection.WhoAmIAsync(None, Never));
    }

    [Fact]
    public async Task A_post_read_gives_UUID_and_CSN_in_the_answer_to_the_add()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var added = await connection.AddAsync(Dn, TestEntries.Student(rsId), LdapRequestOptions.With(ReadEntry.After("entryUUID", "entryCSN")), Never);
        var read = await connection.FindAsync(Dn, ["entryUUID", "entryCSN"], None, Never);

        Assert.True(Guid.TryParse(added.PostRead!.Text("entryUUID"), out _));
        Assert.Equal(read!.Text("entryUUID"), added.PostRead.Text("entryUUID"));
        Assert.Equal(read.Text("entryCSN"), added.PostRead.Text("entryCSN"));
        Assert.Null(added.PreRead);
    }

    [Fact]
    public async Task A_missing_entry_is_told_with_the_nearest_one_that_is_there()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var modified = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "x")], None, Never);

        Assert.Equal(slapd.StudentBranch, DistinguishedName.Parse(modified.MatchedDn));
    }

    [Fact]
    public async Task Slapd_shows_what_it_offers()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);

        var offers = await connection.ReadCapabilitiesAsync(slapd.StudentBranch, None, Never);

        Assert.True(offers is { HasPaging: true, HasAssertion: true, HasPreRead: true, HasPostRead: true, HasContentSync: true, HasWhoAmI: true });
        Assert.Equal((EntryId.EntryUuid, "entryCSN"), (offers.IdAttribute, offers.ChangeAttribute));
        Assert.Equal(DistinguishedName.Parse("c=SE"), offers.NamingContext);
        Assert.Equal(offers.ContextCsn, await connection.ReadContextCsnAsync(offers.NamingContext!, None, Never));
        Assert.NotEmpty(offers.ContextCsn);
    }

    [Fact]
    public async Task The_contextCSN_moves_with_each_write_and_stays_otherwise()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);
        var context = DistinguishedName.Parse("c=SE");

        var before = await connection.ReadContextCsnAsync(context, None, Never);
        var same = await connection.ReadContextCsnAsync(context, None, Never);
        await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Ny")], None, Never);
        var after = await connection.ReadContextCsnAsync(context, None, Never);

        Assert.Equal(before, same);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task Capabilities_are_not_read_from_an_entry_that_is_not_there()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var missing = await Assert.ThrowsAsync<LdapException>(() => connection.ReadCapabilitiesAsync(Dn, None, Never));

        Assert.Equal(LdapErrorCode.SampleNotFound, missing.Code);
    }
}
