using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Cards;
using static RsCard.Students.Tests.Cards.CardHolders;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cases;

/// <summary>A changed name is reported, decided on, and follows into entry and card (D-32).</summary>
public sealed class NameChangeTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D32_Name_is_the_students_only_when_it_is_approved_and_then_in_the_entry_and_on_a_new_card()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = await node.HolderAsync(row);
        var rsId = (await node.ViewAsync(id)).RsId;
        Assert.IsType<DeskResult.Done>(await Desk(node).ReportAsync(id, "Åsa", "Lindqvist", "staff:emmnor", NoToken));
        await node.RunAsync();
        Assert.Equal("Öberg", (await node.ViewAsync(id)).Person?.FamilyName);
        Assert.Equal("Öberg", (await node.EntryAsync(row)).Text("sn"));
        var step = Assert.Single((await node.ViewAsync(id)).Steps);
        Assert.Equal((Owners.HsaTeam, DateRules.Morning(node.Today.AddDays(14))), (step.Owner, step.DueBy));

        Assert.IsType<DeskResult.Done>(await Desk(node).ApproveAsync(id, HsaTeam, NoToken));
        await node.RunAsync();
        Assert.Equal("Lindqvist", (await node.ViewAsync(id)).Person?.FamilyName);
        Assert.Equal("Lindqvist", (await node.EntryAsync(row)).Text("sn"));
        Assert.Contains("NameChanged", await node.SentKindsAsync());

        // The old card is valid until the new one is there.
        Assert.Equal(["handed-over"], await node.CardStatesAsync());
        Assert.IsType<DeskResult.Done>(await node.PhotoAsync(id));
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.Equal(["handed-over", "expected"], await node.CardStatesAsync());
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
        Assert.Equal(["returned", "handed-over"], await node.CardStatesAsync());
        Assert.Equal(rsId, (await node.ViewAsync(id)).RsId);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from fee"));
    }

    [Fact]
    public async Task D32_Rejected_name_changes_nothing_and_the_administrator_gets_the_reason()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await Desk(node).ReportAsync(id, "Åsa", "Lindqvist", "staff:emmnor", NoToken);
        Assert.IsType<DeskResult.Done>(await Desk(node).RejectAsync(id, "Stämmer inte med folkbokföringen.", HsaTeam, NoToken));
        await node.RunAsync();
        Assert.Equal("Öberg", (await node.EntryAsync(row)).Text("sn"));
        var mail = Assert.Single(await node.MailsAsync(), mail => mail.Parts[0].Text.Contains("Stämmer inte med folkbokföringen.", StringComparison.Ordinal));
        Assert.DoesNotContain("Lindqvist", mail.Parts[0].Text, StringComparison.Ordinal);
        Assert.Equal("NAME-001", CodeOf(await Desk(node).ApproveAsync(id, HsaTeam, NoToken)));
        Assert.Equal(["photo"], await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D32_Name_before_the_first_photo_needs_no_second_card()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await Desk(node).ReportAsync(id, "Åsa", "Lindqvist", "staff:emmnor", NoToken);
        await Desk(node).ApproveAsync(id, HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal("Lindqvist", (await node.EntryAsync(row)).Text("sn"));
        Assert.Equal(["photo"], await node.OpenSignalsAsync());
    }

    [Fact]
    public async Task D32_Name_that_comes_while_a_card_with_the_old_one_is_made_waits_for_that_card_to_be_fetched_first()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.ExpectingAsync();
        await Desk(node).ReportAsync(id, "Åsa", "Lindqvist", "staff:emmnor", NoToken);
        await Desk(node).ApproveAsync(id, HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal(["photo", "pickup"], await node.OpenSignalsAsync());
        Assert.Equal("CARD-011", CodeOf(await node.PhotoAsync(id)));
        await node.PickupAsync(id);
        Assert.IsType<DeskResult.Done>(await node.PhotoAsync(id));
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
        Assert.Equal(["returned", "handed-over"], await node.CardStatesAsync());
    }

    [Theory]
    [InlineData("", "Lindqvist", "NAME-002")]
    [InlineData("Åsa", "19640823", "NAME-002")]
    [InlineData("Åsa", "Öberg", "NAME-003")]
    public async Task D32_What_is_no_new_name_is_refused(string given, string family, string code)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        Assert.Equal(code, CodeOf(await Desk(node).ReportAsync(id, given, family, "staff:emmnor", NoToken)));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from name_change"));
    }

    [Fact]
    public async Task D32_Second_report_takes_the_place_of_the_first_and_is_decided_on_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await Desk(node).ReportAsync(id, "Åsa", "Lindqvist", "staff:emmnor", NoToken);
        await Desk(node).ReportAsync(id, "Åsa", "Lindkvist", "staff:emmnor", NoToken);
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'name-change'"));
        await Desk(node).ApproveAsync(id, HsaTeam, NoToken);
        Assert.Equal("Lindkvist", (await node.ViewAsync(id)).Person?.FamilyName);
        Assert.Equal("NAME-001", CodeOf(await Desk(node).ApproveAsync(id, HsaTeam, NoToken)));
    }

    [Fact]
    public async Task D32_Name_is_nowhere_in_the_open_and_the_student_is_alike_others_by_the_new_one()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { FamilyName = "Zetterkvist" };
        var id = (await node.EnterAsync(row))[0];
        var before = await node.ScalarAsync<byte[]>("select likeness_hash from student");
        await Desk(node).ReportAsync(id, "Åsa", "Nyblommander", "staff:emmnor", NoToken);
        await Desk(node).ApproveAsync(id, HsaTeam, NoToken);
        await node.RunAsync();
        Assert.NotEqual(before, await node.ScalarAsync<byte[]>("select likeness_hash from student"));
        Assert.DoesNotContain("Nyblommander", node.Site.Logs.Text, StringComparison.Ordinal);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from audit_event where facts::text ilike '%nyblommander%'"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where state::text ilike '%nyblommander%'"));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'student.renamed' and personal_sealed is not null"));
    }

    private static NameChangeDesk Desk(ProductNode node) => node.Get<NameChangeDesk>();
}
