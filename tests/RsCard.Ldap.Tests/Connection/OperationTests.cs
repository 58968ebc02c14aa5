using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public abstract class OperationTests(PrivateDirectory server)
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;
    private readonly string rsId = TestEntries.NewRsId();

    /// <summary>What a write to an entry that isn't there is answered with.</summary>
    protected virtual LdapResultCategory Missing => LdapResultCategory.NoSuchObject;

    private DistinguishedName Dn => server.StudentDn(rsId);

    [Fact]
    public async Task An_added_entry_is_read_back_as_it_was_given()
    {
        await using var connection = await server.ConnectAsync(server.Sync);

        var added = await connection.AddAsync(Dn, TestEntries.Student(rsId, "Åsa Öberg"), None, Never);
        var entry = await connection.FindAsync(Dn, [], None, Never);

        Assert.Equal(LdapResultCode.Success, added.Code);
        Assert.NotNull(entry);
        Assert.Equal(Dn, entry.Dn);
        Assert.Equal("Åsa Öberg", entry.Text("CN"));
        Assert.Superset(new HashSet<string> { "inetOrgPerson", "rscardPerson" }, entry.Texts("objectclass").ToHashSet());
        Assert.Empty(entry.Texts("mail"));
    }

    [Fact]
    public async Task A_second_entry_of_the_same_name_is_refused_with_68()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        var again = await connection.AddStudentAsync(server, rsId);

        Assert.Equal((LdapResultCode.EntryAlreadyExists, LdapResultCategory.AlreadyExists), (again.Code, again.Category));
    }

    [Fact]
    public async Task An_RSid_that_another_entry_has_is_refused_with_19()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        var twin = await connection.AddAsync(server.StudentDn(TestEntries.NewRsId()), [.. TestEntries.Student(rsId).Where(a => a.Name != "uid")], None, Never);

        Assert.Equal((LdapResultCode.ConstraintViolation, LdapResultCategory.ConstraintViolation), (twin.Code, twin.Category));
    }

    [Fact]
    public async Task Changes_of_one_modify_are_done_in_order()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId, LdapAttribute.Text("mail", "old@student.example"));

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
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        var result = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Ny"), LdapModification.Delete("mail", "no@student.example")], None, Never);

        Assert.Equal(LdapResultCategory.ValueMismatch, result.Category);
        Assert.Equal("Student", (await connection.FindAsync(Dn, ["sn"], None, Never))!.Text("sn"));
    }

    [Fact]
    public async Task What_is_missing_is_told_as_missing()
    {
        await using var connection = await server.ConnectAsync(server.Sync);

        var deleted = await connection.DeleteAsync(Dn, None, Never);
        var modified = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "x")], None, Never);

        Assert.Equal((Missing, Missing), (deleted.Category, modified.Category));
        Assert.Null(await connection.FindAsync(Dn, [], None, Never));
    }

    [Fact]
    public async Task A_deleted_entry_is_gone()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        Assert.True((await connection.DeleteAsync(Dn, None, Never)).IsSuccess);
        Assert.Null(await connection.FindAsync(Dn, TestEntries.NoAttributes, None, Never));
    }

    [Fact]
    public async Task A_renamed_entry_keeps_its_UUID_and_loses_its_old_name()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);
        var before = await connection.FindAsync(Dn, ["entryUUID"], None, Never);
        var newName = TestEntries.NewRsId();

        var renamed = await connection.ModifyDnAsync(Dn, RelativeName.Of("uid", newName), deleteOldRdn: true, newParent: null, LdapRequestOptions.With(ReadEntry.After("entryUUID", "uid")), Never);

        Assert.True(renamed.IsSuccess, renamed.Diagnostic);
        Assert.Equal(server.StudentDn(newName), renamed.PostRead!.Dn);
        Assert.Equal(before!.Text("entryUUID"), renamed.PostRead.Text("entryUUID"));
        Assert.Equal([newName], renamed.PostRead.Texts("uid"));
    }

    [Fact]
    public async Task A_pre_read_gives_what_the_modify_overwrote()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        var result = await connection.ModifyAsync(Dn, [LdapModification.Replace("sn", "Ny")], LdapRequestOptions.With(ReadEntry.Before("sn"), ReadEntry.After("sn")), Never);

        Assert.Equal(("Student", "Ny"), (result.PreRead!.Text("sn"), result.PostRead!.Text("sn")));
    }

    [Fact]
    public async Task A_compare_answers_true_or_false()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        await connection.AddStudentAsync(server, rsId);

        Assert.Equal(LdapResultCode.CompareTrue, (await connection.CompareAsync(Dn, "rsId", rsId, None, Never)).Code);
        Assert.Equal(LdapResultCode.CompareFalse, (await connection.CompareAsync(Dn, "rsId", "0", None, Never)).Code);
    }

    [Fact]
    public async Task Many_operations_in_flight_each_get_their_own_answer()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        var ids = Enumerable.Range(0, 300).Select(_ => TestEntries.NewRsId()).ToList();

        var added = await Task.WhenAll(ids.Select(id => connection.AddAsync(server.StudentDn(id), TestEntries.Student(id), LdapRequestOptions.With(ReadEntry.After("rsId")), Never)));
        var found = await Task.WhenAll(ids.Select(id => connection.FindAsync(server.StudentDn(id), ["rsId"], None, Never)));

        Assert.Equal(ids, added.Select(result => result.PostRead!.Text("rsId")));
        Assert.Equal(ids, found.Select(entry => entry!.Text("rsId")));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike()
    {
        await using var wrong = await LdapConnection.ConnectAsync(server.Endpoint, TimeProvider.System, Never);
        await using var unknown = await LdapConnection.ConnectAsync(server.Endpoint, TimeProvider.System, Never);

        var wrongPassword = await wrong.BindAsync(server.EmployeeBranch.Child("uid", "annlin"), "no", None, Never);
        var unknownName = await unknown.BindAsync(server.EmployeeBranch.Child("uid", "nobody"), "no", None, Never);

        Assert.Equal(LdapResultCode.InvalidCredentials, wrongPassword.Code);
        Assert.Equal(wrongPassword, unknownName with { Referrals = wrongPassword.Referrals, Controls = wrongPassword.Controls });
    }

    [Fact]
    public async Task An_empty_password_or_name_is_refused_before_anything_is_sent()
    {
        await using var fake = new FakeLdapServer(async stream => Assert.Equal(0x42, (await ReadAllAsync(stream))[5]));
        await using var connection = await LdapConnection.ConnectAsync(fake.Plain, TimeProvider.System, Never);

        var noPassword = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(server.Reader.Dn, "", None, Never));
        var noName = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(DistinguishedName.Root, "x", None, Never));

        Assert.Equal((LdapErrorCode.EmptyCredentials, LdapErrorCode.EmptyCredentials), (noPassword.Code, noName.Code));
        Assert.True(connection.IsUsable);
    }

    [Fact]
    public async Task A_working_connection_is_never_bound_again()
    {
        await using var connection = await server.ConnectAsync(server.Reader);

        var refusal = await Assert.ThrowsAsync<LdapException>(() => connection.BindAsync(server.Sync.Dn, server.Sync.Password, None, Never));

        Assert.Equal(LdapErrorCode.BindNotAllowed, refusal.Code);
        Assert.Equal(server.Reader.Dn, await connection.BoundNameAsync(None, Never));
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
