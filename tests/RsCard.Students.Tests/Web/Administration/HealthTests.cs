using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Recurring;
using RsCard.Students.Web.Health;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Tests.Web.Administration;

/// <summary>What is wrong with the installation is told in words, with what to do.</summary>
[Collection(SiteCollection.Name)]
public sealed class HealthTests(TestSite site) : IAsyncLifetime
{
    public Task InitializeAsync() => CleanAsync();

    public Task DisposeAsync() => CleanAsync();

    [Fact]
    public async Task Installation_without_a_node_that_works_is_told_so_until_one_says_that_it_is_there()
    {
        Assert.Equal(Tone.Bad, (await FindAsync(HealthTexts.Nodes)).Tone);

        await CheckInAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(Tone.Bad, (await FindAsync(HealthTexts.Nodes)).Tone);

        await CheckInAsync(TimeSpan.Zero);
        Assert.Equal("1 arbetar: machine:17.", (await FindAsync(HealthTexts.Nodes)).State.Swedish);
    }

    [Fact]
    public async Task Directory_that_is_away_is_told_and_the_page_stays_there()
    {
        Assert.Equal(Tone.Good, (await FindAsync(HealthTexts.Directory)).Tone);
        using var team = await site.VisitAsync("annlin");
        await site.Slapd.KillAsync();
        try
        {
            Assert.Contains("DIR-001", await team.ReadAsync("/administration/health"));
        }
        finally
        {
            await site.Slapd.InitializeAsync();
        }
    }

    [Fact]
    public async Task Seal_that_doesnt_hold_comes_before_everything_and_says_to_call_security()
    {
        Assert.Equal(HealthTexts.NotSealedDo, (await FindAsync(HealthTexts.Seals)).Do);
        await site.Services.GetRequiredService<RecurringRunner>().RunAsync("seal-audit", waits: true, CancellationToken.None);
        Assert.Equal(Tone.Good, (await FindAsync(HealthTexts.Seals)).Tone);

        await site.ScalarAsync<int>("insert into recurring_job (name, code, failures, failing_since) values ('check-audit', 'AUDIT-001', 1, now())");
        Assert.Equal(HealthTexts.SealBrokenDo, (await FindAsync(HealthTexts.Seals)).Do);
        Assert.Equal(Tone.Bad, (await FindAsync(HealthTexts.Jobs)).Tone);
    }

    [Fact]
    public async Task Paused_job_and_old_queue_and_full_disk_are_told()
    {
        Assert.Equal(Tone.Good, (await FindAsync(HealthTexts.Jobs)).Tone);
        await site.Services.GetRequiredService<JobDesk>().PauseAsync("remind", "test", CancellationToken.None);
        Assert.Contains("Påminn den som dröjer", (await FindAsync(HealthTexts.Jobs)).State.Swedish);

        await site.WorkAsync();
        Assert.Equal(Tone.Good, (await FindAsync(HealthTexts.Queues)).Tone);
        await site.ScalarAsync<int>("insert into workflow.work_item (kind, key, payload, created_at) values ('probe', 'probe', '{}', now() - interval '2 hours')");
        Assert.Contains("probe", (await FindAsync(HealthTexts.Queues)).State.English);

        Assert.Equal([Tone.Good, Tone.Note, Tone.Note, Tone.Bad], new[] { new DiskSpace("/", 9000, 40), new DiskSpace("/", 9000, 4), new DiskSpace("/", 1000, 40), new DiskSpace("/", 100, 40) }.Select(disk => disk.Tone));
    }

    private async Task<HealthFinding> FindAsync(Phrase area) =>
        (await site.Services.GetRequiredService<HealthReader>().ReadAsync(CancellationToken.None)).First(finding => finding.Area == area);

    private Task<int> CheckInAsync(TimeSpan ago) => site.ScalarAsync<int>(
        """
        insert into quartz.qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval)
        values ('rscard', 'machine:17:abc', @at, 7500)
        on conflict (sched_name, instance_name) do update
        set last_checkin_time = excluded.last_checkin_time
        """,
        new { at = (TimeProvider.System.GetUtcNow() - ago).UtcTicks });

    private Task<int> CleanAsync() => site.ScalarAsync<int>("delete from recurring_job; delete from quartz.qrtz_scheduler_state; delete from workflow.work_item where kind = 'probe'");
}
