using System.Diagnostics;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Ldif;

public sealed class LdifWriterTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly DistinguishedName Plain = DistinguishedName.Parse("uid=100001,ou=x");

    [Theory]
    [InlineData("Anna Berg", "cn: Anna Berg")]
    [InlineData("Müller-Ørsted d'Arc", "cn:: TcO8bGxlci3DmHJzdGVkIGQnQXJj")]
    [InlineData(" Anna", "cn:: IEFubmE=")]
    [InlineData("Anna ", "cn:: QW5uYSA=")]
    [InlineData(":Anna", "cn:: OkFubmE=")]
    [InlineData("<Anna", "cn:: PEFubmE=")]
    [InlineData("An\nna", "cn:: QW4KbmE=")]
    [InlineData("An\0na", "cn:: QW4AbmE=")]
    [InlineData("", "cn: ")]
    public void Value_that_is_no_safe_string_stands_in_base64(string value, string line)
    {
        Assert.Contains($"\n{line}\n", Written(new LdapChange.Add(Plain, [LdapAttribute.Text("cn", value)])), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lines_are_folded_after_76_and_read_as_one()
    {
        var value = new string('x', 300);

        var written = Written(new LdapChange.Add(Plain, [LdapAttribute.Text("description", value)]));

        Assert.All(written.Split('\n'), line => Assert.InRange(line.Length, 0, 76));
        Assert.Contains($"description: {value}", written.Replace("\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_change_has_its_record()
    {
        using var text = new StringWriter();
        var writer = new LdifWriter(text);
        writer.Write(new LdapChange.Modify(Plain, [LdapModification.Replace("mail", "a@x.example"), LdapModification.Delete("title"), LdapModification.Add("ou", "a", "b")]), "Outdated\nsecond line");
        writer.Write(new LdapChange.ModifyDn(Plain, RelativeName.Of("uid", "100002"), DeleteOldRdn: true, DistinguishedName.Parse("ou=y")));
        writer.Write(new LdapChange.ModifyDn(Plain, RelativeName.Of("uid", "100002"), DeleteOldRdn: false, NewSuperior: null));
        writer.Write(new LdapChange.Delete(Plain));

        Assert.Equal(
            """
            version: 1

            # Outdated
            # second line
            dn: uid=100001,ou=x
            changetype: modify
            replace: mail
            mail: a@x.example
            -
            delete: title
            -
            add: ou
            ou: a
            ou: b
            -

            dn: uid=100001,ou=x
            changetype: modrdn
            newrdn: uid=100002
            deleteoldrdn: 1
            newsuperior: ou=y

            dn: uid=100001,ou=x
            changetype: modrdn
            newrdn: uid=100002
            deleteoldrdn: 0

            dn: uid=100001,ou=x
            changetype: delete

            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    [Fact]
    public async Task Ldapmodify_does_what_is_written()
    {
        var name = slapd.StudentBranch.Child("uid", "ldif, å+\"ä");
        var moved = slapd.StudentBranch.Child("uid", "ldif 2");
        var note = string.Concat(Enumerable.Repeat("Sjuksköterskeprogrammet ", 20));
        using var text = new StringWriter();
        var writer = new LdifWriter(text);
        writer.Write(
            new LdapChange.Add(name, [LdapAttribute.Text("objectClass", "inetOrgPerson"), LdapAttribute.Text("cn", " Müller-Ørsted d'Arc"), LdapAttribute.Text("sn", "d'Arc"), LdapAttribute.Text("title", "a", "b")]),
            "Missing: Ö");
        writer.Write(new LdapChange.Modify(name, [LdapModification.Replace("description", note), LdapModification.Delete("title", "a")]));
        writer.Write(new LdapChange.ModifyDn(name, moved.Rdn, DeleteOldRdn: true, slapd.StudentBranch));

        await ModifyAsync(text.ToString());

        await using var connection = await slapd.ConnectAsync(slapd.Reader);
        var search = new LdapSearch(moved, LdapScope.Base, LdapFilter.Present("objectClass"), ["uid", "cn", "title", "description"]);
        var entry = Assert.Single(await connection.SearchAsync(search, LdapRequestOptions.None, CancellationToken.None).ToListAsync());
        Assert.Equal(("ldif 2", " Müller-Ørsted d'Arc", "b", note), (entry.Text("uid"), entry.Text("cn"), entry.Text("title"), entry.Text("description")));

        using var rest = new StringWriter();
        new LdifWriter(rest).Write(new LdapChange.Delete(moved));
        await ModifyAsync(rest.ToString());
        Assert.Empty(await connection.SearchAsync(search with { Base = slapd.StudentBranch, Scope = LdapScope.OneLevel, Filter = LdapFilter.Equal("uid", "ldif 2") }, LdapRequestOptions.None, CancellationToken.None).ToListAsync());
    }

    private static string Written(LdapChange change)
    {
        using var text = new StringWriter();
        new LdifWriter(text).Write(change);
        return text.ToString();
    }

    private async Task ModifyAsync(string ldif)
    {
        var start = new ProcessStartInfo("ldapmodify", ["-x", "-H", slapd.LdapsUri.ToString(), "-D", slapd.Sync.Dn.ToString(), "-w", slapd.Sync.Password])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["LDAPTLS_CACERT"] = slapd.CaFile;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(ldif);
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }
}
