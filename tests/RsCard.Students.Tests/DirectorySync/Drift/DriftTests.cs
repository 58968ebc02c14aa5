using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using RsCard.Students.Tests.DirectorySync.Runs;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Drift;

/// <summary>What people decide about drift, and what the next run makes of it.</summary>
public sealed class DriftTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const string Other = "staff:bosand";

    private static readonly DriftWord Fix = new(DriftChoice.Fix, Attribute: null, Until: null, Reason: null, Candidate: null);
    private static readonly DriftWord Accept = Fix with { Choice = DriftChoice.Accept };

    [Fact]
    public async Task Fix_is_carried_out_by_the_next_run_and_stands_in_the_audit_trail_and_in_the_history()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.SetAsync(row, "mail", "hand@example.se");
        await node.SyncAsync();
        var (summary, item) = await OneAsync(node);
        Assert.Equal(("mail", "hand@example.se", row.Email), (item.Plan.Changes[0].Attribute, item.Plan.Changes[0].From[0], item.Plan.Changes[0].To[0]));

        Assert.Equal(1, (await node.Get<DriftDesk>().DecideAsync(summary, item.Item.Position, Fix, HsaTeam, NoToken)).Decided);
        Assert.True((await OneAsync(node)).Item.IsDecided);
        Assert.Equal("hand@example.se", (await node.EntryAsync(row)).Text("mail"));
        await node.SyncAsync();
        Assert.Equal(row.Email, (await node.EntryAsync(row)).Text("mail"));
        Assert.Equal(HsaTeam, await node.ScalarAsync<string>("select actor from audit_event where action = 'directory.decided' and facts ->> 'choice' = 'fix'"));

        var history = node.Get<DriftHistory>();
        var key = await history.FindAsync(row.Number.Digits, NoToken);
        var lines = await history.OfAsync(key!, 100, NoToken);
        var write = lines.First(line => line.Write?.Run is not null);
        Assert.Contains(write.Changes, change => change.Attribute == "mail" && change.From[0] == "hand@example.se" && change.To[0] == row.Email);
        Assert.Equal(DriftChoice.Fix, Assert.Single(lines, line => line.Decision is not null).Decision!.Choice);
        Assert.Equal(lines.Select(line => line.At).OrderDescending(), lines.Select(line => line.At));
    }

    [Fact]
    public async Task Accepted_value_is_left_and_asked_about_again_when_it_changes_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.SetAsync(row, "mail", "hand@example.se");
        await node.SyncAsync();
        var (summary, item) = await OneAsync(node);
        await node.Get<DriftDesk>().DecideAsync(summary, item.Item.Position, Accept with { Attribute = "mail" }, HsaTeam, NoToken);

        await node.SyncAsync();
        Assert.Equal("hand@example.se", (await node.EntryAsync(row)).Text("mail"));
        Assert.DoesNotContain(Situation.ChangedByHand, (await node.Get<DriftInbox>().FindAsync(NoToken))!.Counts.Keys);
        await node.SetAsync(row, "mail", "hand2@example.se");
        await node.SyncAsync();
        Assert.Equal("hand2@example.se", (await OneAsync(node)).Item.Plan.Changes[0].From[0]);
    }

    [Fact]
    public async Task Exemption_is_silent_to_its_last_day_and_no_longer()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.SetAsync(row, "mail", "hand@example.se");
        await node.SyncAsync();
        var (summary, item) = await OneAsync(node);
        var word = Fix with { Choice = DriftChoice.Exempt, Until = node.Today.AddDays(2), Reason = "byter adress" };
        await node.Get<DriftDesk>().DecideAsync(summary, item.Item.Position, word, HsaTeam, NoToken);

        await node.AdvanceAsync(2);
        await node.SyncAsync();
        Assert.DoesNotContain(Situation.ChangedByHand, (await node.Get<DriftInbox>().FindAsync(NoToken))!.Counts.Keys);
        await node.AdvanceAsync(1);
        await node.SyncAsync();
        Assert.Equal("mail", (await OneAsync(node)).Item.Plan.Changes[0].Attribute);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_the_second_is_told_and_what_is_taken_back_can_be_decided_anew()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.SetAsync(row, "mail", "hand@example.se");
        await node.SyncAsync();
        var (summary, item) = await OneAsync(node);
        var desk = node.Get<DriftDesk>();

        var results = await Task.WhenAll(
            desk.DecideAsync(summary, item.Item.Position, Fix, HsaTeam, NoToken),
            desk.DecideAsync(summary, item.Item.Position, Accept, Other, NoToken));
        Assert.Equal(1, results.Sum(result => result.Decided));
        var told = Assert.Single(results.SelectMany(result => result.Skipped));
        Assert.Equal("DRIFT-002", told.Code);
        var decision = Assert.Single((await OneAsync(node)).Item.Decided);
        Assert.Equal(decision.By, told.By);

        Assert.True(await desk.RevokeAsync(decision.Id, Other, NoToken));
        Assert.False(await desk.RevokeAsync(decision.Id, Other, NoToken));
        Assert.False((await OneAsync(node)).Item.IsDecided);
        Assert.Equal(1, (await desk.DecideAsync(summary, item.Item.Position, Fix, Other, NoToken)).Decided);
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'directory.decision-revoked'"));
    }

    [Fact]
    public async Task Many_are_decided_at_once_but_for_those_that_somebody_decided_before()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = await node.EnteredAsync(3);
        foreach (var row in rows)
            await node.SetAsync(row, "mail", "hand@example.se");
        await node.SyncAsync();
        var inbox = node.Get<DriftInbox>();
        var summary = (await inbox.FindAsync(NoToken))!;
        var items = await inbox.ListAsync(summary, Situation.ChangedByHand, 0, 100, NoToken);
        Assert.Equal(3, items.Count);
        var desk = node.Get<DriftDesk>();
        await desk.DecideAsync(summary, items[0].Item.Position, Accept, Other, NoToken);

        var result = await desk.DecideAllAsync(summary, Situation.ChangedByHand, Fix, HsaTeam, NoToken);
        Assert.Equal((2, "DRIFT-002", items[0].Item.Position), (result.Decided, result.Skipped.Single().Code, result.Skipped.Single().Position));
        Assert.Equal(0, (await desk.DecideAllAsync(summary, Situation.ChangedByHand, Fix, HsaTeam, NoToken)).Decided);
        await node.SyncAsync();
        var mails = await Task.WhenAll(rows.Select(async row => (await node.EntryAsync(row)).Text("mail")));
        Assert.Equal(1, mails.Count(mail => mail == "hand@example.se"));
    }

    [Fact]
    public async Task One_field_is_fixed_and_the_other_stays_to_decide()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        await node.SetAsync(row, "mail", "hand@example.se");
        await node.SetAsync(row, "sn", "Handskriven");
        await node.SyncAsync();
        var (summary, item) = await OneAsync(node);
        var desk = node.Get<DriftDesk>();
        Assert.Equal("DRIFT-004", (await desk.DecideAsync(summary, item.Item.Position, Fix with { Attribute = "cn" }, HsaTeam, NoToken)).Skipped.Single().Code);
        await desk.DecideAsync(summary, item.Item.Position, Fix with { Attribute = "mail" }, HsaTeam, NoToken);
        await node.SyncAsync();
        var entry = await node.EntryAsync(row);
        Assert.Equal((row.Email, "Handskriven"), (entry.Text("mail"), entry.Text("sn")));
        Assert.Equal("sn", Assert.Single((await OneAsync(node)).Item.Plan.Changes).Attribute);
    }

    [Fact]
    public async Task Of_two_candidates_one_is_chosen_and_none_can_be_accepted()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = (await node.EnteredAsync(1))[0];
        var own = Guid.Parse((await node.EntryAsync(row)).Text("entryUUID")!);
        await node.Site.AddEntryAsync(slapd.WrongBranch, row);
        await node.SyncAsync();
        var (summary, item) = await OneAsync(node, Situation.TwoCandidates);
        var desk = node.Get<DriftDesk>();
        Assert.Equal("DRIFT-004", (await desk.DecideAsync(summary, item.Item.Position, Accept, HsaTeam, NoToken)).Skipped.Single().Code);
        Assert.Equal("DRIFT-004", (await desk.DecideAsync(summary, item.Item.Position, Fix with { Candidate = Guid.NewGuid() }, HsaTeam, NoToken)).Skipped.Single().Code);
        Assert.Equal(1, (await desk.DecideAsync(summary, item.Item.Position, Fix with { Candidate = own }, HsaTeam, NoToken)).Decided);
        await node.SyncAsync();
        Assert.DoesNotContain(Situation.TwoCandidates, (await node.Get<DriftInbox>().FindAsync(NoToken))!.Counts.Keys);
    }

    private static async Task<(DriftSummary Summary, DriftItem Item)> OneAsync(ProductNode node, Situation situation = Situation.ChangedByHand)
    {
        var inbox = node.Get<DriftInbox>();
        var summary = (await inbox.FindAsync(NoToken))!;
        return (summary, Assert.Single(await inbox.ListAsync(summary, situation, 0, 100, NoToken)));
    }
}
