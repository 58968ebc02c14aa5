using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Recurring;

namespace RsCard.Students.Tests.Web;

/// <summary>The page shows what recurs, with its last and its next run.</summary>
[Collection(SiteCollection.Name)]
public sealed class JobsOnTheWorkPageTests(TestSite site)
{
    [Fact]
    public async Task Job_is_shown_with_its_last_outcome_and_its_next_time()
    {
        using var visitor = await site.VisitAsync("annlin");
        Assert.Contains("Kontrollera händelsernas sigill", await visitor.ReadAsync("/work"), StringComparison.Ordinal);

        var runner = site.Services.GetRequiredService<RecurringRunner>();
        await runner.RunAsync("tidy-workflow", waits: true, CancellationToken.None);
        await site.Services.GetRequiredService<RecurringRuns>().SetNextAsync("tidy-workflow", new DateTimeOffset(2031, 3, 1, 2, 45, 0, TimeSpan.Zero), CancellationToken.None);
        var page = await visitor.ReadAsync("/work?lang=en");
        Assert.Contains("What recurs", page, StringComparison.Ordinal);
        Assert.Contains("0 ended flows and 0 mended incidents removed", page, StringComparison.Ordinal);
        Assert.Contains("2031-03-01 03:45", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_and_overdue_job_stands_out()
    {
        await using (var command = site.Database.DataSource.CreateCommand(
            """
            insert into recurring_job (name, next_at, started_at, ended_at, ran_on, code, summary, failures, failing_since)
            values ('check-audit', now() - interval '1 hour', now(), now(), 'node', 'AUDIT-001', 'seal 7 doesn''t hold', 3, now())
            on conflict (name) do update
            set next_at = excluded.next_at,
                started_at = excluded.started_at,
                ended_at = excluded.ended_at,
                ran_on = excluded.ran_on,
                code = excluded.code,
                summary = excluded.summary,
                failures = excluded.failures,
                failing_since = excluded.failing_since
            """))
        {
            await command.ExecuteNonQueryAsync();
        }

        using var visitor = await site.VisitAsync("annlin");
        var page = await visitor.ReadAsync("/work?lang=en");
        Assert.Contains("AUDIT-001: seal 7 doesn", page, StringComparison.Ordinal);
        Assert.Contains("3 times in a row since", page, StringComparison.Ordinal);
        Assert.Contains("Overdue: does any node work?", page, StringComparison.Ordinal);
    }
}
