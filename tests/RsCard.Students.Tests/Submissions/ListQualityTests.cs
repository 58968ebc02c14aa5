using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Submissions;

/// <summary>How lists have gone over time.</summary>
public sealed class ListQualityTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Row_is_smooth_where_nothing_is_said_of_it_and_what_the_sender_couldnt_help_is_no_fault()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync("LU", new StudentRow(), new StudentRow { Email = "a@@b" }, new StudentRow { Email = "ingen", NumberText = "20010101-0000" });
        await node.AdvanceToAsync(new DateOnly(2026, 12, 1));
        await node.SubmitAsync("LU", new StudentRow { Email = "ingen" }, new StudentRow().Placed("Halmstad", node.Today.AddDays(60)), new StudentRow { IsProtected = true });
        await node.SubmitAsync("MAU", new StudentRow());

        var quality = await node.Get<ListQualityReader>().ReadAsync(["LU"], FirstDay, NoToken);

        Assert.Equal([new RowScore(3, 2, 1), new RowScore(3, 1, 2)], quality.Lists.Select(list => list.Rows));
        Assert.Equal([(new DateOnly(2026, 11, 1), 1, new RowScore(3, 1, 2)), (new DateOnly(2026, 12, 1), 1, new RowScore(3, 2, 1))], quality.ByMonth());
        Assert.Equal((50, 6), (quality.All.Percent, quality.All.Rows));
        Assert.Equal([(RowCodes.MailFormat, 3), (RowCodes.NumberChecksum, 1)], quality.Faults.Select(fault => (fault.Error.Code, fault.Rows)));
        var all = await node.Get<ListQualityReader>().ReadAsync(institutions: null, new DateOnly(2026, 12, 1), NoToken);
        Assert.Equal([("LU", 1, new RowScore(3, 2, 1)), ("MAU", 1, new RowScore(1, 1, 0))], all.ByInstitution());
        Assert.Equal(1, Assert.Single(all.Faults).Rows);
        Assert.Empty((await node.Get<ListQualityReader>().ReadAsync([], FirstDay, NoToken)).Lists);
    }

    [Fact]
    public void Share_is_rounded_down_so_that_a_hundred_says_all()
    {
        Assert.Equal([100, 99, 0, 100], new RowScore[] { new(7, 7, 0), new(1000, 999, 1), new(300, 2, 298), default }.Select(score => score.Percent));
    }
}
