using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.ReserveCards;

/// <summary>Certificates are renewed as long as the education goes on (D-24).</summary>
public sealed class RenewalTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly string[] Before = ["PassportCopyAwaited", "RsIdForeign"];

    [Fact]
    public async Task D24_Student_and_administrator_are_told_30_days_before_the_certificate_ends()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.WithCardAsync(new ForeignRow());
        var end = await node.CertificateToAsync();
        await node.JumpToAsync(end.AddDays(-31));
        Assert.Equal(Before, await node.SentKindsAsync());

        await node.AdvanceAsync(1);
        Assert.Equal([.. Before, "ReserveCardExpiring", "ReserveCardExpiringAdministrator"], await node.SentKindsAsync());
        var step = Assert.Single((await node.ViewAsync(id)).Steps);
        Assert.Equal(("renewal", Owners.Student, (DateTimeOffset?)DateRules.Morning(end)), (step.ActivityId, step.Owner, step.DueBy));
    }

    [Fact]
    public async Task D24_Programme_of_400_days_renews_twice()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.WithCardAsync(new ForeignRow { LastDay = FirstDay.AddDays(399) });
        for (var renewal = 1; renewal <= 2; renewal++)
        {
            await node.JumpToAsync(await node.CertificateToAsync());
            Assert.Equal(["reserve-card-renewal/renewal"], await node.StepsAsync(id));
            Assert.IsType<DeskResult.Done>(await node.RenewAsync(id));
        }

        await node.JumpToAsync(FirstDay.AddDays(399));
        Assert.Equal(["period-end/wait"], await node.StepsAsync(id));
        Assert.Equal(
            [(1, FirstDay, FirstDay.AddDays(180)), (2, FirstDay.AddDays(180), FirstDay.AddDays(360)), (3, FirstDay.AddDays(360), FirstDay.AddDays(399))],
            await node.ListAsync<(int, DateOnly, DateOnly)>("select number, issued_on, valid_to from card_certificate order by number"));
        Assert.Equal(2, (await node.SentKindsAsync()).Count(kind => kind == "ReserveCardExpiring"));
        Assert.Equal("RESERVE-010", (await node.RenewAsync(id)).CodeOf());
    }

    [Theory]
    [InlineData(0, null, false)]
    [InlineData(1, null, true)]
    [InlineData(-20, 0, false)]
    [InlineData(-20, 1, true)]
    public async Task D24_Supervisor_is_told_when_a_placement_goes_on_or_begins_after_the_certificates_last_day(int beginsAfter, int? endsAfter, bool isTold)
    {
        await using var node = await StartAsync(slapd);
        var end = FirstDay.AddDays(180);
        var first = end.AddDays(beginsAfter);
        await node.WithCardAsync(new ForeignRow { PlacementFirstDay = first, PlacementLastDay = endsAfter is { } days ? end.AddDays(days) : beginsAfter > 0 ? first.AddDays(30) : first });
        await node.JumpToAsync(end.AddDays(-30));
        Assert.Equal(isTold, (await node.SentKindsAsync()).Contains("ReserveCardExpiringSupervisor"));
        Assert.Contains("ReserveCardExpiring", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D24_Renewed_early_the_wait_goes_on_to_the_new_end()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.WithCardAsync(new ForeignRow());
        await node.JumpToAsync(FirstDay.AddDays(100));
        Assert.Equal("RESERVE-008", (await node.RenewAsync(id, node.Today.AddDays(181))).CodeOf());
        Assert.Equal("RESERVE-010", (await node.RenewAsync(id, FirstDay.AddDays(180))).CodeOf());
        Assert.IsType<DeskResult.Done>(await node.RenewAsync(id, node.Today.AddDays(180)));
        await node.JumpToAsync(FirstDay.AddDays(100 + 149));
        Assert.Equal(Before, await node.SentKindsAsync());
        await node.AdvanceAsync(1);
        Assert.Contains("ReserveCardExpiring", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D24_Longer_period_begins_the_renewals_again_also_when_they_had_ended()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow { LastDay = FirstDay.AddDays(120) };
        var id = await node.WithCardAsync(row);
        await node.JumpToAsync(FirstDay.AddDays(110));
        Assert.Equal(["period-end/wait"], await node.StepsAsync(id));
        Assert.Equal(Before, await node.SentKindsAsync());

        await node.SubmitAsync("LU", ForeignRow.Csv(row with { LastDay = FirstDay.AddDays(300) }));
        Assert.Empty(await node.WaitingAsync());
        Assert.Equal(["reserve-card-renewal/renewal"], await node.StepsAsync(id));
        Assert.Contains("ReserveCardExpiring", await node.SentKindsAsync());
        Assert.IsType<DeskResult.Done>(await node.RenewAsync(id));
        Assert.Equal(FirstDay.AddDays(290), await node.CertificateToAsync());
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from workflow.instance where definition_id = 'reserve-card-renewal' and status = 'suspended'"));
    }

    [Fact]
    public async Task D70_Expired_reserve_card_is_not_renewed_but_another_takes_its_place()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.WithCardAsync(new ForeignRow());
        await node.JumpToAsync((await node.CertificateToAsync()).AddDays(1));
        await node.ExecuteAsync("update card set state = 'expired'");
        Assert.Equal("RESERVE-009", (await node.RenewAsync(id)).CodeOf());
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));
        Assert.Equal(node.Today.AddDays(180), await node.CertificateToAsync());
        Assert.Equal(["reserve-card-renewal/wait"], await node.StepsAsync(id));
    }

    [Fact]
    public async Task D24_Nothing_is_told_after_withdrawal()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.WithCardAsync(new ForeignRow());
        Assert.Equal(CaseChange.Done, await node.Get<CaseDesk>().WithdrawAsync(id, "slutar", HsaTeam, NoToken));
        await node.JumpToAsync(FirstDay.AddDays(170));
        Assert.DoesNotContain("ReserveCardExpiring", await node.SentKindsAsync());
        Assert.Equal("RESERVE-009", (await node.RenewAsync(id)).CodeOf());
    }

    [Fact]
    public async Task D24_Student_with_two_enrolments_is_told_once_and_each_administrator()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        await node.WithCardAsync(row);
        await node.SendAsync(row with { Programme = "Fristående kurs", LastDay = row.LastDay.AddDays(90) }, "MAU");
        await node.ApproveAllAsync();
        await node.JumpToAsync(FirstDay.AddDays(150));
        Assert.Equal(
            ["ReserveCardExpiring", "ReserveCardExpiringAdministrator", "ReserveCardExpiringAdministrator"],
            (await node.SentKindsAsync()).Where(kind => kind.StartsWith("ReserveCardExpiring", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task D24_Student_is_told_anew_by_the_enrolment_that_is_left_when_the_longest_is_withdrawn()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var stays = await node.WithCardAsync(row);
        var leaves = await node.SendAsync(row with { Programme = "Fristående kurs", LastDay = row.LastDay.AddDays(90) }, "MAU");
        await node.ApproveAllAsync();
        await node.JumpToAsync(FirstDay.AddDays(151));
        Assert.Equal(leaves.Value, await node.ScalarAsync<Guid>("select case_id from mail where kind = 'ReserveCardExpiring'"));

        await node.Get<CaseDesk>().WithdrawAsync(leaves, "slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal([leaves.Value, stays.Value], await node.ListAsync<Guid>("select case_id from mail where kind = 'ReserveCardExpiring' order by composed_at, id"));
        Assert.Contains("reserve-card-renewal/renewal", await node.StepsAsync(stays));
    }

    [Fact]
    public async Task D24_Student_is_not_told_anew_when_a_shorter_enrolment_is_withdrawn()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var leaves = await node.WithCardAsync(row);
        await node.SendAsync(row with { Programme = "Fristående kurs", LastDay = row.LastDay.AddDays(90) }, "MAU");
        await node.ApproveAllAsync();
        await node.JumpToAsync(FirstDay.AddDays(151));
        await node.Get<CaseDesk>().WithdrawAsync(leaves, "slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Single(await node.ListAsync<Guid>("select case_id from mail where kind = 'ReserveCardExpiring'"));
    }

    [Fact]
    public async Task D24_Student_is_not_told_anew_when_the_longest_is_withdrawn_after_the_renewal()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        await node.WithCardAsync(row);
        var leaves = await node.SendAsync(row with { Programme = "Fristående kurs", LastDay = row.LastDay.AddDays(90) }, "MAU");
        await node.ApproveAllAsync();
        await node.JumpToAsync(FirstDay.AddDays(151));
        Assert.IsType<DeskResult.Done>(await node.RenewAsync(leaves));
        await node.Get<CaseDesk>().WithdrawAsync(leaves, "slutar", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Single(await node.ListAsync<Guid>("select case_id from mail where kind = 'ReserveCardExpiring'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D30_List_that_is_sent_again_before_the_certificate_ends_orders_no_other_card(bool byPassport)
    {
        await using var node = await StartAsync(slapd);
        var row = byPassport ? new ForeignRow() : new ForeignRow { Number = ForeignRow.NewCoordinationNumber(), Passport = "" };
        await node.WithCardAsync(row);
        await node.JumpToAsync(FirstDay.AddDays(150));
        await node.SubmitAsync("LU", ForeignRow.Csv(row));
        Assert.Empty(await node.WaitingAsync());
        Assert.Equal(["unchanged"], await node.ListAsync<string>("select verdict from submission_row order by submission_id desc limit 1"));
    }

    [Fact]
    public async Task D31_New_reserve_card_after_a_revoked_one_is_followed_in_its_place()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.WithCardAsync(new ForeignRow());
        await node.JumpToAsync(FirstDay.AddDays(20));
        await node.ExecuteAsync("update card set state = 'revoked'");
        await using (var connection = await node.Data.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await node.Get<RsCard.Students.Runtime.Instances.WorkflowEngine>().StartAsync(
                transaction, [new RsCard.Students.Runtime.Instances.StartRequest(id.Value, "reserve-card", Under: "enrolment")], NoToken);
            await transaction.CommitAsync();
        }

        Assert.Contains("reserve-card/card", await node.StepsAsync(id));
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));
        Assert.Equal(FirstDay.AddDays(200), await node.CertificateToAsync());
        await node.JumpToAsync(FirstDay.AddDays(169));
        Assert.Equal(Before, await node.SentKindsAsync());
        await node.AdvanceAsync(1);
        Assert.Contains("ReserveCardExpiring", await node.SentKindsAsync());
    }
}
