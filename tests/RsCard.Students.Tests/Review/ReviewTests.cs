using RsCard.Students.Cases;
using RsCard.Students.Review;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Review;

/// <summary>What the HSA team decides, and what comes of it (D-6).</summary>
public sealed class ReviewTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task D6_Rejected_row_reaches_the_administrator_by_mail_with_the_reason()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new()];
        await node.SubmitAsync("LU", rows);
        var id = await node.CaseAsync(rows[1]);
        var result = await node.Review.RejectAsync([id], "Kursen ges inte i Skåne.", ProductNode.HsaTeam, NoToken);
        await node.RunAsync();

        Assert.Equal(1, result.Decided);
        var mail = Assert.Single(await node.MailsAsync());
        Assert.Equal("kortbestallare@lu.example", Assert.Single(mail.To).Address);
        Assert.All(mail.Parts, part => Assert.Contains("Kursen ges inte i Skåne.", part.Text, StringComparison.Ordinal));
        Assert.All(mail.Parts, part => Assert.Contains("3", part.Text, StringComparison.Ordinal));
        Assert.All(mail.Parts, part => Assert.DoesNotContain(rows[1].FamilyName, part.Text, StringComparison.Ordinal));
        Assert.Equal("rejected", (await node.ViewAsync(id)).Outcome);
        Assert.Empty(await node.EntriesAsync(rows[1]));
    }

    [Fact]
    public async Task D6_Question_goes_to_the_administrator_and_the_answer_brings_the_case_back()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await node.Review.AskAsync([id], "Är slutdagen rätt?", ProductNode.HsaTeam, NoToken);
        await node.RunAsync();

        Assert.Empty(await node.WaitingAsync());
        Assert.Equal(Owners.StudyAdministrator, Assert.Single((await node.ViewAsync(id)).Steps).Owner);
        Assert.All(Assert.Single(await node.MailsAsync()).Parts, part => Assert.Contains("Är slutdagen rätt?", part.Text, StringComparison.Ordinal));

        Assert.True(await node.Review.AnswerAsync(id, "Ja.", "staff:karber", NoToken));
        Assert.False(await node.Review.AnswerAsync(id, "Ja.", "staff:karber", NoToken));
        Assert.Equal(id, Assert.Single(await node.WaitingAsync()).Case);
        await node.ApproveAllAsync();
        await node.EntryAsync(row);
    }

    [Fact]
    public async Task D6_Row_sent_again_answers_the_question()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        await node.Review.AskAsync([await node.CaseAsync(row)], "Är slutdagen rätt?", ProductNode.HsaTeam, NoToken);
        await node.RunAsync();
        var answer = await node.SubmitAsync("LU", row with { LastDay = row.LastDay.AddDays(-7) });
        Assert.Equal(("review", "resubmitted"), (answer.Rows[0].Verdict, answer.Rows[0].Reason));
        Assert.Equal(row.LastDay.AddDays(-7), Assert.Single(await node.WaitingAsync()).LastDay);
    }

    [Fact]
    public async Task D6_Rejected_student_who_is_sent_again_is_reviewed_again()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        await node.Review.RejectAsync([id], "Fel.", ProductNode.HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal("review", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
        Assert.Equal(id, Assert.Single(await node.WaitingAsync()).Case);
        Assert.Null((await node.ViewAsync(id)).Outcome);

        await node.ApproveAllAsync();
        await node.EntryAsync(row);
        Assert.Equal(["RowRejected", "RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D6_Two_people_who_approve_at_once_decide_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        StudentRow[] rows = [new(), new(), new()];
        await node.SubmitAsync("LU", rows);
        var cases = (await node.WaitingAsync()).Select(item => item.Case).ToList();

        var results = await Task.WhenAll(
            node.Review.ApproveAsync(cases, "staff:annlin", NoToken),
            other.Review.ApproveAsync(cases, "staff:bosand", NoToken),
            node.Review.RejectAsync(cases, "Nej.", "staff:bosand", NoToken));
        Assert.Equal(3, results.Sum(result => result.Decided));
        Assert.Equal(6, results.Sum(result => result.Skipped.Count));
        Assert.All(results.SelectMany(result => result.Skipped), skipped => Assert.Equal("REVIEW-001", skipped.Code));
        Assert.Equal(3, await node.ScalarAsync<int>("select count(*)::int from review_decision"));
        Assert.Equal(3, await node.ScalarAsync<int>("select count(distinct case_id)::int from review_decision"));
    }

    [Fact]
    public async Task Case_that_is_named_twice_in_one_decision_is_decided_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Equal(1, (await node.Review.AskAsync([id, id], "Är slutdagen rätt?", ProductNode.HsaTeam, NoToken)).Decided);
        await node.RunAsync();
        await node.Review.AnswerAsync(id, "Ja.", "staff:karber", NoToken);
        Assert.Equal(1, (await node.Review.RejectAsync([id, id], "Nej.", ProductNode.HsaTeam, NoToken)).Decided);
        await node.RunAsync();
        Assert.Equal(["asked", "rejected"], await node.ListAsync<string>("select decision from review_decision order by id"));
        Assert.Equal(["AskedBack", "RowRejected"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D42_Two_nodes_at_work_at_once_enter_each_student_once()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        StudentRow[] rows = [.. Enumerable.Range(0, 40).Select(_ => new StudentRow())];
        await node.SubmitAsync("LU", rows);
        await node.Review.ApproveAsync([.. (await node.WaitingAsync()).Select(item => item.Case)], ProductNode.HsaTeam, NoToken);
        await Task.WhenAll(node.RunAsync(), other.RunAsync());
        await node.RunAsync();

        var entries = await Task.WhenAll(rows.Select(node.EntryAsync));
        Assert.Equal(rows.Length, entries.Select(entry => entry.Text("rsId")).Distinct().Count());
        Assert.Equal(Enumerable.Repeat("RsId", rows.Length), await node.SentKindsAsync());
        Assert.Equal(rows.Length, (await node.MailsAsync()).Select(mail => mail.To[0].Address).Distinct().Count());
    }

    [Fact]
    public async Task D6_Nothing_is_approved_while_the_directory_does_not_answer()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var cutOff = await node.BesideAsync(services => services.WithoutDirectory(node.Site));
        await node.SubmitAsync("LU", new StudentRow());
        var item = Assert.Single(await cutOff.WaitingAsync());
        Assert.Null(item.Found);

        var result = await cutOff.Review.ApproveAsync([item.Case], ProductNode.HsaTeam, NoToken);
        Assert.Equal(0, result.Decided);
        Assert.Equal(new SkippedCase(item.Case, "DIR-001"), Assert.Single(result.Skipped));
        Assert.Single(await node.WaitingAsync());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from review_decision"));
    }

    [Fact]
    public async Task D6_Student_with_several_entries_is_skipped_and_the_others_are_approved()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new()];
        await node.Site.AddEntryAsync(slapd.WrongBranch, rows[0]);
        await node.Site.AddEntryAsync(slapd.StudentBranch, rows[0]);
        Assert.Equal("several-entries", (await node.SubmitAsync("LU", rows)).Rows[0].Reason);

        var result = await node.ApproveAllAsync();
        Assert.Equal(new SkippedCase(await node.CaseAsync(rows[0]), "DIR-010"), Assert.Single(result.Skipped));
        Assert.Equal(1, result.Decided);
        Assert.Equal(2, (await node.EntriesAsync(rows[0])).Count);
        await node.EntryAsync(rows[1]);
    }

    [Fact]
    public async Task Decision_on_a_case_that_does_not_wait_is_skipped_and_named()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        foreach (var result in (DecisionResult[])
        [
            await node.Review.ApproveAsync([id], ProductNode.HsaTeam, NoToken),
            await node.Review.RejectAsync([id], "Nej.", ProductNode.HsaTeam, NoToken),
            await node.Review.AskAsync([id], "Varför?", ProductNode.HsaTeam, NoToken),
        ])
            Assert.Equal((0, "REVIEW-001"), (result.Decided, Assert.Single(result.Skipped).Code));
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from review_decision"));
    }

    [Fact]
    public async Task D6_Queue_shows_the_earliest_placement_first_and_the_age_against_two_weeks()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new StudentRow().Placed("offentlig", new(2027, 5, 3)), new StudentRow().Placed("offentlig", new(2027, 2, 1))];
        await node.SubmitAsync("LU", rows);
        await node.AdvanceAsync(3);
        var waiting = await node.WaitingAsync();
        Assert.Equal(Enumerable.Reverse(rows).Select(row => row.Number.Digits), waiting.Select(item => item.Person.PersonalNumber));
        Assert.All(waiting, item => Assert.Equal(ProductNode.FirstDay, DateOnly.FromDateTime(item.Since.UtcDateTime)));
        Assert.All(waiting, item => Assert.Equal(ProductNode.FirstDay.AddDays(14), DateOnly.FromDateTime(item.DueBy.GetValueOrDefault().UtcDateTime)));
    }
}
