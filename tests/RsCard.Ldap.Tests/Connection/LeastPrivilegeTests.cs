using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Connection;

public sealed class LeastPrivilegeTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly LdapRequestOptions None = LdapRequestOptions.None;

    [Fact]
    public async Task Anonymous_sees_nothing_of_the_tree()
    {
        await using var connection = await LdapConnection.ConnectAsync(slapd.Endpoint with { AllowAnonymous = true }, TimeProvider.System, Never);

        var found = await connection.SearchAllAsync(new LdapSearch(DistinguishedName.Parse("c=SE"), LdapScope.Subtree, LdapFilter.Everything, []) { PageSize = 0 }, None, Never);

        Assert.Equal((LdapResultCode.NoSuchObject, 0), (found.Result.Code, found.Entries.Count));
    }

    [Fact]
    public async Task Staff_see_themselves_without_their_number_and_nobody_else()
    {
        var staff = new SlapdAccount(slapd.EmployeeBranch.Child("uid", "annlin"), "demo-annlin");
        await using var connection = await slapd.ConnectAsync(staff);

        Assert.Equal("Anna Lindkvist", (await connection.FindAsync(staff.Dn, ["cn"], None, Never))!.Text("cn"));
        Assert.Null(await connection.FindAsync(slapd.EmployeeBranch.Child("uid", "bosand"), [], None, Never));
        Assert.Null(await connection.FindAsync(slapd.Groups.Child("cn", "hsa-team"), [], None, Never));
    }

    [Fact]
    public async Task Nobody_reads_a_password()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Reader);

        var found = await connection.SearchAllAsync(new LdapSearch(slapd.Base, LdapScope.Subtree, LdapFilter.Everything, ["userPassword", "uid"]), None, Never);

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
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var rsId = TestEntries.NewRsId();
        var parent = slapd.Base.Child("ou", branch);
        var child = Assert.IsType<LdapEntry>((await connection.SearchAllAsync(new LdapSearch(parent, LdapScope.OneLevel, LdapFilter.Everything, []), None, Never)).Entries[0]).Dn;

        AssertRefused(await connection.AddAsync(parent.Child("uid", rsId), TestEntries.Student(rsId), None, Never));
        AssertRefused(await connection.ModifyAsync(parent, [LdapModification.Replace("description", "x")], None, Never));
        AssertRefused(await connection.ModifyAsync(child, [LdapModification.Replace("description", "x")], None, Never));
        AssertRefused(await connection.DeleteAsync(child, None, Never));
        AssertRefused(await connection.ModifyDnAsync(child, child.Rdn, deleteOldRdn: false, slapd.StudentBranch, None, Never));
    }

    [Fact]
    public async Task Sync_can_not_change_the_container_nor_move_out_of_it()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var rsId = TestEntries.NewRsId();
        await connection.AddStudentAsync(slapd, rsId);

        AssertRefused(await connection.ModifyAsync(slapd.StudentBranch, [LdapModification.Replace("description", "x")], None, Never));
        AssertRefused(await connection.ModifyDnAsync(slapd.StudentDn(rsId), RelativeName.Of("uid", rsId), deleteOldRdn: false, slapd.EmployeeBranch, None, Never));
    }

    [Fact]
    public async Task Card_facts_and_passwords_can_not_be_written_neither_with_a_new_entry_nor_afterwards()
    {
        await using var connection = await slapd.ConnectAsync(slapd.Sync);
        var rsId = TestEntries.NewRsId();
        LdapAttribute[] facts =
        [
            LdapAttribute.Text("cardSerial", "1"), LdapAttribute.Text("cardState", "active"),
            LdapAttribute.Text("cardHasPhoto", "TRUE"), LdapAttribute.Text("cardValidTo", "20300101000000Z"),
            LdapAttribute.Text("userPassword", "secret"),
        ];

        foreach (var fact in facts)
            AssertRefused(await connection.AddStudentAsync(slapd, rsId, fact));
        Assert.True((await connection.AddStudentAsync(slapd, rsId)).IsSuccess);
        foreach (var fact in facts)
            AssertRefused(await connection.ModifyAsync(slapd.StudentDn(rsId), [new LdapModification(LdapModificationKind.Replace, fact)], None, Never));
    }

    [Fact]
    public async Task Mover_moves_a_student_from_the_wrong_branch_and_the_UUID_stays()
    {
        await using var mover = await slapd.ConnectAsync(slapd.Mover);
        var wrong = slapd.WrongBranch.Child("uid", "ext-1001");
        var before = await mover.FindAsync(wrong, ["entryUUID"], None, Never);
        var rsId = TestEntries.NewRsId();

        var moved = await mover.ModifyDnAsync(wrong, RelativeName.Of("uid", rsId), deleteOldRdn: true, slapd.StudentBranch, LdapRequestOptions.With(ReadEntry.After("entryUUID")), Never);

        Assert.True(moved.IsSuccess, moved.Diagnostic);
        Assert.Equal(slapd.StudentDn(rsId), moved.PostRead!.Dn);
        Assert.Equal(before!.Text("entryUUID"), moved.PostRead.Text("entryUUID"));
    }

    [Fact]
    public async Task Sync_completes_what_mover_moved()
    {
        await using var mover = await slapd.ConnectAsync(slapd.Mover);
        await using var sync = await slapd.ConnectAsync(slapd.Sync);
        var rsId = TestEntries.NewRsId();
        await mover.ModifyDnAsync(slapd.WrongBranch.Child("uid", "ext-1002"), RelativeName.Of("uid", rsId), deleteOldRdn: true, slapd.StudentBranch, None, Never);

        var completed = await sync.ModifyAsync(slapd.StudentDn(rsId), [LdapModification.Replace("rsId", rsId), LdapModification.Replace("studentStatus", "active")], None, Never);

        Assert.True(completed.IsSuccess, completed.Diagnostic);
    }

    [Fact]
    public async Task Mover_does_nothing_else()
    {
        await using var sync = await slapd.ConnectAsync(slapd.Sync);
        await using var mover = await slapd.ConnectAsync(slapd.Mover);
        var rsId = TestEntries.NewRsId();
        var student = slapd.StudentDn(rsId);
        var wrong = slapd.WrongBranch.Child("uid", "ext-1003");
        var employee = slapd.EmployeeBranch.Child("uid", "emmnor");
        await sync.AddStudentAsync(slapd, rsId);

        AssertRefused(await mover.ModifyAsync(student, [LdapModification.Replace("sn", "x")], None, Never));
        AssertRefused(await mover.DeleteAsync(student, None, Never));
        AssertRefused(await mover.ModifyDnAsync(student, student.Rdn, deleteOldRdn: false, slapd.WrongBranch, None, Never));
        AssertRefused(await mover.AddAsync(slapd.WrongBranch.Child("uid", "1"), TestEntries.Student("1"), None, Never));
        AssertRefused(await mover.ModifyAsync(wrong, [LdapModification.Replace("sn", "x")], None, Never));
        AssertRefused(await mover.ModifyAsync(wrong, [LdapModification.Replace("cardState", "active")], None, Never));
        AssertRefused(await mover.ModifyDnAsync(wrong, wrong.Rdn, deleteOldRdn: false, slapd.EmployeeBranch, None, Never));
        AssertRefused(await mover.ModifyDnAsync(employee, employee.Rdn, deleteOldRdn: false, slapd.StudentBranch, None, Never));
        AssertRefused(await mover.ModifyAsync(employee, [LdapModification.Replace("sn", "x")], None, Never));
        AssertRefused(await mover.DeleteAsync(employee, None, Never));
    }

    [Fact]
    public async Task Mover_can_not_add_a_student_out_of_nothing()
    {
        await using var mover = await slapd.ConnectAsync(slapd.Mover);

        AssertRefused(await mover.AddStudentAsync(slapd, TestEntries.NewRsId()));
    }

    [Fact]
    public async Task Reader_writes_nothing()
    {
        await using var reader = await slapd.ConnectAsync(slapd.Reader);

        AssertRefused(await reader.AddStudentAsync(slapd, TestEntries.NewRsId()));
        AssertRefused(await reader.ModifyAsync(slapd.WrongBranch.Child("uid", "ext-2001"), [LdapModification.Replace("sn", "x")], None, Never));
    }

    private static void AssertRefused(LdapResult result) =>
        Assert.Equal((LdapResultCode.InsufficientAccessRights, LdapResultCategory.InsufficientRights), (result.Code, result.Category));
}
