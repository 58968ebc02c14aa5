using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Placements;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Placements;
using RsCard.Students.Tests.ReserveCards;

namespace RsCard.Students.Tests.Mail.Bounces;

/// <summary>A unit's or a supervisor's address that doesn't work is the administrator's task, and what came back goes to the next one (D-15, D-63).</summary>
public sealed class PlacementBounceTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const string Unit = "vdi@backaskog.example";
    private const string NewUnit = "vdi.ny@backaskog.example";
    private const string Supervisor = "handledare@backaskog.example";
    private const string NewSupervisor = "handledare.ny@backaskog.example";

    private static readonly DateOnly First = ProductNode.FirstDay.AddDays(30);
    private static readonly CancellationToken NoToken = ProductNode.NoToken;

    [Fact]
    public async Task D63_Units_address_that_bounces_is_a_task_and_the_next_one_is_asked_for_VDI()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(Placed()))[0];
        await BounceAsync(node, "VdiOrder");
        await BounceAsync(node, "VdiOrder");
        var step = (await node.ViewAsync(id)).Steps.Single(step => step.DefinitionId == CaseProcess.UnitAddressRepair);
        Assert.Equal((Owners.StudyAdministrator, DateRules.Morning(new DateOnly(2026, 11, 30))), (step.Owner, step.DueBy));
        var placement = Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken));
        Assert.True(placement.LacksUnitMail);

        Assert.IsType<PlacementResult.Done>(await node.Get<UnitDesk>().GiveAddressesAsync(placement.Id, NewUnit, null, "student", NoToken));
        await node.RunAsync();
        Assert.Equal(["vdi"], (await node.ViewAsync(id)).Steps.Where(open => open.Owner == Owners.Unit || open.Owner == Owners.StudyAdministrator).Select(open => open.ActivityId));
        Assert.True(await node.Get<UnitDesk>().ConfirmAsync(await node.UnitTokenAsync(NewUnit), NoToken));
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, open => open.Owner == Owners.Unit);
    }

    [Fact]
    public async Task D63_Mail_that_is_refused_for_a_unit_is_composed_anew_for_the_next_address_and_sent_once()
    {
        var server = new ChoosyTransport();
        await using var node = await ProductNode.StartAsync(slapd, change: services => services.AddSingleton<IMailTransport>(server));
        var row = Placed() with { UnitEmail = "vill.inte@backaskog.example", SupervisorEmail = "vill.inte@backaskog.example" };
        var id = (await node.EnterAsync(row))[0];
        await node.AdvanceToAsync(First.AddDays(-7));
        Assert.Equal(
            [CaseProcess.SupervisorAddressRepair, CaseProcess.UnitAddressRepair],
            (await node.ViewAsync(id)).Steps.Where(step => step.ActivityId == "address").Select(step => step.DefinitionId).Order(StringComparer.Ordinal));

        // Another address of the student's is none of the unit's.
        await node.Get<AddressDesk>().GiveAsync(id, "asa.ny@larosate.example", "cli:test", NoToken);
        await node.RunAsync();
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from workflow.incident where state = 'open'"));

        await node.SubmitAsync("LU", row with { UnitEmail = NewUnit, SupervisorEmail = NewSupervisor });

        // The reminder of that day waited behind the mail that was refused.
        Assert.Equal([MailKind.VdiOrder, MailKind.VdiReminder], server.SentTo(NewUnit));
        Assert.Equal([MailKind.DayOneChecklist], server.SentTo(NewSupervisor));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.incident where resolved_at is null"));
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.ActivityId == "address");
    }

    [Fact]
    public async Task D63_Checklist_that_bounces_goes_to_the_supervisors_next_address()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { UnitKind = "offentlig", SupervisorEmail = Supervisor };
        var id = (await node.EnterAsync(row))[0];
        await node.AdvanceToAsync(First.AddDays(-7));
        await BounceAsync(node, "DayOneChecklist");
        Assert.Equal(Owners.StudyAdministrator, (await node.ViewAsync(id)).Steps.Single(step => step.DefinitionId == CaseProcess.SupervisorAddressRepair).Owner);

        await node.SubmitAsync("LU", row with { SupervisorEmail = NewSupervisor });
        await node.UnitTokenAsync(NewSupervisor);
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.Owner == Owners.StudyAdministrator);
    }

    [Fact]
    public async Task D24_Supervisor_who_is_told_of_the_certificates_end_is_told_at_the_next_address()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var end = ProductNode.FirstDay.AddDays(180);
        var id = await node.WithCardAsync(new ForeignRow { PlacementFirstDay = end.AddDays(1), PlacementLastDay = end.AddDays(60) });
        await node.JumpToAsync(end.AddDays(-30));
        await BounceAsync(node, "ReserveCardExpiringSupervisor");
        var placement = Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken));
        await node.Get<UnitDesk>().GiveAddressesAsync(placement.Id, null, NewSupervisor, "staff:test", NoToken);
        await node.RunAsync();
        Assert.Equal(["bounced", "sent"], await node.ListAsync<string>("select state from mail where kind = 'ReserveCardExpiringSupervisor' order by composed_at, id"));
        Assert.DoesNotContain("DayOneChecklist", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D63_Bounce_is_nobodys_task_when_VDI_is_ordered_or_the_address_is_another_by_now()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var cases = await node.EnterAsync(Placed(), Placed());
        var placements = new[] { (await node.Get<PlacementBook>().ListAsync(cases[0], NoToken))[0], (await node.Get<PlacementBook>().ListAsync(cases[1], NoToken))[0] };
        await node.Get<UnitDesk>().ConfirmVdiAsync(placements[0].Id, "staff:test", NoToken);
        await node.Get<UnitDesk>().GiveAddressesAsync(placements[1].Id, NewUnit, null, "staff:test", NoToken);
        await BounceAsync(node, "VdiOrder");
        Assert.Equal(2, await node.ScalarAsync<long>("select count(*) from mail where state = 'bounced'"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'unit-address-repair'"));
        Assert.Equal([Unit, NewUnit], await node.ListAsync<string>("select unit_email from placement order by unit_email desc"));
    }

    [Fact]
    public async Task D63_Task_ends_with_the_placement_and_none_begins_after_it()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { UnitEmail = "", SupervisorEmail = Supervisor, UnitKind = "offentlig", PlacementLastDay = First.AddDays(2) };
        var id = (await node.EnterAsync(row))[0];
        await node.AdvanceToAsync(First);
        await BounceAsync(node, "DayOneChecklist");
        Assert.Contains((await node.ViewAsync(id)).Steps, step => step.DefinitionId == CaseProcess.SupervisorAddressRepair);
        await node.AdvanceToAsync(First.AddDays(3));
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.DefinitionId == CaseProcess.SupervisorAddressRepair);
        await node.ExecuteAsync("update mail set state = 'sent' where state = 'bounced'; update placement set supervisor_email = @Supervisor", new { Supervisor });
        await BounceAsync(node, "DayOneChecklist");
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'supervisor-address-repair'"));
    }

    /// <summary>All mails of the kind come back.</summary>
    private static async Task BounceAsync(ProductNode node, string kind)
    {
        using var folder = new Maildir();
        foreach (var message in await node.ListAsync<string>("select message_id from mail where kind = @kind order by composed_at", new { kind }))
            folder.Add(DeliveryReports.Of("headers", message, "failed", "5.1.1"));
        await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken);
        await node.RunAsync();
    }

    private static StudentRow Placed() => new StudentRow().Placed("privat", First) with { UnitEmail = Unit };
}
