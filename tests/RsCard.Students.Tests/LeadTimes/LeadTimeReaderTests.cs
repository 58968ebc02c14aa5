using RsCard.Students.LeadTimes;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.LeadTimes;

/// <summary>How many days each step took, read from what happened to cases.</summary>
public sealed class LeadTimeReaderTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Days_of_a_step_run_from_what_came_before_it_and_belong_to_the_day_on_which_it_was_done()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var (own, other) = (new StudentRow(), new StudentRow());
        await node.SubmitAsync("LU", own);
        await node.AdvanceAsync(1);
        await node.SubmitAsync("MAU", other);
        await node.AdvanceAsync(2);
        await node.ApproveAllAsync();
        await node.AdvanceAsync(4);
        var id = await node.CaseAsync(own);
        await node.PhotoAsync(id);
        await node.AdvanceToAsync((await node.ViewAsync(id)).Card!.ExpectedOn.AddDays(5));
        await node.PickupAsync(id);

        var times = await ReadAsync(node, FirstDay, node.Today);
        var lund = await node.ScalarAsync<string>("select name from card_station where code = 'LUND'");

        Assert.Equal((2, 2, 3, 3), Of(times, LeadStep.Approval));
        Assert.Equal((1, 2, 2, 2), Of(times, LeadStep.Approval, institution: "MAU"));
        Assert.Equal((2, 0, 0, 0), Of(times, LeadStep.Entry));
        Assert.Equal((2, 0, 0, 0), Of(times, LeadStep.RsIdMail));
        Assert.Equal((2, 2, 3, 3), Of(times, LeadStep.ListToRsId));
        Assert.Equal((1, 4, 4, 4), Of(times, LeadStep.Photo));
        Assert.Equal((1, 4, 4, 4), Of(times, LeadStep.Photo, station: lund));
        var month = new DateOnly(2026, 12, 30).DayNumber - new DateOnly(2026, 11, 30).DayNumber;
        Assert.Equal((1, month, month, month), Of(times, LeadStep.CardExpected));
        Assert.Equal((1, month + 5, month + 5, month + 5), Of(times, LeadStep.HandOver, station: lund));
        Assert.Equal((1, month + 12, month + 12, month + 12), Of(times, LeadStep.ListToCard, institution: "LU"));
        Assert.DoesNotContain(times, time => time.Step is LeadStep.ReserveCard or LeadStep.ListToReserveCard);
        Assert.Equal([LeadStep.Photo, LeadStep.CardExpected, LeadStep.HandOver], times.Where(time => time.Station is not null).Select(time => time.Step));

        Assert.Equal([LeadStep.HandOver, LeadStep.ListToCard], (await ReadAsync(node, node.Today, node.Today)).Select(time => time.Step).Distinct());
        Assert.Equal((1, 4, 4, 4), Of(await ReadAsync(node, FirstDay.AddDays(7), FirstDay.AddDays(7)), LeadStep.Photo));
        Assert.Empty(await ReadAsync(node, FirstDay.AddDays(8), FirstDay.AddDays(8)));
    }

    [Fact]
    public async Task D28_Reserve_card_is_counted_apart_and_what_is_older_than_the_case_is_not_counted()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var cases = await node.EnterAsync(new StudentRow(), new StudentRow());
        await node.ExecuteAsync(
            """
            insert into card (id, student_id, case_id, kind, state, station_code, issued_on, handed_over_on, serial, valid_to)
            select gen_random_uuid(), e.student_id, c.id, 'reserve', 'handed-over', 'LUND', given.day, given.day, given.serial, '2027-03-01'
            from (values (@one, '2026-11-26'::date, 'A'), (@two, '2026-11-01'::date, 'B')) as given (case_id, day, serial)
            join student_case c on c.id = given.case_id
            join enrolment e on e.id = c.enrolment_id
            """,
            new { one = cases[0].Value, two = cases[1].Value });

        var times = await ReadAsync(node, FirstDay.AddDays(-60), FirstDay.AddDays(60));
        var lund = await node.ScalarAsync<string>("select name from card_station where code = 'LUND'");

        Assert.Equal((1, 3, 3, 3), Of(times, LeadStep.ReserveCard, station: lund));
        Assert.Equal((1, 3, 3, 3), Of(times, LeadStep.ListToReserveCard));
        Assert.DoesNotContain(times, time => time.Step is LeadStep.Photo or LeadStep.CardExpected or LeadStep.HandOver or LeadStep.ListToCard);
    }

    private static Task<IReadOnlyList<LeadTime>> ReadAsync(ProductNode node, DateOnly from, DateOnly to) => node.Get<LeadTimeReader>().ReadAsync(from, to, NoToken);

    private static (int Count, int Median, int NineOfTen, int Longest) Of(IReadOnlyList<LeadTime> times, LeadStep step, string? institution = null, string? station = null)
    {
        var time = Assert.Single(times, time => time.Step == step && time.Institution == institution && time.Station == station);
        return (time.Count, time.Median, time.NineOfTen, time.Longest);
    }
}
