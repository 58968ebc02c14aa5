using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Recurring;
using RsCard.Students.Tests.Recurring;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Tests.Web.Administration;

/// <summary>What recurs, in plain words; run now, and paused, on pages.</summary>
[Collection(SiteCollection.Name)]
public sealed class JobAdminTests(TestSite site) : IAsyncLifetime
{
    private const string Page = "/administration/jobs/erase-passport-copies";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => site.ScalarAsync<int>("delete from recurring_job");

    [Theory]
    [InlineData("every 5 minutes", "var 5:e minut", "every 5 minutes")]
    [InlineData("every 60 minutes", "en gång i timmen", "once an hour")]
    [InlineData("15 3 * * *", "varje dag kl. 03:15", "every day at 03:15")]
    [InlineData("30 8,12 * * 1-5", "måndag–fredag kl. 08:30 och 12:30", "Monday–Friday at 08:30 and 12:30")]
    [InlineData("0 6 * * 1", "varje måndag kl. 06:00", "every Monday at 06:00")]
    [InlineData("0 6 1 * *", "den 1 varje månad kl. 06:00", "on day 1 of each month at 06:00")]
    [InlineData("*/7 6-9 * * 1,3", "*/7 6-9 * * 1,3", "*/7 6-9 * * 1,3")]
    public void Schedule_is_said_in_plain_words(string schedule, string swedish, string english) =>
        Assert.Equal(new Phrase(swedish, english), ScheduleTexts.Of(schedule));

    [Fact]
    public async Task Every_job_has_its_words_in_Swedish_and_so_has_what_came_of_it()
    {
        var runner = site.Services.GetRequiredService<RecurringRunner>();
        var runs = site.Services.GetRequiredService<RecurringRuns>();
        foreach (var name in site.Services.GetRequiredService<RecurringJobs>().Names)
            await runner.RunAsync(name, waits: true, CancellationToken.None);

        Assert.All(await runs.ListAsync(CancellationToken.None), job =>
        {
            Assert.True(JobOutcomeTexts.IsKnown(job.Summary ?? ""), $"{job.Name}: {job.Summary}");
            Assert.NotEqual(job.Name, JobTexts.NameOf(job).Swedish);
            Assert.NotEqual(job.Name, JobTexts.MeaningOf(job.Name).Swedish);
            Assert.NotEqual(job.Schedule, ScheduleTexts.Of(job.Schedule).Swedish);
        });
        Assert.Equal("12 poster (full), 3 studenter, 2 skrivningar släppta, 1 att avgöra", JobOutcomeTexts.Of("12 entries (full), 3 students, 2 writes released, 1 to decide").Swedish);
        using var team = await site.VisitAsync("annlin");
        var page = WebUtility.HtmlDecode(await team.ReadAsync("/work"));
        Assert.Contains("0 passkopior raderade", page);
        Assert.DoesNotContain("* * *", page);
    }

    [Fact]
    public async Task Paused_job_isnt_run_by_its_schedule_until_somebody_starts_it_again_and_a_pause_needs_a_word()
    {
        using var team = await site.VisitAsync("annlin");
        var runs = site.Services.GetRequiredService<RecurringRuns>();
        using (var unsure = await team.PostAsync(Page, Page + "?handler=Pause"))
            Assert.Contains("id=\"Sure-wrong\"", await unsure.Content.ReadAsStringAsync());
        Assert.False(await runs.IsPausedAsync("erase-passport-copies", CancellationToken.None));

        (await team.PostAsync(Page, Page + "?handler=Pause", ("Sure", "true"))).Dispose();
        Assert.True(await runs.IsPausedAsync("erase-passport-copies", CancellationToken.None));
        Assert.Contains("av annlin: körs bara när någon ber om det", WebUtility.HtmlDecode(await team.ReadAsync(Page)));
        Assert.Contains("pausat", await team.ReadAsync("/administration/jobs"));

        (await team.PostAsync(Page, Page + "?handler=Resume")).Dispose();
        Assert.False(await runs.IsPausedAsync("erase-passport-copies", CancellationToken.None));
        Assert.Equal(1, await site.ScalarAsync<long>("select count(*) from audit_event where action = 'job.paused' and facts->>'job' = 'erase-passport-copies' and actor = 'staff:annlin'"));
        Assert.Equal(1, await site.ScalarAsync<long>("select count(*) from audit_event where action = 'job.resumed' and facts->>'job' = 'erase-passport-copies'"));
    }

    [Fact]
    public async Task Job_that_is_ordered_runs_though_it_is_paused_and_the_page_doesnt_wait_for_it()
    {
        using var team = await site.VisitAsync("annlin");
        await site.Services.GetRequiredService<JobDesk>().PauseAsync("erase-passport-copies", "test", CancellationToken.None);

        using var done = await team.PostAsync(Page, Page + "?handler=Run");

        Assert.Equal(Page, done.Headers.Location?.ToString());
        await RecurringHost.UntilAsync(() => site.ScalarAsync<DateTime?>("select ended_at from recurring_job where name = 'erase-passport-copies'"), ended => ended is not null);
        Assert.Equal("staff:annlin", await site.ScalarAsync<string>("select actor from audit_event where action = 'job.ordered' and facts->>'job' = 'erase-passport-copies' order by id desc limit 1"));
        using var unknown = await team.GetAsync("/administration/jobs/no-such-job");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
