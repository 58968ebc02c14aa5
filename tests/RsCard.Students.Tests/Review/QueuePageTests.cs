using Microsoft.Extensions.DependencyInjection;
using Moq;
using RsCard.Students.DirectorySync;
using RsCard.Students.Review;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Review;

/// <summary>The queue, page by page.</summary>
public sealed class QueuePageTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Pages_hold_all_who_wait_once_the_earliest_placement_first_and_a_page_behind_the_last_is_the_last()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = Enumerable.Range(0, 7)
            .Select(place => new StudentRow { Unit = "Skånes universitetssjukhus Lund", UnitKind = "offentlig", PlacementFirstDay = node.Today.AddDays(40 - place), PlacementLastDay = node.Today.AddDays(60) })
            .ToArray();
        await node.SubmitAsync("LU", rows);
        var queue = node.Get<ReviewQueue>();
        var pages = new List<QueuePage>();
        foreach (var at in new[] { 1, 2, 3 })
            pages.Add(await queue.PageAsync(new QueueFilter(), HsaTeam, at, 3, NoToken));
        Assert.Equal(rows.Reverse().Select(row => row.Number.Digits), pages.SelectMany(page => page.Items).Select(item => item.Person.PersonalNumber));
        Assert.All(pages, page => Assert.Equal((7, 3), (page.Total, page.Pages)));
        Assert.Equal(3, (await queue.PageAsync(new QueueFilter(), HsaTeam, 9, 3, NoToken)).At);
        Assert.NotNull(pages[0].Oldest);
    }

    [Fact]
    public async Task Filter_chooses_by_institution_reason_claim_and_the_moment_of_counting()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new(), new()];
        await node.SubmitAsync("LU", rows[0], rows[1]);
        var counted = node.Get<TimeProvider>().GetUtcNow();
        await node.AdvanceAsync(1);
        await node.SubmitAsync("MAU", rows[2]);
        await node.Get<ReviewClaims>().ClaimAsync([await node.CaseAsync(rows[0])], takesOver: false, HsaTeam, NoToken);
        await node.Get<ReviewClaims>().ClaimAsync([await node.CaseAsync(rows[2])], takesOver: false, "staff:ola", NoToken);

        await ExpectAsync(new QueueFilter(), rows);
        await ExpectAsync(new QueueFilter(Institution: "MAU"), rows[2]);
        await ExpectAsync(new QueueFilter(Reason: "new"), rows);
        await ExpectAsync(new QueueFilter(Reason: "ended"));
        await ExpectAsync(new QueueFilter(Claim: QueueFilter.Mine), rows[0]);
        await ExpectAsync(new QueueFilter(Claim: QueueFilter.Free), rows[1]);
        await ExpectAsync(new QueueFilter(Until: counted), rows[0], rows[1]);
        Assert.Equal([("LU", "new"), ("MAU", "new")], (await node.Get<ReviewQueue>().ChoicesAsync(NoToken)).Order());

        async Task ExpectAsync(QueueFilter filter, params StudentRow[] expected)
        {
            var ids = (await node.Get<ReviewQueue>().IdsAsync(filter, HsaTeam, NoToken)).ToHashSet();
            Assert.Equal((await Task.WhenAll(expected.Select(node.CaseAsync))).ToHashSet(), ids);
        }
    }

    [Fact]
    public async Task Page_asks_the_directory_for_those_that_it_shows_alone()
    {
        var asked = new List<int>();
        var directory = new Mock<IRegionDirectory>();
        directory.Setup(one => one.FindAsync(It.IsAny<IReadOnlyCollection<EntryKey>>(), It.IsAny<CancellationToken>()))
            .Callback((IReadOnlyCollection<EntryKey> keys, CancellationToken _) => asked.Add(keys.Count))
            .ReturnsAsync([]);
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync("LU", [.. Enumerable.Range(0, 12).Select(_ => new StudentRow())]);
        await using var beside = await node.BesideAsync(services => services.AddSingleton(directory.Object));
        var page = await beside.Get<ReviewQueue>().PageAsync(new QueueFilter(), HsaTeam, at: 2, onAPage: 5, NoToken);
        Assert.Equal((12, 5), (page.Total, page.Items.Count));
        Assert.Equal([5], asked);
    }
}
