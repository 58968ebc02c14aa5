using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Mail.Reminders;
using RsCard.Students.Recurring;
using RsCard.Students.Status;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Mail;
using RsCard.Students.Tests.Mail.Bounces;

namespace RsCard.Students.Tests.Mail.Reminders;

/// <summary>Who isn't heard of is reminded, once a day at most, and the administrator is told (D-63, D-64).</summary>
public sealed class ReminderTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = ProductNode.NoToken;

    [Fact]
    public async Task D63_No_visit_in_five_working_days_is_one_reminder_and_in_ten_the_digest()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow());

        // Monday 23 November: five working days are over on Monday the 30th, ten on Monday 7 December.
        await RemindUntilAsync(node, new DateOnly(2026, 11, 29));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
        await RemindUntilAsync(node, new DateOnly(2026, 11, 30));
        Assert.Equal(["RsId", "RsIdReminder"], await node.SentKindsAsync());
        await RemindUntilAsync(node, new DateOnly(2026, 12, 6));
        Assert.Equal(["RsId", "RsIdReminder"], await node.SentKindsAsync());
        await RemindUntilAsync(node, new DateOnly(2026, 12, 7));
        Assert.Contains("StudentDigest", await node.SentKindsAsync());
        var digest = Assert.Single(await node.MailsAsync(), mail => mail.To[0].Address == "kortbestallare@lu.example");
        Assert.Contains("Har inte läst mejlet med RSid", digest.Parts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D63_Who_has_pressed_the_button_is_not_reminded_of_the_mail()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.ExecuteAsync("insert into status_read (case_id, read_at) values (@id, '2026-11-24Z')", new { id });
        await RemindUntilAsync(node, new DateOnly(2026, 11, 30));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D64_Overdue_step_is_reminded_of_every_five_working_days_and_no_oftener()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.ExecuteAsync("insert into status_read (case_id, read_at) values (@id, '2026-11-24Z')", new { id });
        await RemindUntilAsync(node, new DateOnly(2026, 12, 20));

        // The photo is due on Monday 30 November.
        Assert.Equal(["2026-12-01", "2026-12-08", "2026-12-15"], await node.ListAsync<string>("select day::text from reminder_day where kind = 'StepReminder' order by day"));
        Assert.Equal(3, (await node.SentKindsAsync()).Count(kind => kind == "StepReminder"));
    }

    [Fact]
    public async Task D64_Two_reminders_on_one_day_are_one_mail_also_when_the_job_runs_on_two_nodes()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        var row = new StudentRow();
        await node.SubmitAsync("LU", row, row with { Programme = "Läkarprogrammet" });
        await node.ApproveAllAsync();
        await node.AdvanceToAsync(new DateOnly(2026, 12, 1));
        await Task.WhenAll(node.Get<StudentReminders>().OrderAsync(node.Today, NoToken), other.Get<StudentReminders>().OrderAsync(node.Today, NoToken));
        await node.Get<StudentReminders>().OrderAsync(node.Today, NoToken);
        await node.RunAsync();
        Assert.Equal(["RsId", "StepReminder"], await node.SentKindsAsync());
        var reminder = (await node.MailsAsync()).MaxBy(mail => mail.Field("Date"))!;
        Assert.Contains("Foto på en kortstation", string.Concat((await node.MailsAsync()).Select(mail => mail.Parts[0].Text)), StringComparison.Ordinal);
        Assert.Equal(row.Email, reminder.To[0].Address);
    }

    [Fact]
    public async Task D64_Reminder_of_the_placement_is_the_one_mail_of_its_day()
    {
        await using var node = await ProductNode.StartAsync(slapd);

        // 14 days before the placement is Tuesday 1 December, when the photo is overdue.
        await node.EnterAsync(new StudentRow().Placed("privat", new DateOnly(2026, 12, 15)) with { UnitEmail = "vdi@backaskog.example" });
        await node.ExecuteAsync("insert into status_read (case_id, read_at) select id, '2026-11-24Z' from student_case");
        await RemindUntilAsync(node, new DateOnly(2026, 12, 2));
        Assert.Equal(
            ["RsId", "PlacementReminder", "StepReminder"],
            await node.SentToStudentsAsync());
    }

    [Fact]
    public async Task D33_Nobody_is_reminded_or_counted_in_a_break_and_afterwards_there_is_as_much_time_as_before()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.AdvanceAsync(1);
        await node.Get<CaseDesk>().ParkAsync(id, "Läsår utomlands", "staff:test", NoToken);
        await RemindUntilAsync(node, new DateOnly(2027, 1, 15));
        Assert.Equal(["RsId", "BreakBegun"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D64_Erased_and_closed_get_no_reminder()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var cases = await node.EnterAsync(new StudentRow(), new StudentRow());
        await node.Get<CaseDesk>().WithdrawAsync(cases[0], "Slutar", "staff:test", NoToken);
        await node.ExecuteAsync("update student set erased_at = '2026-11-24Z' from enrolment e join student_case c on c.enrolment_id = e.id where student.id = e.student_id and c.id = @id", new { id = cases[1] });
        await RemindUntilAsync(node, new DateOnly(2026, 12, 15));
        Assert.DoesNotContain(await node.SentKindsAsync(), kind => kind is "RsIdReminder" or "StepReminder" or "StudentDigest");
    }

    [Fact]
    public async Task D64_Digest_tells_of_an_overdue_step_at_once_then_every_five_working_days_and_not_at_weekends()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        await node.Review.AskAsync([await node.CaseAsync(row)], "Vilken termin?", ProductNode.HsaTeam, NoToken);
        await node.RunAsync();

        // The answer is due on Monday 30 November.
        await RemindUntilAsync(node, new DateOnly(2026, 12, 17));
        Assert.Equal(
            ["2026-12-01", "2026-12-08", "2026-12-15"],
            await node.ListAsync<string>("select day::text from reminder_day where reader = 'institution:LU' order by day"));
        var digests = (await node.MailsAsync()).Where(mail => mail.Parts[0].Text.Contains("Svar från studieadministratören", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, digests.Count);
        Assert.All(digests, mail => Assert.DoesNotContain(row.FamilyName, mail.Parts[0].Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task D62_Digest_names_who_will_not_be_ready_in_time()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow().Placed("offentlig", ProductNode.FirstDay.AddDays(20)), new StudentRow().Placed("offentlig", ProductNode.FirstDay.AddDays(60)));
        await RemindUntilAsync(node, ProductNode.FirstDay.AddDays(1));
        var digest = Assert.Single(await node.MailsAsync(), mail => mail.To[0].Address == "kortbestallare@lu.example");
        Assert.Contains("rad 2 i list.csv", digest.Parts[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rad 3 i list.csv", digest.Parts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D64_Digest_tells_what_is_new_and_what_is_overdue_and_with_neither_there_is_none()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new StudentRow().Placed("offentlig", ProductNode.FirstDay.AddDays(20))];
        await node.SubmitAsync("LU", rows);
        await node.Review.AskAsync([await node.CaseAsync(rows[0])], "Vilken termin?", ProductNode.HsaTeam, NoToken);
        await node.RunAsync();

        // New on Tuesday: the placement that comes too early. It isn't told again.
        await RemindUntilAsync(node, new DateOnly(2026, 11, 30));
        Assert.Equal(["rad 3"], await ToldAsync(node, "2026-11-24"));
        Assert.Equal(["2026-11-24"], await DigestDaysAsync(node));

        // Overdue on 1 December: the answer. What is new on the 3rd comes with what is overdue still.
        await RemindUntilAsync(node, new DateOnly(2026, 12, 2));
        await node.SubmitAsync("LU", rows[1] with { PlacementFirstDay = ProductNode.FirstDay.AddDays(18) });
        await RemindUntilAsync(node, new DateOnly(2026, 12, 9));
        Assert.Equal(["rad 2"], await ToldAsync(node, "2026-12-01"));
        Assert.Equal(["rad 2", "rad 3"], await ToldAsync(node, "2026-12-03"));
        Assert.Equal(["2026-11-24", "2026-12-01", "2026-12-03"], await DigestDaysAsync(node));

        // Answered: nothing is new or overdue any more.
        await node.Review.AnswerAsync(await node.CaseAsync(rows[0]), "Vårterminen", "staff:LU", NoToken);
        await RemindUntilAsync(node, new DateOnly(2026, 12, 22));
        Assert.Equal(["2026-11-24", "2026-12-01", "2026-12-03"], await DigestDaysAsync(node));
    }

    [Fact]
    public async Task D63_Address_that_does_not_work_is_told_the_next_working_day_and_again_when_it_is_overdue()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow().Placed("privat", ProductNode.FirstDay.AddDays(60)) with { UnitEmail = "vdi@backaskog.example" });
        await node.ExecuteAsync("insert into status_read select id, now() from student_case");
        using var folder = new Maildir();
        folder.Add(DeliveryReports.Of("headers", await node.ScalarAsync<string>("select message_id from mail where kind = 'VdiOrder'") ?? "", "failed", "5.1.1"));
        await node.Get<BounceFolder>().ReadAsync(folder.Path, NoToken);
        await RemindUntilAsync(node, new DateOnly(2026, 12, 2));
        Assert.Equal(["2026-11-24", "2026-12-01"], await DigestDaysAsync(node));
        Assert.Contains("Enhetens e-postadress fungerar inte", (await node.MailsAsync()).Last(mail => mail.To[0].Address == "kortbestallare@lu.example").Parts[0].Text, StringComparison.Ordinal);
    }

    private static Task<List<string>> DigestDaysAsync(ProductNode node) => node.ListAsync<string>("select day::text from reminder_day where reader = 'institution:LU' order by day");

    /// <summary>The rows that the digest of a day names.</summary>
    private static async Task<IEnumerable<string>> ToldAsync(ProductNode node, string day)
    {
        var id = await node.ScalarAsync<string>("select message_id from mail where kind = 'StudentDigest' and composed_at::date = @day::date", new { day });
        var digest = (await node.MailsAsync()).Single(mail => mail.Field("Message-ID") == id);
        return digest.Parts[0].Text.Split('\n').Where(line => line.StartsWith("- rad ", StringComparison.Ordinal)).Select(line => line[2..7]);
    }

    /// <summary>Day by day, the job each day.</summary>
    private static async Task RemindUntilAsync(ProductNode node, DateOnly day)
    {
        while (node.Today < day)
        {
            await node.AdvanceAsync(1);
            Assert.IsType<RunResult.Done>(await node.Get<RecurringRunner>().RunAsync("remind", waits: true, NoToken));
            await node.RunAsync();
        }
    }
}
