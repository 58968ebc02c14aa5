using RsCard.Students.Mail;
using RsCard.Students.Mail.Reminders;
using RsCard.Students.Recurring;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Mail.Reminders;

/// <summary>Once a week each institution is told how it stands, in counts (D-64).</summary>
public sealed class WeeklyDigestTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = ProductNode.NoToken;

    [Fact]
    public async Task D64_Digest_counts_what_waits_links_to_it_and_names_nobody()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new StudentRow().Placed("offentlig", node.Today.AddDays(20)), new() { Email = "ingen" }, new()];
        await node.SubmitAsync("LU", rows);
        await node.ApproveAllAsync();
        var asked = rows[0] with { Programme = "Läkarprogrammet" };
        await node.SubmitAsync("LU", asked);
        await node.Review.AskAsync([(await node.WaitingAsync())[0].Case], "Vilken termin?", ProductNode.HsaTeam, NoToken);
        await node.AdvanceToAsync(new DateOnly(2026, 11, 30));

        await RunAsync(node);

        var digest = await DigestAsync(node);
        Assert.Equal("kortbestallare@lu.example", digest.To[0].Address);
        var text = digest.Parts[0].Text.ReplaceLineEndings("\n");
        var list = await node.ScalarAsync<Guid>("select id from submission where row_count = 4");
        Assert.Matches($@"- Rader att rätta i list.csv: 1\n  https?://[^\n]+/lists/{list}\n", text);
        Assert.Matches(@"- Svar från studieadministratören: 1\n  https?://[^\n]+/students\?sort=due&turn=StudyAdministrator\n", text);
        Assert.Matches(@"- Hinner inte till sin placering: 1\n  https?://[^\n]+/forecast\?verdict=too-late\n", text);
        Assert.DoesNotContain("Kort som ska lämnas tillbaka", text, StringComparison.Ordinal);
        Assert.Contains("turn=StudyAdministrator\">Svar från studieadministratören: 1</a></li>", digest.Parts[1].Text.Replace("&amp;", "&", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(rows, row => Assert.DoesNotContain(row.FamilyName, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task D64_Week_is_told_once_on_its_first_working_day_also_by_two_nodes_and_nothing_is_told_where_there_is_nothing_to_say()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        await node.SubmitAsync("LU", new StudentRow().Placed("offentlig", node.Today.AddDays(20)));
        await node.SubmitAsync("MAU", new StudentRow());

        await Task.WhenAll(node.Get<WeeklyDigests>().OrderAsync(node.Today, NoToken), other.Get<WeeklyDigests>().OrderAsync(node.Today, NoToken));
        await RunAsync(node);
        Assert.Equal(["2026-11-23"], await DaysAsync(node, "LU"));
        Assert.Empty(await DaysAsync(node, "MAU"));

        for (var day = 0; day < 7; day++)
        {
            await node.AdvanceAsync(1);
            await RunAsync(node);
        }

        Assert.Equal(["2026-11-23", "2026-11-30"], await DaysAsync(node, "LU"));
    }

    [Fact]
    public async Task D61_Monday_that_is_a_holiday_is_made_good_on_the_next_working_day()
    {
        // Easter Monday.
        await using var node = await ProductNode.StartAsync(slapd, new DateOnly(2027, 3, 29));
        await node.SubmitAsync("LU", new StudentRow().Placed("offentlig", node.Today.AddDays(20)));
        await RunAsync(node);
        Assert.Empty(await DaysAsync(node, "LU"));
        await node.AdvanceAsync(1);
        await RunAsync(node);
        Assert.Equal(["2027-03-30"], await DaysAsync(node, "LU"));
    }

    [Fact]
    public async Task D64_Weekly_digest_is_the_one_mail_of_its_day_and_waits_where_there_was_one()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync("LU", new StudentRow().Placed("offentlig", node.Today.AddDays(20)));
        await RunAsync(node);
        Assert.Equal(0, await node.Get<InstitutionDigests>().OrderAsync(node.Today, NoToken));
        await node.AdvanceAsync(7);
        Assert.Equal(1, await node.Get<InstitutionDigests>().OrderAsync(node.Today, NoToken));
        await RunAsync(node);
        Assert.Equal(["2026-11-23"], await DaysAsync(node, "LU"));
        await node.AdvanceAsync(1);
        await RunAsync(node);
        Assert.Equal(["2026-11-23", "2026-12-01"], await DaysAsync(node, "LU"));
    }

    private static async Task RunAsync(ProductNode node)
    {
        Assert.IsType<RunResult.Done>(await node.Get<RecurringRunner>().RunAsync("weekly-digest", waits: true, NoToken));
        await node.RunAsync();
    }

    /// <summary>On which days it was sent.</summary>
    private static Task<List<string>> DaysAsync(ProductNode node, string institution) => node.ListAsync<string>(
        """
        select (sent_at at time zone 'Europe/Stockholm')::date::text
        from mail
        join student_case c on c.id = mail.case_id
        join enrolment e on e.id = c.enrolment_id
        where mail.kind = @kind
        and state = 'sent'
        and e.institution_code = @institution
        order by sent_at
        """,
        new { kind = nameof(MailKind.WeeklyDigest), institution });

    private static async Task<ReadMail> DigestAsync(ProductNode node)
    {
        var id = await node.ScalarAsync<string>("select message_id from mail where kind = 'WeeklyDigest'");
        return (await node.MailsAsync()).Single(mail => mail.Field("Message-ID") == id);
    }
}
