using RsCard.Ldap;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Numbers;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using RsCard.Students.Tests.ReserveCards;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Numbers;

/// <summary>A student without a Swedish personal number gets one (D-53).</summary>
public sealed class NumberArrivalTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task D53_Case_rsid_and_hsa_id_stay_the_entry_gets_the_number_and_an_ordinary_card_is_ordered(bool hadCoordinationNumber)
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow { Number = hadCoordinationNumber ? ForeignRow.NewCoordinationNumber() : "" };
        var id = await node.WithCardAsync(row);
        var before = await EntryAsync(node, id);
        var number = ForeignRow.NewNumber();
        Assert.IsType<DeskResult.Done>(await ArriveAsync(node, id, number.Display(node.Today)));

        var after = await EntryAsync(node, id);
        Assert.Equal(number.Digits, after.Text("personalIdentityNumber"));
        Assert.Equal(
            (before.Text("entryUUID"), before.Text("rsId"), before.Text("hsaIdentity")),
            (after.Text("entryUUID"), after.Text("rsId"), after.Text("hsaIdentity")));
        Assert.Equal(["photo/photo"], await node.StepsAsync(id));
        Assert.Equal("NumberArrived", (await node.SentKindsAsync())[^1]);
        Assert.Equal(CasePath.Service, await node.ScalarAsync<string>("select path from student_case"));
        Assert.Equal(number.Digits, (await node.ViewAsync(id)).Person?.PersonalNumber);
        Assert.Equal(id, Assert.Single(await node.Get<CaseBook>().FindAsync(number.Digits, node.Today, NoToken)));

        // The reserve card's renewals are over; the ordinary card goes its way.
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        var handed = Assert.IsType<DeskResult.Done>(await node.PickupAsync(id));
        Assert.Contains("gamla kortet", handed.Swedish, StringComparison.Ordinal);
        Assert.Equal(CardState.Returned, await node.ScalarAsync<string>("select state from card where kind = 'reserve'"));
        await node.JumpToAsync(FirstDay.AddDays(175));
        Assert.DoesNotContain("ReserveCardExpiring", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D33_Number_that_arrives_in_a_break_before_the_entry_does_not_end_the_break()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.SendAsync(new ForeignRow());
        await node.Get<CaseDesk>().ParkAsync(id, "Ett år utomlands", "staff:test", NoToken);
        await node.RunAsync();
        await node.AdvanceAsync(3);
        var parked = (await node.ViewAsync(id)).Parked;
        Assert.IsType<DeskResult.Done>(await ArriveAsync(node, id, ForeignRow.NewNumber().Display(node.Today)));

        var view = await node.ViewAsync(id);
        Assert.NotNull(parked);
        Assert.Equal(parked, view.Parked);
        Assert.Superset(new HashSet<string> { "review/review", "study-break/breakEnd" }, (await node.StepsAsync(id)).ToHashSet());
        Assert.All(view.Steps, step => Assert.Null(step.DueBy));
        Assert.Single(await node.ListAsync<string>("select kind from mail where kind = 'BreakBegun'"));

        Assert.Equal(CaseChange.Done, await node.Get<CaseDesk>().ResumeAsync(id, "staff:test", NoToken));
        await node.RunAsync();
        Assert.Null((await node.ViewAsync(id)).Parked);
        Assert.Contains("BreakOver", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D53_Both_numbers_stay_in_the_history_sealed()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var id = await node.WithCardAsync(row);
        var number = ForeignRow.NewNumber();
        await ArriveAsync(node, id, number.Digits);
        var student = (await node.ViewAsync(id)).Student;
        await using var connection = await node.Data.OpenConnectionAsync();
        var keyring = await node.Get<RsCard.Students.Students.StudentKeys>().OpenAsync(connection, [student], NoToken);
        var kept = keyring.Open<NumberChange>(student, await node.ScalarAsync<byte[]>("select numbers_sealed from number_history"));
        Assert.Equal(new NumberChange(BeforeNumber: null, "ES", row.Passport, number.Digits), kept);
        var dump = await DatabaseDump.ReadAsync(node.Data);
        Assert.False(DatabaseDump.Tells(dump, number.Digits));
        Assert.False(DatabaseDump.Tells(dump, row.Passport));
    }

    [Fact]
    public async Task D53_What_is_no_personal_number_or_anothers_is_refused_and_nothing_changes()
    {
        await using var node = await StartAsync(slapd);
        var another = new StudentRow();
        await node.SubmitAsync("LU", another);
        var id = await node.WithCardAsync(new ForeignRow());
        var ordinary = await node.CaseAsync(another);
        Assert.Equal("NUMBER-001", (await ArriveAsync(node, id, ForeignRow.NewCoordinationNumber())).CodeOf());
        Assert.Equal("NUMBER-001", (await ArriveAsync(node, id, "880527-T281")).CodeOf());
        Assert.Equal("NUMBER-002", (await ArriveAsync(node, id, another.Number.Digits)).CodeOf());
        Assert.Equal("NUMBER-004", (await ArriveAsync(node, ordinary, ForeignRow.NewNumber().Digits)).CodeOf());
        Assert.Equal(["reserve-card-renewal/wait"], await node.StepsAsync(id));
        Assert.Null((await node.ViewAsync(id)).Person?.PersonalNumber);

        await ArriveAsync(node, id, ForeignRow.NewNumber().Digits);
        Assert.Equal("NUMBER-004", (await ArriveAsync(node, id, ForeignRow.NewNumber().Digits)).CodeOf());
        Assert.Equal(5, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'number.reported' and facts ->> 'refused' is not null"));
    }

    [Fact]
    public async Task D53_Number_before_the_reserve_card_stops_the_visit_for_it()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        Assert.Equal(["reserve-card/card"], await node.StepsAsync(id));
        await ArriveAsync(node, id, ForeignRow.NewNumber().Digits);
        Assert.Equal(["photo/photo"], await node.StepsAsync(id));
        Assert.Equal("RESERVE-001", (await node.IssueAsync(id, node.HandOver(await node.StockAsync()))).CodeOf());
    }

    [Fact]
    public async Task D53_Number_before_the_entry_begins_the_ordinary_path_in_the_same_case_and_erases_the_copy()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.SendAsync(new ForeignRow());
        await node.Get<RsCard.Students.Passports.PassportCopyDesk>().UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken);
        await ArriveAsync(node, id, ForeignRow.NewNumber().Digits);
        Assert.Equal(["review/review"], await node.StepsAsync(id));
        Assert.True(await node.ScalarAsync<bool>("select content_sealed is null from passport_copy"));
        await node.ApproveAllAsync();
        Assert.Equal(["photo/photo"], await node.StepsAsync(id));
        Assert.Equal(["PassportCopyAwaited", "RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D53_Number_while_the_certificate_is_to_be_renewed_ends_the_renewal()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.WithCardAsync(new ForeignRow());
        await node.JumpToAsync(FirstDay.AddDays(160));
        Assert.Equal(["reserve-card-renewal/renewal"], await node.StepsAsync(id));
        await ArriveAsync(node, id, ForeignRow.NewNumber().Digits);
        Assert.Equal(["photo/photo"], await node.StepsAsync(id));
        Assert.Equal("RESERVE-009", (await node.RenewAsync(id)).CodeOf());
    }

    [Fact]
    public async Task D3_Row_with_number_and_known_passport_is_the_same_student_and_the_number_is_given_at_approval()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var id = await node.WithCardAsync(row);
        var number = ForeignRow.NewNumber();
        await node.SubmitAsync("LU", ForeignRow.Csv(row with { Number = number.Digits }));
        var item = Assert.Single(await node.WaitingAsync());
        Assert.Equal(id, item.Case);
        Assert.Contains("number-arrived", item.Reasons);
        Assert.Null((await node.ViewAsync(id)).Person?.PersonalNumber);
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from student"));

        await node.ApproveAllAsync();
        Assert.Equal(number.Digits, (await node.ViewAsync(id)).Person?.PersonalNumber);
        Assert.Equal(["photo/photo"], await node.StepsAsync(id));
        Assert.Equal(number.Digits, (await EntryAsync(node, id)).Text("personalIdentityNumber"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from arrived_number"));

        // From now on either of them is enough, and both still are one.
        foreach (var again in new[] { row with { Number = number.Digits, Passport = "" }, row, row with { Number = number.Digits } })
            await node.SubmitAsync("LU", ForeignRow.Csv(again));
        Assert.Empty(await node.WaitingAsync());
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from student"));
        Assert.Equal(number.Digits, (await node.ViewAsync(id)).Person?.PersonalNumber);
        Assert.Equal(row.Passport, (await node.ViewAsync(id)).Person?.PassportNumber);
    }

    [Fact]
    public async Task D3_Rejected_number_is_forgotten_and_the_student_stays_who_they_were()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var id = await node.WithCardAsync(row);
        await node.SubmitAsync("LU", ForeignRow.Csv(row with { Number = ForeignRow.NewNumber().Digits }));
        await node.Review.RejectAsync([id], "Numret hör till någon annan.", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Null((await node.ViewAsync(id)).Person?.PersonalNumber);
        Assert.Equal(CasePath.Foreign, await node.ScalarAsync<string>("select path from student_case"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from arrived_number"));
    }

    [Fact]
    public async Task D3_Row_with_the_number_while_the_copy_is_awaited_needs_one_approval_and_no_copy()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var id = await node.SendAsync(row);
        await node.SubmitAsync("LU", ForeignRow.Csv(row with { Number = ForeignRow.NewNumber().Digits }));
        await node.ApproveAllAsync();
        Assert.Equal(["photo/photo"], await node.StepsAsync(id));
        Assert.Equal(["PassportCopyAwaited", "RsId"], await node.SentKindsAsync());
    }

    private static async Task<DeskResult> ArriveAsync(ProductNode node, RsCard.Students.Database.CaseId id, string number)
    {
        var result = await node.Get<PersonalNumberDesk>().ArrivedAsync(id, number, HsaTeam, NoToken);
        await node.RunAsync();
        return result;
    }

    private static async Task<LdapEntry> EntryAsync(ProductNode node, RsCard.Students.Database.CaseId id) =>
        Assert.Single(await node.Site.FindAsync(LdapFilter.Equal("rsId", (await node.ViewAsync(id)).RsId!)));
}
