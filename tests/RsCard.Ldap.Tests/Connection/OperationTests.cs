using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class OperationTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private readonly string rsId = TestEntries.NewRsId();

    private DistinguishedName Dn => slapd.StudentDn(rsId);

    [Fact]
    public async Task An_added_entry_is_read_back_as_it_was_given()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var added = await connection.AddAsync(Dn, TestEntries.Student(rsId, "Åsa Öberg"), None, Never);
        var entry = await connection.FindAsync(Dn, [], None, Never);

        Assert.Equal(LdapResultCode.Success, added.Code);
        Assert.NotNull(entry);
        Assert.Equal(Dn, entry.Dn);
        Assert.Equal("Åsa Öberg", entry.Text("CN"));
        Assert.Equal(["inetOrgPerson", "rscardPerson"], entry.Texts("objectclass"));
        Assert.Empty(entry.Texts("mail"));
    }

    [Fact]
    public async Task A_second_entry_of_the_same_name_is_refused_with_68()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);

        var again = await connection.AddStudentAsync(slapd, rsId);

        Assert.Equal((LdapResultCode.EntryAlreadyExists, LdapResultCategory.AlreadyExists), (again.Code, again.Category));
    }

    [Fact]
    public async Task An_RSid_that_another_entry_has_is_refused_with_19()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);

        var twin = await connection.AddAsync(slapd.StudentDn(TestEntries.NewRsId()), [.. TestEntries.Student(rsId).Where(a => a.Name != "uid")], None, Never);

        Assert.Equal((LdapResultCode.ConstraintViolation, LdapResultCategory.ConstraintViolation), (twin.Code, twin.Category));
    }

    [Fact]
    public async Task Changes_of_one_modify_are_done_in_order()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId, LdapAttribute.Text("mail", "old@student.example"));

        var result = await connection.ModifyAsync(
            Dn,
            [
                LdapModification.Delete("mail", "old@student.example"),
                LdapModification.Add("mail", "a@student.example", "b@student.example"),
                LdapModification.Delete("mail", "a@student.example"),
                LdapModification.Replace("sn", "Ny"),
                LdapModification.Replace("title"),
            ],
            None,
            Never);
        var entry = await connection.FindAsync(Dn, ["mail", "sn"], None, Never);

        Assert.True(result.IsSuccess, result.Diagnostic);
        Assert.Equal(["b@student.example"], entry!.Texts("mail"));
        Assert.Equal("Ny", entry.Text("sn"));
    }

    [Fact]
    public async Task A_value_that_is_not_there_fails_the_whole_modify()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);

        var result = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Ny"), LdapModification.Delete("mail", "no@student.example")], None, Never);

        Assert.Equal(LdapResultCategory.ValueMismatch, result.Category);
        Assert.Equal("Student", (await connection.FindAsync(Dn, ["sn"], None, Never))!.Text("sn"));
    }

    [Fact]
    public async Task What_is_missing_is_answered_with_32()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);

        var deleted = await connection.DeleteAsync(Dn, None, Never);
        var modified = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "x")], None, Never);

        Assert.Equal(LdapResultCategory.NoSuchObject, deleted.Category);
        Assert.Equal(LdapResultCategory.NoSuchObject, modified.Category);
        Assert.Equal(slapd.StudentBranch, DistinguishedName.Parse(modified.MatchedDn));
        Assert.Null(await connection.FindAsync(Dn, [], None, Never));
    }

    [Fact]
    public async Task A_deleted_entry_is_gone()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);

        Assert.True((await connection.DeleteAsync(Dn, None, Never)).IsSuccess);
        Assert.Null(await connection.FindAsync(Dn, TestEntries.NoAttributes, None, Never));
    }

    [Fact]
    public async Task A_renamed_entry_keeps_its_UUID_and_loses_its_old_name()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);
        var before = await connection.FindAsync(Dn, ["entryUUID"], None, Never);
        var newName = TestEntries.NewRsId();

        var renamed = await connection.ModifyDnAsync(Dn, RelativeName.Of("uid", newName), deleteOldRdn: true, newParent: null, LdapRequestOptions.With(ReadEntry.After("entryUUID", "uid")), Never);

        Assert.True(renamed.IsSuccess, renamed.Diagnostic);
        Assert.Equal(slapd.StudentDn(newName), renamed.PostRead!.Dn);
        Assert.Equal(before!.Text("entryUUID"), renamed.PostRead.Text("entryUUID"));
        Assert.Equal([newName], renamed.PostRead.Texts("uid"));
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
    public async Task A_pre_read_gives_what_the_modify_overwrote()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);

        var result = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Ny")], LdapRequestOptions.With(ReadEntry.Before("sn"), ReadEntry.After("sn")), Never);

        Assert.Equal(("Student", "Ny"), (result.PreRead!.Text("sn"), result.PostRead!.Text("sn")));
    }

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
    public async Task A_compare_answers_true_or_false()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        await connection.AddStudentAsync(slapd, rsId);

        Assert.Equal(LdapResultCode.CompareTrue, (await connection.CompareAsync(Dn, "rsId", rsId, None, Never)).Code);
        Assert.Equal(LdapResultCode.CompareFalse, (await connection.CompareAsync(Dn, "rsId", "0", None, Never)).Code);
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
    public async Task Many_operations_in_flight_each_get_their_own_answer()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var ids = Enumerable.Range(0, 300).Select(_ => TestEntries.NewRsId()).ToList();

        var added = await Task.WhenAll(ids.Select(id => connection.AddAsync(slapd.StudentDn(id), TestEntries.Student(id), LdapRequestOptions.With(ReadEntry.After("rsId")), Never)));
        var found = await Task.WhenAll(ids.Select(id => connection.FindAsync(slapd.StudentDn(id), ["rsId"], None, Never)));

        Assert.Equal(ids, added.Select(result => result.PostRead!.Text("rsId")));
        Assert.Equal(ids, found.Select(entry => entry!.Text("rsId")));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike()
    {
        await using var wrong = await LdapConnection.ConnectAsync(slapd.Endpoint, TimeProvider.System, Never);
        await using var unknown = await LdapConnection.ConnectAsync(slapd.Endpoint, TimeProvider.System, Never);

        var wrongPassword = await wrong.BindAsync(slapd.EmployeeBranch.Child("uid", "annlin"), "no", None, Never);
        var unknownName = await unknown.BindAsync(slapd.EmployeeBranch.Child("uid", "nobody"), "no", None, Never);

        Assert.Equal(LdapResultCode.InvalidCredentials, wrongPassword.Code);
        Assert.Equal(wrongPassword, unknownName with { Referrals = wrongPassword.Referrals, Controls = wrongPassword.Controls });
    }

    [Fact]
    public async Task An_empty_password_or_name_is_refused_before_anything_is_sent()
    {
        await using var server = new FakeLdapServer(async stream => Assert.Equal(0x42, (await ReadAllAsync(stream))[5]));
        await using var connection = await LdapConnection.ConnectAsync(server.Plain, TimeProvider.System, Never);

        var noPassword = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(slapd.Reader.Dn, "", None, Never));
        var noName = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(DistinguishedName.Root, "x", None, Never));

        Assert.Equal((LdapErrorCode.EmptyCredentials, LdapErrorCode.EmptyCredentials), (noPassword.Code, noName.Code));
        Assert.True(connection.IsUsable);
    }

    [Fact]
    public async Task A_working_connection_is_never_bound_again()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Reader);

        var refusal = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(slapd.Sync.Dn, slapd.Sync.Password, None, Never));

        Assert.Equal(LdapErrorCode.BindNotAllowed, refusal.Code);
        Assert.Equal("dn:" + slapd.Reader.Dn, await connection.WhoAmIAsync(None, Never));
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
