using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Ds389;

[Collection(Ds389Collection.Name)]
[Trait("Server", "389")]
public sealed class CapabilitiesOn389Tests(Ds389Server server)
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private readonly string rsId = TestEntries.NewRsId();

    private DistinguishedName Dn => server.StudentDn(rsId);

    [Fact]
    public async Task It_shows_what_it_offers_and_what_it_does_not()
    {
        await using var connection = await server.ConnectAsync(server.Sync);

        var offers = await connection.ReadCapabilitiesAsync(server.StudentBranch, None, Never);

        Assert.True(offers is { HasPaging: true, HasPreRead: true, HasPostRead: true, HasWhoAmI: true });
        Assert.False(offers.HasAssertion || offers.HasContentSync || offers.HasPermissiveModify);
        Assert.Equal((EntryId.NsUniqueId, "modifyTimestamp"), (offers.IdAttribute, offers.ChangeAttribute));
        Assert.Empty(offers.ContextCsn);
        Assert.NotNull(offers.NamingContext);
    }

    [Fact]
    public async Task An_assertion_is_refused_and_changes_nothing()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        var refused = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Ny")], LdapRequestOptions.With(Assertion.That(LdapFilter.Equal("sn", "Student"))), Never);

        Assert.Equal(LdapResultCategory.Unsupported, refused.Category);
        Assert.Equal("Student", (await connection.FindAsync(Dn, ["sn"], None, Never))!.Text("sn"));
    }

    [Fact]
    public async Task A_modify_is_guarded_by_the_value_it_takes_away()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);
        await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Somebody else's")], None, Never);

        var late = await connection.ModifyAsync(Dn, [LdapModification.Delete("sn", "Student"), LdapModification.Add("sn", "Ours")], None, Never);

        Assert.Equal(LdapResultCategory.ValueMismatch, late.Category);
        Assert.Equal("Somebody else's", (await connection.FindAsync(Dn, ["sn"], None, Never))!.Text("sn"));
    }

    [Fact]
    public async Task An_entry_is_found_by_its_id_wherever_it_was_moved()
    {
        await using var mover = await server.ConnectAsync(server.Mover);
        var before = await mover.FindAsync(server.WrongBranch.Child("uid", "ext-2001"), [EntryId.NsUniqueId], None, Never);
        Assert.True(EntryId.TryParse(before!.Text(EntryId.NsUniqueId), out var id));

        var moved = await mover.ModifyDnAsync(before.Dn, RelativeName.Of("uid", rsId), deleteOldRdn: true, server.StudentBranch, None, Never);
        var byId = LdapFilter.Equal(EntryId.NsUniqueId, EntryId.Format(id, EntryId.NsUniqueId));
        var found = await mover.SearchAllAsync(new LdapSearch(server.Base, LdapScope.Subtree, byId, TestEntries.NoAttributes), None, Never);

        Assert.True(moved.IsSuccess, moved.Diagnostic);
        Assert.Equal(Dn, Assert.Single(found.Entries).Dn);
    }

    [Fact]
    public async Task A_refresh_is_refused_where_it_is_not_offered()
    {
        await using var connection = await server.ConnectAsync(server.Sync);

        var refusal = await Assert.ThrowsAsync<LdapResultException>(
            () => connection.SyncAllAsync(new LdapSyncRequest(server.StudentBranch, LdapScope.Subtree, LdapFilter.Everything, []), None, Never));

        Assert.Equal(LdapResultCode.UnavailableCriticalExtension, refusal.Result.Code);
    }
}
