using RsCard.Ldap;
using RsCard.Students.Review;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;

namespace RsCard.Students.Tests.DirectorySync;

/// <summary>What an approval leads to in the directory (D-7, D-8), seen with the administrator's rights and not our own reading.</summary>
public abstract class StudentEntryTests(PrivateDirectory server)
{
    [Fact]
    public async Task D7_Approval_leads_to_exactly_one_entry_under_the_student_branch()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        var entry = await node.EntryAsync(row);
        Assert.True(entry.Dn.IsBelow(server.StudentBranch));
        Assert.Equal((row.GivenName, row.FamilyName, row.FullName, row.Email), (entry.Text("givenName"), entry.Text("sn"), entry.Text("cn"), entry.Text("mail")));
        Assert.Equal(("20260901120000Z", "20290608120000Z", "active"), (entry.Text("studentPeriodStart"), entry.Text("studentPeriodEnd"), entry.Text("studentStatus")));
        Assert.Matches("^[0-9]{6}$", entry.Text("rsId"));
        Assert.Matches("^SE[0-9]{10}-[A-Za-z0-9]{1,18}$", entry.Text("hsaIdentity"));
        Assert.Equal(entry.Text("rsId"), entry.Text("uid"));

        var view = await node.ViewAsync(id);
        Assert.Equal((entry.Text("rsId"), MirrorNode.IdOf(entry)), (view.RsId, view.EntryUuid));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D7_Entry_in_the_wrong_branch_is_moved_not_doubled_and_gets_a_mail_of_its_own_kind()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(server.WrongBranch, row);
        var before = await node.EntryAsync(row);
        await node.EnterAsync(row);

        var after = await node.EntryAsync(row);
        Assert.Equal(MirrorNode.IdOf(before), MirrorNode.IdOf(after));
        Assert.True(after.Dn.IsBelow(server.StudentBranch));
        Assert.Matches("^[0-9]{6}$", after.Text("rsId"));
        Assert.Equal(["EnteredInRightBranch"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D7_Moved_entry_keeps_the_RSid_and_the_HSA_id_it_had()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(server.WrongBranch, row, ("rsId", "070001"), ("hsaIdentity", "SE2321000255-070001"));
        await node.EnterAsync(row);
        var entry = await node.EntryAsync(row);
        Assert.Equal(("070001", "SE2321000255-070001"), (entry.Text("rsId"), entry.Text("hsaIdentity")));
    }

    [Fact]
    public async Task D7_Ended_entry_is_reopened_and_extended_with_the_RSid_it_had()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(
            server.StudentBranch,
            row,
            ("rsId", "070002"),
            ("studentPeriodStart", "20240901120000Z"),
            ("studentPeriodEnd", "20250606120000Z"),
            ("studentStatus", "ended"));
        var before = await node.EntryAsync(row);
        await node.SubmitAsync("LU", row);
        Assert.Equal(DirectorySituation.Ended, Assert.Single(await node.WaitingAsync()).Situation);
        await node.ApproveAllAsync();

        var after = await node.EntryAsync(row);
        Assert.Equal((MirrorNode.IdOf(before), "070002"), (MirrorNode.IdOf(after), after.Text("rsId")));
        Assert.Equal(("20290608120000Z", "active"), (after.Text("studentPeriodEnd"), after.Text("studentStatus")));
        Assert.DoesNotContain("RsId", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D3_Period_that_was_entered_by_hand_and_still_runs_is_never_made_shorter()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow { GivenName = "Åsa", LastDay = new(2027, 6, 6) };
        await node.Site.AddEntryAsync(
            server.WrongBranch, row, ("studentPeriodStart", "20250901120000Z"), ("studentPeriodEnd", "20300606120000Z"), ("studentStatus", "active"));
        await node.EnterAsync(row);
        var entry = await node.EntryAsync(row);
        Assert.Equal(("20250901120000Z", "20300606120000Z"), (entry.Text("studentPeriodStart"), entry.Text("studentPeriodEnd")));
    }

    [Fact]
    public async Task D8_Employee_with_a_valid_card_with_photo_uses_it_and_gets_no_entry()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await AddEmployeeAsync(node, row, validTo: "20300101120000Z", hasPhoto: "TRUE");
        var before = await node.EntryAsync(row);
        await node.SubmitAsync("LU", row);
        Assert.Equal(DirectorySituation.EmployeeWithCard, Assert.Single(await node.WaitingAsync()).Situation);
        await node.ApproveAllAsync();

        var after = await node.EntryAsync(row);
        Assert.Equal((MirrorNode.MarkOf(before), before.Dn.ToString()), (MirrorNode.MarkOf(after), after.Dn.ToString()));
        Assert.Equal(["CardStillValid"], await node.SentKindsAsync());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from identifier"));
        Assert.DoesNotContain((await node.ViewAsync(await node.CaseAsync(row))).Steps, step => step.ActivityId == "photo");
    }

    [Theory]
    [InlineData("20300101120000Z", "FALSE")]
    [InlineData("20290607120000Z", "TRUE")]
    [InlineData(null, null)]
    public async Task D8_Employee_whose_card_does_not_serve_gets_a_students_entry_and_keeps_the_other_untouched(string? validTo, string? hasPhoto)
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await AddEmployeeAsync(node, row, validTo, hasPhoto);
        var before = await node.EntryAsync(row);
        await node.EnterAsync(row);

        var entries = await node.EntriesAsync(row);
        Assert.Equal(MirrorNode.MarkOf(before), MirrorNode.MarkOf(Assert.Single(entries, entry => entry.Dn.IsBelow(server.EmployeeBranch))));
        Assert.NotNull(Assert.Single(entries, entry => entry.Dn.IsBelow(server.StudentBranch)).Text("rsId"));
        Assert.Equal(2, entries.Count);
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D8_Employee_whose_card_is_valid_on_the_periods_last_day_uses_it()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await AddEmployeeAsync(node, row, "20290608120000Z", "TRUE");
        await node.EnterAsync(row);
        Assert.Equal(["CardStillValid"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D16_Student_whose_entry_has_a_valid_card_with_photo_and_the_same_name_needs_no_photo()
    {
        await using var node = await ProductNode.StartAsync(server);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(
            server.WrongBranch, row, ("cardSerial", "1"), ("cardState", "active"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20300101120000Z"));
        var id = (await node.EnterAsync(row))[0];
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.ActivityId == "photo");
        Assert.Equal(["EnteredInRightBranch", "CardStillValid"], (await node.SentKindsAsync()));
    }

    private static Task AddEmployeeAsync(ProductNode node, StudentRow row, string? validTo, string? hasPhoto) => node.Site.AddEntryAsync(
        node.Site.Slapd.EmployeeBranch,
        row,
        validTo is null || hasPhoto is null ? [] : [("cardSerial", "1"), ("cardState", "active"), ("cardHasPhoto", hasPhoto), ("cardValidTo", validTo)]);
}

public sealed class StudentEntryOnSlapdTests(SlapdServer slapd) : StudentEntryTests(slapd), IClassFixture<SlapdServer>
{
    private readonly SlapdServer slapd = slapd;

    [Fact]
    public async Task D7_Entry_that_was_named_by_its_name_keeps_all_its_values_when_it_gets_its_RSid_for_a_name()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var byName = slapd.WrongBranch.Child("cn", row.FullName + " (VFU)");
        await node.Site.ByHandAsync(admin => admin.AddAsync(
            byName,
            [
                LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"), LdapAttribute.Text("cn", row.FullName + " (VFU)", row.FullName), LdapAttribute.Text("sn", row.FamilyName),
                LdapAttribute.Text("personalIdentityNumber", row.Number.Digits), LdapAttribute.Text("uid", "an-old-name", "another"), LdapAttribute.Text("description", "one", "two"),
            ],
            LdapRequestOptions.None,
            ProductNode.NoToken));
        var before = await node.EntryAsync(row);
        await node.EnterAsync(row);

        var after = await node.EntryAsync(row);
        Assert.Equal(MirrorNode.IdOf(before), MirrorNode.IdOf(after));
        Assert.Equal(slapd.StudentBranch.Child("uid", after.Text("rsId")!), after.Dn);
        Assert.Equal(before.Texts("cn"), after.Texts("cn")); // several values where one is expected are a person's to sort out
        Assert.Equal(new HashSet<string> { "an-old-name", "another", after.Text("rsId")! }, after.Texts("uid").ToHashSet());
        Assert.Equal(["one", "two"], after.Texts("description").Order());
    }
}

[Trait("Server", "389")]
public sealed class StudentEntryOn389Tests(Ds389Server server) : StudentEntryTests(server), IClassFixture<Ds389Server>;
