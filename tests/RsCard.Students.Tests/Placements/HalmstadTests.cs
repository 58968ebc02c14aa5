using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Placements;
using RsCard.Students.Status;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Placements;

/// <summary>A placement in Halmstad is handed over to the secretary there, who confirms receipt (D-5).</summary>
public sealed class HalmstadTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly DateOnly First = ProductNode.FirstDay.AddDays(60);
    private static readonly CancellationToken NoToken = ProductNode.NoToken;

    [Fact]
    public async Task D5_Office_in_Halmstad_sees_name_and_dates_and_no_number_and_confirms_receipt()
    {
        await using var node = await StartAsync();
        var row = new StudentRow().Placed("Halmstad", First);
        await node.SubmitAsync("LU", row);
        var mail = Assert.Single(await node.MailsToAsync(UnitMail.HalmstadOffice));
        Assert.DoesNotContain(row.FamilyName, mail.Parts[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(row.Number.Digits[2..], mail.Parts[0].Text, StringComparison.Ordinal);
        var token = UnitMail.TokenOf(mail);
        Assert.Equal(
            new UnitPage(UnitPageKind.Receipt, row.FullName, RsId: null, First, LastDay: null, IsAnswered: false),
            await node.Get<UnitPages>().FindAsync(token, NoToken));

        var id = await node.CaseAsync(row);
        var step = Assert.Single((await node.ViewAsync(id)).Steps, step => step.Owner == Owners.Unit);
        Assert.Equal(DateRules.Morning(new DateOnly(2026, 11, 30)), step.DueBy);
        Assert.True(await node.Get<UnitDesk>().ConfirmAsync(token, NoToken));
        Assert.True(await node.Get<UnitDesk>().ConfirmAsync(token, NoToken));
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.Owner == Owners.Unit);
        await node.AdvanceAsync(20);
        Assert.Equal(["HalmstadHandover"], await node.SentKindsAsync());
        Assert.Empty(await node.EntriesAsync(row));
    }

    [Fact]
    public async Task D5_Office_that_does_not_confirm_is_reminded_after_five_working_days_and_once()
    {
        await using var node = await StartAsync();
        await node.SubmitAsync("LU", new StudentRow().Placed("Halmstad", First));
        await node.AdvanceToAsync(new DateOnly(2026, 11, 29));
        Assert.Equal(["HalmstadHandover"], await node.SentKindsAsync());
        await node.AdvanceAsync(1);
        Assert.Equal(["HalmstadHandover", "HalmstadReminder"], await node.SentKindsAsync());
        await node.AdvanceAsync(20);
        Assert.Equal(["HalmstadHandover", "HalmstadReminder"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D5_Only_the_placement_in_Halmstad_is_handed_over()
    {
        await using var node = await StartAsync();
        var row = new StudentRow();
        await node.SubmitAsync(
            "LU",
            row.Placed("Halmstad", First),
            row.Placed("privat", First.AddDays(30)) with { Unit = "Ljungens vårdcentral", UnitEmail = "vdi@ljungen.example" });
        await node.ApproveAllAsync();
        var id = await node.CaseAsync(row);
        var placements = await node.Get<PlacementBook>().ListAsync(id, NoToken);
        var desk = node.Get<UnitDesk>();
        Assert.Equal("PLACEMENT-004", Assert.IsType<PlacementResult.Refused>(await desk.ConfirmVdiAsync(placements[0].Id, "cli:test", NoToken)).Code);
        Assert.Equal("PLACEMENT-004", Assert.IsType<PlacementResult.Refused>(await desk.ConfirmReceiptAsync(placements[1].Id, "cli:test", NoToken)).Code);
        Assert.IsType<PlacementResult.Done>(await desk.ConfirmReceiptAsync(placements[0].Id, "cli:test", NoToken));
        Assert.Equal(["vdi"], (await node.ViewAsync(id)).Steps.Where(step => step.Owner == Owners.Unit).Select(step => step.ActivityId));
        Assert.Single(await node.EntriesAsync(row));
    }

    private Task<ProductNode> StartAsync() =>
        ProductNode.StartAsync(slapd, change: services => services.AddSingleton(new ContactOptions { HalmstadMail = UnitMail.HalmstadOffice }));
}
