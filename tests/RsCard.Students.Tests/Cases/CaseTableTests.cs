using RsCard.Students.Cases;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Cases;

/// <summary>Cases to look through: search, filter, order and page.</summary>
public sealed class CaseTableTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Every_word_of_the_search_stands_in_the_name_and_names_are_ordered_as_in_Swedish()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync("LU", Named("Åsa", "Öberg"), Named("Zara", "Müller-Ørsted d'Arc"), Named("Anna", "Ångström"), Named("Bo", "Zetterberg"), Named("Åke", "Öberg"));
        Assert.Equal(["Zara Müller-Ørsted d'Arc", "Bo Zetterberg", "Anna Ångström", "Åke Öberg", "Åsa Öberg"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByName)));
        Assert.Equal(["Zara Müller-Ørsted d'Arc"], await NamesAsync(node, new CaseFilter(Name: "ØRSTED zara")));
        Assert.Equal(["Åke Öberg", "Åsa Öberg"], await NamesAsync(node, new CaseFilter(Name: " öberg ", Sort: CaseFilter.ByName)));
        Assert.Empty(await NamesAsync(node, new CaseFilter(Name: "oberg")));
    }

    [Fact]
    public async Task Filter_chooses_by_turn_state_and_what_is_overdue()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [Named("Ett", "Ek"), Named("Två", "Ek"), Named("Tre", "Ek")];
        await node.SubmitAsync("LU", rows);
        await node.Review.RejectAsync([await node.CaseAsync(rows[2])], "Fel kurs.", HsaTeam, NoToken);
        await node.RunAsync();
        await node.Review.ApproveAsync([await node.CaseAsync(rows[1])], HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal(["Ett Ek"], await NamesAsync(node, new CaseFilter(Turn: Owners.HsaTeam)));
        Assert.Equal(["Två Ek"], await NamesAsync(node, new CaseFilter(Turn: Owners.Student)));
        Assert.Equal(["Tre Ek"], await NamesAsync(node, new CaseFilter(State: CaseFilter.Closed)));
        Assert.Equal(3, (await NamesAsync(node, new CaseFilter(State: CaseFilter.All))).Count);
        Assert.Empty(await NamesAsync(node, new CaseFilter(IsOverdue: true)));
        await node.AdvanceAsync(15);
        Assert.Equal(["Ett Ek", "Två Ek"], await NamesAsync(node, new CaseFilter(IsOverdue: true, Sort: CaseFilter.ByName)));
        Assert.Equal(["Ett Ek"], await NamesAsync(node, new CaseFilter(Turn: Owners.HsaTeam, IsOverdue: true)));
    }

    [Fact]
    public async Task Orders_are_newest_longest_waiting_due_first_and_next_placement_first()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var far = Named("Far", "Ek") with { Unit = "Skånes universitetssjukhus Lund", UnitKind = "offentlig", PlacementFirstDay = node.Today.AddDays(60), PlacementLastDay = node.Today.AddDays(80) };
        var near = far with { GivenName = "Near", Number = new StudentRow().Number, Email = new StudentRow().Email, PlacementFirstDay = node.Today.AddDays(20), PlacementLastDay = node.Today.AddDays(40) };
        await node.SubmitAsync("LU", far);
        await node.AdvanceAsync(1);
        await node.SubmitAsync("LU", near);
        Assert.Equal(["Near Ek", "Far Ek"], await NamesAsync(node, new CaseFilter()));
        Assert.Equal(["Far Ek", "Near Ek"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByWaiting)));
        Assert.Equal(["Far Ek", "Near Ek"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByDue)));
        Assert.Equal(["Near Ek", "Far Ek"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByPlacement)));
        Assert.Equal(["Near Ek", "Far Ek"], await NamesAsync(node, new CaseFilter(Sort: "drop table")));
    }

    [Fact]
    public async Task D62_Forecast_chooses_who_has_a_placement_to_come_and_the_first_to_begin_stands_first()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync(
            "LU",
            Named("Sen", "Ek").Placed("offentlig", node.Today.AddDays(20)),
            Named("Tidig", "Ek").Placed("offentlig", node.Today.AddDays(120)),
            Named("Osäker", "Ek").Placed("offentlig", node.Today.AddDays(45)),
            Named("Senast", "Ek").Placed("privat", node.Today.AddDays(5)),
            Named("Ingen", "Ek"));
        Assert.Equal(["Senast Ek", "Sen Ek", "Osäker Ek"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByPlacement, Forecast: CaseFilter.NotInTime)));
        Assert.Equal(["Senast Ek", "Sen Ek"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByPlacement, Forecast: "too-late")));
        Assert.Equal(["Osäker Ek"], await NamesAsync(node, new CaseFilter(Forecast: "at-risk")));
        Assert.Equal(["Tidig Ek"], await NamesAsync(node, new CaseFilter(Forecast: "in-time")));
        Assert.Equal(["Senast Ek"], await NamesAsync(node, new CaseFilter(Forecast: CaseFilter.NotInTime, WithinWeeks: 2)));
        Assert.Equal(["Senast Ek", "Sen Ek"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByPlacement, WithinWeeks: 4)));
        Assert.Equal(5, (await NamesAsync(node, new CaseFilter(Forecast: "drop table"))).Count);
        await node.AdvanceAsync(6);
        await node.Get<CaseDesk>().ParkAsync((await node.Get<CaseTable>().PageAsync(new CaseFilter(Forecast: "in-time"), institutions: null, 1, 9, NoToken)).Cases[0].Id, "Uppehåll", HsaTeam, NoToken);
        Assert.Empty(await NamesAsync(node, new CaseFilter(Forecast: "in-time")));
        Assert.Equal(["Sen Ek", "Osäker Ek"], await NamesAsync(node, new CaseFilter(Sort: CaseFilter.ByPlacement, Forecast: CaseFilter.NotInTime)));
        Assert.Equal("Backaskogs läkarhus", (await node.Get<CaseTable>().PageAsync(new CaseFilter(Forecast: "too-late"), institutions: null, 1, 9, NoToken)).Cases[0].Forecast?.Unit);
    }

    [Fact]
    public async Task Pages_hold_each_case_once_and_nobody_sees_another_institutions()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync("LU", [.. Enumerable.Range(0, 7).Select(place => Named($"N{place}", "Ek"))]);
        await node.SubmitAsync("MAU", Named("Annan", "Ek"));
        var table = node.Get<CaseTable>();
        var names = new List<string?>();
        foreach (var at in new[] { 1, 2, 3 })
            names.AddRange((await table.PageAsync(new CaseFilter(), ["LU"], at, 3, NoToken)).Cases.Select(view => view.Person?.GivenName));
        Assert.Equal(["N0", "N1", "N2", "N3", "N4", "N5", "N6"], names.Order());
        var last = await table.PageAsync(new CaseFilter(Name: "ek"), ["LU"], 99, 3, NoToken);
        Assert.Equal((7, 3, 3, 1), (last.Total, last.At, last.Pages, last.Cases.Count));
        Assert.Equal(0, (await table.PageAsync(new CaseFilter(Institution: "MAU"), ["LU"], 1, 3, NoToken)).Total);
        Assert.Equal(8, (await table.PageAsync(new CaseFilter(), institutions: null, 1, 3, NoToken)).Total);
        Assert.Equal(["LU", "MAU"], await table.InstitutionsAsync(NoToken));
    }

    private static StudentRow Named(string given, string family) => new() { GivenName = given, FamilyName = family };

    private static async Task<IReadOnlyList<string>> NamesAsync(ProductNode node, CaseFilter filter) =>
        [.. (await node.Get<CaseTable>().PageAsync(filter, ["LU"], at: 1, onAPage: 50, NoToken)).Cases.Select(view => view.Person?.FullName ?? "")];
}
