using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public abstract class LeastPrivilegeTests(PrivateDirectory server)
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;

    [Fact]
    public async Task Anonymous_sees_nothing_of_the_tree()
    {
        await using var connection = await LdapConnection.ConnectAsync(server.Endpoint with { AllowAnonymous = true }, TimeProvider.System, Never);

        var found = await connection.SearchAllAsync(new LdapSearch(DistinguishedName.Parse("c=SE"), LdapScope.Subtree, LdapFilter.Everything, []) { PageSize = 0 }, None, Never);

        Assert.False(found.Result.IsSuccess);
        Assert.Empty(found.Entries);
    }

    [Fact]
    public async Task Staff_see_themselves_without_their_number_and_nobody_else()
    {
        var staff = new SlapdAccount(server.EmployeeBranch.Child("uid", "annlin"), "demo-annlin");
        await using var connection = await server.ConnectAsync(staff);

        Assert.Equal("Anna Lindkvist", (await connection.FindAsync(staff.Dn, ["cn"], None, Never))!.Text("cn"));
        Assert.Null(await connection.FindAsync(server.EmployeeBranch.Child("uid", "bosand"), [], None, Never));
        Assert.Null(await connection.FindAsync(server.Groups.Child("cn", "hsa-team"), [], None, Never));
    }

    [Fact]
    public async Task Nobody_reads_a_password()
    {
        await using var connection = await server.ConnectAsync(server.Reader);

        var found = await connection.SearchAllAsync(new LdapSearch(server.Base, LdapScope.Subtree, LdapFilter.Everything, ["userPassword", "uid"]), None, Never);

        Assert.NotEmpty(found.Entries);
        Assert.All(found.Entries, entry => Assert.Null(entry.Find("userPassword")));
    }

    [Theory]
    [InlineData("Personal")]
    [InlineData("Externa")]
    [InlineData("Grupper")]
    [InlineData("Systemkonton")]
    public async Task Sync_writes_nothing_outside_the_student_branch(string branch)
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        var rsId = TestEntries.NewRsId();
        var parent = server.Base.Child("ou", branch);
        var child = Assert.IsType<LdapEntry>((await connection.SearchAllAsync(new LdapSearch(parent, LdapScope.OneLevel, LdapFilter.Everything, []), None, Never)).Entries[0]).Dn;

        AssertRefused(await connection.AddAsync(parent.Child("uid", rsId), TestEntries.Student(rsId), None, Never));
        AssertRefused(await connection.ModifyAsync(parent, [LdapModification.Replace("description", "x")], None, Never));
        AssertRefused(await connection.ModifyAsync(child, [LdapModification.Replace("description", "x")], None, Never));
        AssertRefused(await connection.DeleteAsync(child, None, Never));
        AssertRefused(await connection.ModifyDnAsync(child, child.Rdn, deleteOldRdn: false, server.StudentBranch, None, Never));
    }

    [Fact]
    public async Task Sync_can_not_change_the_container_nor_move_out_of_it()
    {
        await using var connection = await server.ConnectAsync(server.Sync);
        var rsId = TestEntries.NewRsId();
        await connection.AddStudentAsync(server, rsId);

        AssertRefused(await connection.ModifyAsync(server.StudentBranch, [LdapModification.Replace("description", "x")], None, Never));
        AssertRefused(await connection.ModifyDnAsync(server.StudentDn(rsId), RelativeName.Of("uid", rsId), deleteOldRdn: false, server.EmployeeBranch, None, Never));
    }

    [Fact]
    public async Task Mover_moves_a_student_from_the_wrong_branch_and_the_UUID_stays()
    {
        await using var mover = await server.ConnectAsync(server.Mover);
        var wrong = server.WrongBranch.Child("uid", "ext-1001");
        var before = await mover.FindAsync(wrong, ["entryUUID"], None, Never);
        var rsId = TestEntries.NewRsId();

        var moved = await mover.ModifyDnAsync(wrong, RelativeName.Of("uid", rsId), deleteOldRdn: true, server.StudentBranch, LdapRequestOptions.With(ReadEntry.After("entryUUID")), Never);

        Assert.True(moved.IsSuccess, moved.Diagnostic);
        Assert.Equal(server.StudentDn(rsId), moved.PostRead!.Dn);
        Assert.Equal(before!.Text("entryUUID"), moved.PostRead.Text("entryUUID"));
    }

    [Fact]
    public async Task Sync_completes_what_mover_moved()
    {
        await using var mover = await server.ConnectAsync(server.Mover);
        await using var sync = await server.ConnectAsync(server.Sync);
        var rsId = TestEntries.NewRsId();
        await mover.ModifyDnAsync(server.WrongBranch.Child("uid", "ext-1002"), RelativeName.Of("uid", rsId), deleteOldRdn: true, server.StudentBranch, None, Never);

        var completed = await sync.ModifyAsync(server.StudentDn(rsId), [LdapModification.Replace("rsId", rsId), LdapModification.Replace("studentStatus", "active")], None, Never);

        Assert.True(completed.IsSuccess, completed.Diagnostic);
    }

    [Fact]
    public async Task Mover_does_nothing_else()
    {
        await using var sync = await server.ConnectAsync(server.Sync);
        await using var mover = await server.ConnectAsync(server.Mover);
        var rsId = TestEntries.NewRsId();
        var student = server.StudentDn(rsId);
        var wrong = server.WrongBranch.Child("uid", "ext-1003");
        var employee = server.EmployeeBranch.Child("uid", "emmnor");
        await sync.AddStudentAsync(server, rsId);

        AssertRefused(await mover.ModifyAsync(student, [LdapModification.Replace("sn", "x")], None, Never));
        AssertRefused(await mover.DeleteAsync(student, None, Never));
        AssertRefused(await mover.ModifyDnAsync(student, student.Rdn, deleteOldRdn: false, server.WrongBranch, None, Never));
        AssertRefused(await mover.AddAsync(server.WrongBranch.Child("uid", "1"), TestEntries.Student("1"), None, Never));
        AssertRefused(await mover.ModifyAsync(wrong, [LdapModification.Replace("sn", "x")], None, Never));
        AssertRefused(await mover.ModifyAsync(wrong, [LdapModification.Replace("cardState", "active")], None, Never));
        AssertRefused(await mover.ModifyDnAsync(wrong, wrong.Rdn, deleteOldRdn: false, server.EmployeeBranch, None, Never));
        AssertRefused(await mover.ModifyDnAsync(employee, employee.Rdn, deleteOldRdn: false, server.StudentBranch, None, Never));
        AssertRefused(await mover.ModifyAsync(employee, [LdapModification.Replace("sn", "x")], None, Never));
        AssertRefused(await mover.DeleteAsync(employee, None, Never));
    }

    [Fact]
    public async Task Mover_can_not_add_a_student_out_of_nothing()
    {
        await using var mover = await server.ConnectAsync(server.Mover);

        AssertRefused(await mover.AddStudentAsync(server, TestEntries.NewRsId()));
    }

    [Fact]
    public async Task Reader_writes_nothing()
    {
        await using var reader = await server.ConnectAsync(server.Reader);

        AssertRefused(await reader.AddStudentAsync(server, TestEntries.NewRsId()));
        AssertRefused(await reader.ModifyAsync(server.WrongBranch.Child("uid", "ext-2001"), [LdapModification.Replace("sn", "x")], None, Never));
    }

    protected static void AssertRefused(LdapResult result) =>
        Assert.Equal((LdapResultCode.InsufficientAccessRights, LdapResultCategory.InsufficientRights), (result.Code, result.Category));
}
