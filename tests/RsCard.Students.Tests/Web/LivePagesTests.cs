using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Audit;
using RsCard.Students.Database;
using RsCard.Students.Web.Live;

namespace RsCard.Students.Tests.Web;

/// <summary>Open pages are told of changes, whichever node made them, and only of what they show.</summary>
[Collection(SiteCollection.Name)]
public sealed partial class LivePagesTests(TestSite site)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Page_of_a_case_is_told_when_another_node_changes_the_case()
    {
        var id = (await site.NewApprovedAsync()).Id;
        using var visitor = await site.VisitAsync("annlin");
        using var stream = await OpenAsync(visitor, $"/cases/{id}");
        await stream.UntilAsync("event: still");

        await using (var node = site.NewNode())
            await WriteAsync(node.Services, id);

        await stream.UntilAsync("event: changed");
    }

    [Fact]
    public async Task Page_is_told_at_once_of_what_changed_while_it_was_on_its_way()
    {
        var id = (await site.NewApprovedAsync()).Id;
        using var visitor = await site.VisitAsync("annlin");
        var topics = await TopicsAsync(visitor, $"/cases/{id}");
        var pages = site.Services.GetRequiredService<LivePages>();
        pages.Tell(LiveTopics.OfCase(id.Value));

        using var stream = await EventStream.OpenAsync(visitor, topics);

        await stream.UntilAsync("event: changed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("case:all")]
    public async Task Topics_that_no_page_gave_open_nothing(string topics)
    {
        using var visitor = await site.VisitAsync("annlin");

        using var response = await visitor.GetAsync("/live?topics=" + topics);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Topics_of_somebody_elses_page_open_nothing()
    {
        using var team = await site.VisitAsync("annlin");
        using var station = await site.VisitAsync("pereks");
        var topics = await TopicsAsync(team, "/review");

        using var response = await station.GetAsync("/live?topics=" + Uri.EscapeDataString(topics));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Follower_is_told_of_its_own_topics_alone_and_once_however_often_it_was_told()
    {
        var pages = site.Services.GetRequiredService<LivePages>();
        using var follower = pages.Follow(new Followed(TimeProvider.System.GetUtcNow().AddHours(1), ["case:mine"]));
        pages.Tell("case:other");
        Assert.False(await follower.WaitAsync(Quiet, CancellationToken.None));

        pages.Tell("case:mine");
        pages.Tell("case:mine");

        Assert.True(await follower.WaitAsync(Long, CancellationToken.None));
        Assert.False(await follower.WaitAsync(Quiet, CancellationToken.None));
    }

    [Fact]
    public async Task Hundred_cases_in_one_transaction_are_one_topic()
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await using var listener = await site.Database.DataSource.OpenConnectionAsync();
        var told = new List<string>();
        listener.Notification += (_, notification) => told.Add(notification.Payload);
        await using (var listen = new Npgsql.NpgsqlCommand("listen pages", listener))
            await listen.ExecuteNonQueryAsync();
        var last = Guid.NewGuid();

        await WriteAsync(site.Services, [.. Enumerable.Range(0, 100).Select(_ => new CaseId(Guid.NewGuid()))]);
        await WriteAsync(site.Services, new CaseId(last));
        while (!told.Contains($"case:{last}"))
            await listener.WaitAsync();

        Assert.Single(told, topic => topic.Contains("case:"));
        Assert.Contains("cases", told);
    }

    private static async Task WriteAsync(IServiceProvider node, params CaseId[] cases)
    {
        await using var connection = await node.GetRequiredService<Npgsql.NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await node.GetRequiredService<AuditTrail>().WriteAsync(transaction, [.. cases.Select(id => new AuditEvent("system", "test.changed", id, null, new { }))], CancellationToken.None);
        await transaction.CommitAsync();
    }

    private static async Task<string> TopicsAsync(Visitor visitor, string page) => Topics().Match(await visitor.ReadAsync(page)).Groups["topics"].Value;

    private static async Task<EventStream> OpenAsync(Visitor visitor, string page) => await EventStream.OpenAsync(visitor, await TopicsAsync(visitor, page));

    [GeneratedRegex("data-topics=\"(?<topics>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Topics();

    /// <summary>A stream of server-sent events, read line by line.</summary>
    private sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        public static async Task<EventStream> OpenAsync(Visitor visitor, string topics)
        {
            var response = await visitor.StreamAsync("/live?topics=" + Uri.EscapeDataString(topics));
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        public async Task UntilAsync(string line)
        {
            string? read;
            while ((read = await reader.ReadLineAsync()) != line)
                Assert.NotNull(read);
        }

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
        }
    }
}
