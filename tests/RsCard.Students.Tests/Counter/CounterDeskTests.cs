using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Counter;
using RsCard.Students.Database;
using RsCard.Students.Held;
using RsCard.Students.Protection;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Cards;
using RsCard.Students.Tests.ReserveCards;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Counter;

/// <summary>What a counter registers can be taken back until its time is over, and is dated as it was done.</summary>
public sealed class CounterDeskTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const string AtLund = "staff:pereks";

    [Fact]
    public async Task D11_Photo_is_dated_on_the_day_it_was_taken_however_late_it_is_carried_out()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        var day = node.Today;
        Assert.IsType<DeskResult.Done>(await PhotoAsync(node, id, new IdDocument("passport", day)));
        await node.RunAsync();
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from card"));

        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(2), NoToken);
        await ItIsTimeAsync(node);
        Assert.Equal(day, await node.ScalarAsync<DateOnly>("select photo_on from card"));
        Assert.Equal(AtLund, await node.ScalarAsync<string>("select actor from audit_event where action = 'station.photo'"));
    }

    [Fact]
    public async Task D11_What_is_refused_is_said_at_once_with_the_attempt_in_the_trail_and_nothing_is_held()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        Assert.Equal("STATION-004", (await PhotoAsync(node, id, new IdDocument("passport", node.Today.AddDays(-1)))).CodeOf());
        Assert.Null(await node.Get<CounterDesk>().FindAsync(id, NoToken));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'station.photo'"));
    }

    [Fact]
    public async Task Two_counters_that_register_at_once_for_two_enrolments_of_a_student_register_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var first = (await node.EnterAsync(row))[0];
        await node.SubmitAsync("MAU", row with { Programme = "Fristående kurs" });
        await node.ApproveAllAsync();
        var second = new CaseId(await node.ScalarAsync<Guid>("select id from student_case where id <> @first", new { first = first.Value }));
        var both = await Task.WhenAll(PhotoAsync(node, first, node.GoodDocument()), PhotoAsync(node, second, node.GoodDocument()));
        Assert.Equal("STATION-008", Assert.Single(both.OfType<DeskResult.Refused>()).Code);
        await ItIsTimeAsync(node);
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from card"));
    }

    [Fact]
    public async Task D14_Pickup_that_is_undone_leaves_the_card_at_the_station()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.PhotoAsync(id);
        await node.AdvanceToAsync(node.Today.AddMonths(1));
        var desk = node.Get<CounterDesk>();
        Assert.IsType<DeskResult.Done>(await desk.HoldAsync(id, new CounterAction.HandOver("LUND", node.GoodDocument()), AtLund, NoToken));
        Assert.True(await desk.UndoAsync(id, "staff:other", NoToken));
        Assert.False(await desk.UndoAsync(id, "staff:other", NoToken));
        await ItIsTimeAsync(node);
        Assert.Equal(["expected"], await node.CardStatesAsync());
        Assert.IsType<DeskResult.Done>(await desk.HoldAsync(id, new CounterAction.HandOver("LUND", node.GoodDocument()), AtLund, NoToken));
        await ItIsTimeAsync(node);
        Assert.Equal(["handed-over"], await node.CardStatesAsync());
    }

    [Fact]
    public async Task What_can_no_longer_be_done_when_its_time_comes_is_kept_with_its_code()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await PhotoAsync(node, id, node.GoodDocument());
        await node.Get<CaseDesk>().WithdrawAsync(id, "studieavbrott", "staff:karber", NoToken);
        await ItIsTimeAsync(node);
        var told = Assert.Single(await node.Get<HeldActions>().ListAsync(CounterDesk.Counter, DateTimeOffset.MinValue, NoToken));
        Assert.Equal("STATION-003", told.Code);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from card"));
    }

    [Fact]
    public async Task D4_Nothing_is_carried_out_for_a_person_who_was_protected_meanwhile()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await PhotoAsync(node, id, node.GoodDocument());
        await node.Get<ProtectionDesk>().ProtectAsync(id, HsaTeam, NoToken);
        await ItIsTimeAsync(node);
        Assert.Equal("STATION-005", Assert.Single(await node.Get<HeldActions>().ListAsync(CounterDesk.Counter, DateTimeOffset.MinValue, NoToken)).Code);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from card"));
    }

    [Fact]
    public async Task D22_Companion_of_a_reserve_card_lies_sealed_until_it_is_carried_out()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        var given = node.HandOver(await node.StockAsync());
        Assert.IsType<DeskResult.Done>(await node.Get<CounterDesk>().HoldAsync(id, new CounterAction.ReserveCard("LUND", given), AtLund, NoToken));
        Assert.DoesNotContain("Ulla", await node.ScalarAsync<string>("select encode(order_sealed, 'escape') from held_action"));
        await ItIsTimeAsync(node);
        Assert.Equal(["handed-over"], await node.CardStatesAsync());
        Assert.Null(await node.ScalarAsync<byte[]>("select order_sealed from held_action"));
    }

    private static Task<DeskResult> PhotoAsync(ProductNode node, CaseId id, IdDocument document) =>
        node.Get<CounterDesk>().HoldAsync(id, new CounterAction.Photo("LUND", document, Reused: false), AtLund, NoToken);

    private static async Task ItIsTimeAsync(ProductNode node)
    {
        await node.RetryNowAsync();
        await node.RunAsync();
    }
}
