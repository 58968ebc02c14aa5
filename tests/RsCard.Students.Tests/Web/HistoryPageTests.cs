using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Ldap;
using RsCard.Students.Cases;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Tests.Web;

/// <summary>The pages of one entry over time and of one comparison, and the deviation beside what we wrote last.</summary>
[Collection(SiteCollection.Name)]
public sealed class HistoryPageTests(TestSite site)
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task Entry_is_told_from_its_first_write_to_a_decision_that_is_taken_back_and_no_number_is_shown()
    {
        var view = await site.NewApprovedAsync();
        await SetMailAsync(view, "hand@example.se");
        var (summary, item) = await CompareAsync(view);
        using var visitor = await site.VisitAsync("annlin");

        var inbox = await visitor.ReadAsync($"/directory?situation=ChangedByHand&after={item.Item.Position - 1}");
        Assert.Contains("Någon har ändrat E-post sedan vi skrev posten.", inbox);
        Assert.Contains($"data-label=\"Ska vara\">{view.Person!.Email}<", inbox);
        Assert.Contains("data-label=\"I katalogen nu\">hand@example.se<", inbox);
        Assert.Contains($"data-label=\"Vi skrev\">{view.Person.Email}<", inbox);
        Assert.DoesNotContain("Det som står där nu försvinner", inbox);
        Assert.Contains($"open={item.Item.Position}#decide", inbox);
        Assert.Contains("Det som står där nu försvinner", await visitor.ReadAsync($"/directory?situation=ChangedByHand&after={item.Item.Position - 1}&open={item.Item.Position}"));
        Assert.Contains($"/directory/entries/{view.Student}", inbox);
        Assert.Contains($"/directory/entries/{view.Student}", await visitor.ReadAsync($"/cases/{view.Id}"));

        await site.Services.GetRequiredService<DriftDesk>().DecideAsync(summary, item.Item.Position, new DriftWord(DriftChoice.Accept, Attribute: null, Until: null, "ny adress", Candidate: null), "staff:bosand", NoToken);
        var page = await visitor.ReadAsync($"/directory/entries/{view.Student}");
        Assert.Contains("– Tillagd", page);
        Assert.Contains("Studentens ärende", page);
        Assert.Contains($"data-label=\"Efter\">{view.RsId}<", page);
        Assert.Contains("data-label=\"Efter\">(ett personnummer)<", page);
        Assert.Contains("staff:bosand: ny adress", page);
        Assert.Equal(page[page.IndexOf("<main", StringComparison.Ordinal)..].Length, (await visitor.ReadAsync($"/directory/entries/{view.EntryUuid}"))[page.IndexOf("<main", StringComparison.Ordinal)..].Length);
        Assert.DoesNotContain(view.Person.PersonalNumber!, page);
        Assert.Contains("– Added", await visitor.ReadAsync($"/directory/entries/{view.Student}?lang=en"));
        await visitor.ReadAsync($"/directory/entries/{view.Student}?lang=sv");

        var decision = Assert.Single((await ItemAsync(view, summary)).Decided).Id;
        using var revoked = await visitor.PostAsync($"/directory/entries/{view.Student}", $"/directory/entries/{view.Student}", ("decision", $"{decision}"));
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        Assert.Contains("Beslutet är ångrat.", await visitor.ReadAsync($"/directory/entries/{view.Student}"));
        Assert.Empty((await ItemAsync(view, summary)).Decided);
    }

    [Fact]
    public async Task Comparison_tells_each_entry_why_and_what_became_of_it()
    {
        var view = await site.NewApprovedAsync();
        await SetMailAsync(view, "hand3@example.se");
        var (summary, item) = await CompareAsync(view);
        await site.Services.GetRequiredService<DriftDesk>().DecideAsync(summary, item.Item.Position, new DriftWord(DriftChoice.Fix, Attribute: null, Until: null, Reason: null, Candidate: null), "staff:bosand", NoToken);
        var run = await RunAsync();
        using var visitor = await site.VisitAsync("annlin");

        Assert.Contains($"/directory/runs/{run.Id}", await visitor.ReadAsync("/directory"));
        var page = await visitor.ReadAsync($"/directory/runs/{run.Id}");
        Assert.Contains($"{view.Person!.FullName}, RSid {view.RsId}", page);
        Assert.Contains("skrivs efter beslut: E-post", page);
        Assert.Contains("Gjord", page);
        Assert.Contains($"/directory/entries/{view.Student}", page);
        Assert.Contains("(staff:test)", await visitor.ReadAsync($"/directory/entries/{view.Student}"));
        using var unknown = await visitor.GetAsync($"/directory/runs/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Open_comparison_tells_its_age_and_when_the_next_one_takes_over()
    {
        var run = await RunAsync(dryRun: true);
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("update directory_run set state = 'running', finished_at = null, report = jsonb_set(report, '{StartedAt}', to_jsonb(now() - interval '7 minutes')) where id = @Id", new { run.Id });
        try
        {
            using var visitor = await site.VisitAsync("annlin");
            Assert.Contains("Har pågått i 7 min; efter 15 min tar nästa vid", await visitor.ReadAsync($"/directory/runs/{run.Id}"));
            Assert.Contains("Skrivs, 7 min", await visitor.ReadAsync("/directory"));
        }
        finally
        {
            await connection.ExecuteAsync("delete from directory_run where id = @Id", new { run.Id });
        }
    }

    [Fact]
    public async Task Of_a_person_who_was_erased_nothing_is_told()
    {
        var view = await site.NewApprovedAsync();
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await site.Services.GetRequiredService<EntryErasure>().EraseAsync(transaction, view.Student, NoToken);
            await connection.ExecuteAsync(
                """
                update student_key set wrapped = null, destroyed_at = now() where student_id = @id;
                update student set person_sealed = null, personal_number_hash = null, erased_at = now() where id = @id
                """,
                new { id = view.Student.Value },
                transaction);
            await transaction.CommitAsync();
        }

        using var visitor = await site.VisitAsync("annlin");
        foreach (var id in new[] { view.Student.ToString(), view.EntryUuid.ToString() })
        {
            var page = await visitor.ReadAsync($"/directory/entries/{id}");
            Assert.Contains("(uppgifterna är raderade)", page);
            Assert.DoesNotContain(view.RsId!, page);
            Assert.DoesNotContain("Tillagd", page);
        }
    }

    private async Task SetMailAsync(CaseView view, string mail)
    {
        await using var admin = await site.Slapd.ConnectAsync(site.Slapd.Admin);
        var result = await admin.ModifyAsync(site.Slapd.StudentBranch.Child("uid", view.RsId!), [LdapModification.Replace("mail", mail)], LdapRequestOptions.None, NoToken);
        Assert.True(result.IsSuccess);
    }

    private async Task<(DriftSummary Summary, DriftItem Item)> CompareAsync(CaseView view)
    {
        await RunAsync();
        var summary = (await site.Services.GetRequiredService<DriftInbox>().FindAsync(NoToken))!;
        return (summary, await ItemAsync(view, summary));
    }

    private async Task<DriftItem> ItemAsync(CaseView view, DriftSummary summary) =>
        (await site.Services.GetRequiredService<DriftInbox>().ListAsync(summary, Situation.ChangedByHand, 0, 1000, NoToken)).Single(item => item.Item.Student == view.Student);

    private async Task<RunReport> RunAsync(bool dryRun = false)
    {
        var run = await site.Services.GetRequiredService<SyncRunner>().RunAsync(new RunOrder(ReadDepth.Full, dryRun, "staff:test"), (_, _, _) => { }, NoToken);
        await site.WorkAsync();
        return run;
    }
}
