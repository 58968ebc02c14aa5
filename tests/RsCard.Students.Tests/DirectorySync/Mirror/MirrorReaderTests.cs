using System.Diagnostics;
using RsCard.Ldap;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>The mirror holds what the directory holds, whichever way it was read.</summary>
public sealed class MirrorReaderTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Full_read_holds_every_person_of_the_tree(bool byContentSync)
    {
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { UseContentSync = byContentSync, PageSize = 10 }));
        await node.EnterAsync(new StudentRow());
        var report = await node.ReadAsync(ReadDepth.Full);
        var people = await node.Site.FindAsync(LdapFilter.Parse("(objectClass=person)"));
        Assert.Equal(("full", 0, people.Count, people.Count, 0), (report.Way, report.Before, report.Entries, report.Changed, report.Gone));
        Assert.Equal("dn:" + slapd.Reader.Dn, report.Account);
        Assert.Equal(people.Select(Uuid).Order(), (await node.MirrorAsync()).Select(entry => entry.EntryUuid).Order());
    }

    [Fact]
    public async Task Entry_is_mirrored_with_its_values_and_the_number_as_the_hash_that_finds_a_student()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        await node.ReadAsync(ReadDepth.Full);
        var there = await node.EntryAsync(row);
        var entry = await node.MirroredAsync(row);
        Assert.Equal((Uuid(there), there.Text("entryCSN"), there.Dn.ToString(), DirectoryBranch.Students), (entry.EntryUuid, entry.EntryCsn, entry.Dn, entry.Branch));
        foreach (var name in new[] { "rsId", "hsaIdentity", "cn", "givenName", "sn", "mail", "studentPeriodStart", "studentPeriodEnd", "studentStatus", "uid" })
            Assert.Equal([there.Text(name)!], entry.Values[name]);
        Assert.Equal(await node.ScalarAsync<string>("select encode(personal_number_hash, 'base64') from student"), entry.PersonalNumberKey);
        Assert.DoesNotContain("personalIdentityNumber", entry.Values.Keys);
        Assert.False(entry.Values.ContainsKey("cardState"));
    }

    [Fact]
    public async Task D8_Employee_is_mirrored_without_name_and_address()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.ReadAsync(ReadDepth.Full);
        var employee = (await node.MirrorAsync()).First(entry => entry.PersonalNumberKey is not null && entry.Branch == DirectoryBranch.Employees);
        Assert.Equal(["hsaIdentity"], employee.Values.Keys);
        Assert.Equal("", employee.Dn);
    }

    [Fact]
    public async Task D41_No_name_and_no_number_can_be_read_in_the_database()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { FamilyName = "Zetterqvist" };
        await node.EnterAsync(row);
        await node.ReadAsync(ReadDepth.Full);
        var rows = await node.ListAsync<string>("select (m.*)::text || encode(m.entry_sealed, 'escape') from directory_mirror m");
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, text => text.Contains("Zetterqvist") || text.Contains(row.Number.Digits) || text.Contains("skane.example"));
    }

    [Theory]
    [InlineData(true, "refresh")]
    [InlineData(false, "changed-since")]
    public async Task What_was_added_changed_moved_and_deleted_since_is_all_that_is_read(bool byContentSync, string way)
    {
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { UseContentSync = byContentSync, PageSize = 10 }));
        StudentRow changed = new(), moved = new(), deleted = new(), added = new(), left = new();
        foreach (var row in new[] { changed, moved, deleted, left })
            await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        var before = await node.ReadAsync(ReadDepth.Full);

        await node.ChangeAsync(changed, LdapModification.Replace("mail", "new@larosate.example"));
        await node.MoveAsync(moved, slapd.StudentBranch);
        await node.DeleteAsync(deleted);
        await node.Site.AddEntryAsync(slapd.StudentBranch, added);
        var report = await node.ReadAsync(ReadDepth.Changes);

        Assert.Equal((way, before.Entries, before.Entries, 3, 1), (report.Way, report.Before, report.Entries, report.Changed, report.Gone));
        Assert.Equal(["new@larosate.example"], (await node.MirroredAsync(changed)).Values["mail"]);
        Assert.Equal(DirectoryBranch.Students, (await node.MirroredAsync(moved)).Branch);
        Assert.NotNull(await node.MirroredAsync(added));
        Assert.DoesNotContain(await node.MirrorAsync(), entry => entry.PersonalNumberKey == node.KeyOf(deleted));
        await node.AssertMirrorIsTrueAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_searched_for_when_nobody_has_written(bool byContentSync)
    {
        await using var node = await ProductNode.StartAsync(slapd, change: MirrorNode.With(new() { UseContentSync = byContentSync }));
        var full = await node.ReadAsync(ReadDepth.Full);
        var report = await node.ReadAsync(ReadDepth.Changes);
        Assert.Equal(("unchanged", full.Entries, 0, 0), (report.Way, report.Entries, report.Changed, report.Gone));
    }

    [Fact]
    public async Task Full_read_shows_also_what_the_server_leaves_out_of_a_refresh_because_it_was_loaded_offline()
    {
        await using var own = await SlapdServer.StartAsync();
        await using var node = await ProductNode.StartAsync(own);
        await own.StopAsync();
        var folder = Path.GetDirectoryName(own.EnvironmentFile)!;
        var file = Path.Combine(folder, "offline.ldif");
        await File.WriteAllTextAsync(file, "dn: uid=offline,ou=Externa,o=Region Skåne,l=Skåne län,c=SE\nobjectClass: inetOrgPerson\nuid: offline\ncn: Ola\nsn: Ola\n");
        using var slapadd = Process.Start(new ProcessStartInfo("/usr/sbin/slapadd", ["-q", "-f", Path.Combine(folder, "etc", "slapd.conf"), "-l", file]) { RedirectStandardError = true, UseShellExecute = false })!;
        await slapadd.StandardError.ReadToEndAsync();
        await slapadd.WaitForExitAsync();
        await own.InitializeAsync();

        await node.ReadAsync(ReadDepth.Full);
        Assert.Contains(await node.MirrorAsync(), entry => entry.Dn.StartsWith("uid=offline", StringComparison.Ordinal));
        await node.AssertMirrorIsTrueAsync();
        await node.Site.AddEntryAsync(own.WrongBranch, new StudentRow());
        Assert.Equal("refresh", (await node.ReadAsync(ReadDepth.Changes)).Way);
        await node.AssertMirrorIsTrueAsync();
    }

    [Fact]
    public async Task Full_read_writes_only_what_is_not_as_it_was()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        await node.ReadAsync(ReadDepth.Full);
        await node.ChangeAsync(row, LdapModification.Replace("mail", "other@larosate.example"));
        var report = await node.ReadAsync(ReadDepth.Full);
        Assert.Equal(("full", 1, 0), (report.Way, report.Changed, report.Gone));
        Assert.Equal(["other@larosate.example"], (await node.MirroredAsync(row)).Values["mail"]);
    }

    [Fact]
    public async Task Entry_whose_branch_was_renamed_above_it_is_read_anew_though_its_CSN_is_the_same()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var old = slapd.WrongBranch.Child("ou", "Gamla-" + row.Number.Digits);
        await node.Site.ByHandAsync(admin => admin.AddAsync(old, [LdapAttribute.Text("objectClass", "organizationalUnit")], LdapRequestOptions.None, NoToken));
        await node.Site.AddEntryAsync(old, row);
        await node.ReadAsync(ReadDepth.Full);
        var before = await node.MirroredAsync(row);
        await node.Site.ByHandAsync(admin => admin.ModifyDnAsync(old, RelativeName.Of("ou", "Nya-" + row.Number.Digits), deleteOldRdn: true, newParent: null, LdapRequestOptions.None, NoToken));
        await node.ReadAsync(ReadDepth.Full);
        var after = await node.MirroredAsync(row);
        Assert.Equal(before.EntryCsn, after.EntryCsn);
        Assert.Contains("ou=Nya-", after.Dn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_values_foreign_letters_and_names_that_need_escapes_are_kept_for_what_they_are()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { GivenName = "Ελένη", FamilyName = "Šćepanović, \"O'Neill\" <+;=>" };
        await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        await node.ChangeAsync(row, LdapModification.Add("mail", "second@larosate.example"));
        await node.Site.ByHandAsync(admin => admin.ModifyDnAsync(
            slapd.WrongBranch.Child("uid", "hand-" + row.Number.Digits), RelativeName.Of("cn", $"#{row.FamilyName}"), deleteOldRdn: false, newParent: null, LdapRequestOptions.None, NoToken));
        await node.ReadAsync(ReadDepth.Full);
        var entry = await node.MirroredAsync(row);
        Assert.Equal([row.Email, "second@larosate.example"], entry.Values["mail"]);
        Assert.Equal(2, entry.Values["cn"].Count);
        Assert.Equal(["Ελένη"], entry.Values["givenName"]);
        Assert.Equal((await node.EntryAsync(row)).Dn, DistinguishedName.Parse(entry.Dn));
    }

    private static Guid Uuid(LdapEntry entry) => Guid.Parse(entry.Text("entryUUID")!);
}
