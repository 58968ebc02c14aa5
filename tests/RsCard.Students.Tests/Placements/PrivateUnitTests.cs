using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Placements;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;

namespace RsCard.Students.Tests.Placements;

/// <summary>A private unit orders VDI behind a link of its own, and somebody is told when it doesn't (D-15).</summary>
public sealed class PrivateUnitTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const string Unit = "vdi@backaskog.example";
    private const string Supervisor = "handledare@backaskog.example";

    /// <summary>Wednesday 23 December: five working days before is Wednesday 16 December.</summary>
    private static readonly DateOnly First = ProductNode.FirstDay.AddDays(30);

    private static readonly CancellationToken NoToken = ProductNode.NoToken;

    [Fact]
    public async Task D15_Unit_is_asked_for_VDI_behind_a_link_that_shows_name_RSid_and_dates_and_nothing_else()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { PlacementLastDay = First.AddDays(20) };
        var id = (await node.EnterAsync(row))[0];
        var token = await node.UnitTokenAsync(Unit);
        var pages = node.Get<UnitPages>();

        var before = await DatabaseDump.ReadAsync(node.Data);
        Assert.Equal(
            new UnitPage(UnitPageKind.Vdi, row.FullName, (await node.EntryAsync(row)).Text("rsId"), First, First.AddDays(20), IsAnswered: false),
            await pages.FindAsync(token, NoToken));
        Assert.Equal(before, await DatabaseDump.ReadAsync(node.Data));
        Assert.False(DatabaseDump.Tells(before, token));
        Assert.DoesNotContain(token, node.Site.Logs.Text, StringComparison.Ordinal);

        var step = (await node.ViewAsync(id)).Steps.Single(step => step.ActivityId == "vdi");
        Assert.Equal((Owners.Unit, DateRules.Morning(new DateOnly(2026, 12, 16))), (step.Owner, step.DueBy));
    }

    [Fact]
    public async Task D15_Unit_says_that_VDI_is_ordered_and_may_say_it_twice()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(Placed()))[0];
        var token = await node.UnitTokenAsync(Unit);
        var desk = node.Get<UnitDesk>();
        Assert.True(await desk.ConfirmAsync(token, NoToken));
        Assert.True(await desk.ConfirmAsync(token, NoToken));
        Assert.True((await node.Get<UnitPages>().FindAsync(token, NoToken))?.IsAnswered);
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.Owner == Owners.Unit);

        await node.AdvanceToAsync(First.AddDays(1));
        Assert.DoesNotContain("Vdi", string.Concat((await node.SentKindsAsync()).Except(["VdiOrder"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D15_VDI_that_is_missing_five_working_days_before_is_told_to_administrator_and_team_and_the_unit_is_reminded()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(Placed());
        await node.AdvanceToAsync(new DateOnly(2026, 12, 15));
        Assert.DoesNotContain("VdiMissing", await node.SentKindsAsync());
        await node.AdvanceAsync(1);
        Assert.Equal(
            ["VdiMissing:Administrator", "VdiMissingHsa:HsaTeam", "VdiReminder:Unit"],
            await node.ListAsync<string>("select kind || ':' || audience from mail where kind in ('VdiMissing', 'VdiMissingHsa', 'VdiReminder') order by composed_at, id"));

        // Each mail has a link of its own, and the earlier one stays valid.
        var tokens = (await node.MailsToAsync(Unit)).ConvertAll(UnitMail.TokenOf);
        Assert.Equal(2, tokens.Distinct().Count());
        Assert.True(await node.Get<UnitDesk>().ConfirmAsync(tokens[0], NoToken));
        Assert.True((await node.Get<UnitPages>().FindAsync(tokens[1], NoToken))?.IsAnswered);
    }

    [Theory]
    [InlineData(Unit)]
    [InlineData("")]
    public async Task D15_VDI_that_was_ordered_before_the_student_came_in_is_not_asked_for(string unit)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { UnitEmail = unit };
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.IsType<PlacementResult.Done>(await node.Get<UnitDesk>().ConfirmVdiAsync(Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken)).Id, "staff:test", NoToken));
        await node.ApproveAllAsync();
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.Owner is Owners.Unit or Owners.StudyAdministrator);
        await node.AdvanceToAsync(First.AddDays(-5));
        Assert.DoesNotContain(await node.SentKindsAsync(), kind => kind.StartsWith("Vdi", StringComparison.Ordinal) || kind == "UnitAddressMissing");
    }

    [Fact]
    public async Task D15_VDI_that_is_ordered_while_the_address_is_missing_ends_that_task_too()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(Placed() with { UnitEmail = "" }))[0];
        await node.Get<UnitDesk>().ConfirmVdiAsync(Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken)).Id, "staff:test", NoToken);
        await node.RunAsync();
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.Owner is Owners.Unit or Owners.StudyAdministrator);
        Assert.DoesNotContain("VdiOrder", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D15_Without_an_address_the_administrator_has_the_task_until_the_student_gives_it()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(Placed() with { UnitEmail = "" }))[0];
        var step = (await node.ViewAsync(id)).Steps.Single(step => step.ActivityId == "unitAddress");
        Assert.Equal((Owners.StudyAdministrator, DateRules.Morning(new DateOnly(2026, 11, 30))), (step.Owner, step.DueBy));
        Assert.Contains("UnitAddressMissing", await node.SentKindsAsync());

        var placement = Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken));
        var desk = node.Get<UnitDesk>();
        Assert.Equal("PLACEMENT-003", Assert.IsType<PlacementResult.Refused>(await desk.GiveAddressesAsync(placement.Id, "a@b, c@d", null, "student", NoToken)).Code);
        Assert.Equal("PLACEMENT-003", Assert.IsType<PlacementResult.Refused>(await desk.GiveAddressesAsync(placement.Id, " ", null, "student", NoToken)).Code);
        Assert.Equal("PLACEMENT-001", Assert.IsType<PlacementResult.Refused>(await desk.GiveAddressesAsync(Guid.NewGuid(), Unit, null, "student", NoToken)).Code);
        Assert.Equal("PLACEMENT-003", await node.ScalarAsync<string>("select facts->>'refused' from audit_event where action = 'placement.addresses' limit 1"));
        Assert.IsType<PlacementResult.Done>(await desk.GiveAddressesAsync(placement.Id, Unit, null, "student", NoToken));
        await node.RunAsync();
        await node.UnitTokenAsync(Unit);
    }

    [Fact]
    public async Task D15_Address_that_comes_later_by_a_list_lets_the_placement_go_on_and_a_list_without_it_takes_nothing_back()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { UnitEmail = "" };
        var id = (await node.EnterAsync(row))[0];
        await node.SubmitAsync("LU", row with { UnitEmail = Unit });
        Assert.Contains((await node.ViewAsync(id)).Steps, step => step.ActivityId == "vdi");
        await node.UnitTokenAsync(Unit);
        await node.SubmitAsync("LU", row);
        Assert.True(Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken)).HasUnitMail);
    }

    [Fact]
    public async Task D15_Two_placements_run_side_by_side_and_each_is_confirmed_by_itself()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed();
        await node.SubmitAsync("LU", row, row with { Unit = "Ljungens vårdcentral", UnitEmail = "vdi@ljungen.example", PlacementFirstDay = First.AddDays(40) });
        await node.ApproveAllAsync();
        var id = await node.CaseAsync(row);
        Assert.Equal(2, (await node.ViewAsync(id)).Steps.Count(step => step.ActivityId == "vdi"));

        Assert.True(await node.Get<UnitDesk>().ConfirmAsync(await node.UnitTokenAsync("vdi@ljungen.example"), NoToken));
        Assert.Equal([false, true], (await node.Get<PlacementBook>().ListAsync(id, NoToken)).Select(placement => placement.VdiOrderedAt is not null));
        var left = Assert.Single((await node.ViewAsync(id)).Steps, step => step.ActivityId == "vdi");
        Assert.Equal(DateRules.Morning(new DateOnly(2026, 12, 16)), left.DueBy);
        await node.AdvanceToAsync(First.AddDays(41));
        Assert.Single(await node.ListAsync<string>("select kind from mail where kind = 'VdiMissing'"));
    }

    [Theory]
    [InlineData("privat")]
    [InlineData("offentlig")]
    public async Task D15_Supervisor_gets_the_day_one_checklist_a_week_before_and_has_nothing_to_confirm(string kind)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { UnitKind = kind, SupervisorEmail = Supervisor };
        await node.EnterAsync(row);
        await node.AdvanceToAsync(First.AddDays(-8));
        Assert.Empty(await node.MailsToAsync(Supervisor));
        await node.AdvanceAsync(1);
        var token = await node.UnitTokenAsync(Supervisor);
        var page = await node.Get<UnitPages>().FindAsync(token, NoToken);
        Assert.Equal((UnitPageKind.Checklist, false), (page!.Kind, page.IsAnswered));
        Assert.True(await node.Get<UnitDesk>().ConfirmAsync(token, NoToken));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from placement where vdi_ordered_at is not null"));
    }

    [Theory]
    [InlineData("privat", -1)]
    [InlineData("offentlig", 5)]
    public async Task D15_Supervisor_who_is_named_after_the_checklists_day_gets_it_then(string kind, int daysIn)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { UnitKind = kind, PlacementLastDay = First.AddDays(10) };
        var id = (await node.EnterAsync(row))[0];
        await node.AdvanceToAsync(First.AddDays(-8));
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.ActivityId == "supervisorAddress");
        await node.AdvanceToAsync(First.AddDays(daysIn));
        var step = (await node.ViewAsync(id)).Steps.Single(step => step.ActivityId == "supervisorAddress");
        Assert.Equal((Owners.StudyAdministrator, DateRules.Morning(First)), (step.Owner, step.DueBy));

        var placement = Assert.Single(await node.Get<PlacementBook>().ListAsync(id, NoToken));
        await node.Get<UnitDesk>().GiveAddressesAsync(placement.Id, null, Supervisor, "student", NoToken);
        await node.RunAsync();
        Assert.Equal(UnitPageKind.Checklist, (await node.Get<UnitPages>().FindAsync(await node.UnitTokenAsync(Supervisor), NoToken))?.Kind);
        await node.Get<UnitDesk>().GiveAddressesAsync(placement.Id, null, "annan@backaskog.example", "staff:test", NoToken);
        await node.AdvanceAsync(1);
        Assert.Single(await node.ListAsync<string>("select kind from mail where kind = 'DayOneChecklist'"));
    }

    [Fact]
    public async Task D15_Supervisor_who_is_named_when_the_placement_is_over_gets_no_checklist()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = Placed() with { UnitKind = "offentlig", PlacementLastDay = First.AddDays(2) };
        await node.EnterAsync(row);
        await node.AdvanceToAsync(First.AddDays(3));
        await node.SubmitAsync("LU", row with { SupervisorEmail = Supervisor });
        Assert.Empty(await node.MailsToAsync(Supervisor));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id in ('day-one-checklist', 'placement-public-unit') and status = 'suspended'"));
    }

    [Fact]
    public async Task D15_Nobody_is_waited_for_when_the_placement_is_over()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(Placed() with { PlacementLastDay = First.AddDays(1) }))[0];
        await node.AdvanceToAsync(First.AddDays(1));
        Assert.Contains((await node.ViewAsync(id)).Steps, step => step.ActivityId == "vdi");
        await node.AdvanceAsync(1);
        Assert.DoesNotContain((await node.ViewAsync(id)).Steps, step => step.Owner == Owners.Unit);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id like 'placement%' and status = 'suspended'"));
    }

    [Fact]
    public async Task Unknown_expired_and_revoked_links_and_those_of_a_closed_case_answer_alike()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(Placed()))[0];
        var token = await node.UnitTokenAsync(Unit);
        var pages = node.Get<UnitPages>();
        Assert.NotNull(await pages.FindAsync(token, NoToken));
        Assert.Null(await pages.FindAsync(UnitLink.Create(new Uri("https://kort.example.se/")).Token, NoToken));
        await node.ExecuteAsync("update unit_link set revoked_at = now()");
        Assert.Null(await pages.FindAsync(token, NoToken));
        Assert.False(await node.Get<UnitDesk>().ConfirmAsync(token, NoToken));
        await node.ExecuteAsync("update unit_link set revoked_at = null, expires_at = '2026-11-22Z'");
        Assert.Null(await pages.FindAsync(token, NoToken));
        await node.ExecuteAsync("update unit_link set expires_at = '2030-01-01Z'");
        Assert.NotNull(await pages.FindAsync(token, NoToken));
        await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", "staff:test", NoToken);
        await node.RunAsync();
        Assert.Null(await pages.FindAsync(token, NoToken));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from placement where vdi_ordered_at is not null"));
    }

    private static StudentRow Placed() => new StudentRow().Placed("privat", First) with { UnitEmail = Unit };
}
