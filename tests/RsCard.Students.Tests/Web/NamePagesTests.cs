using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Cases;
using RsCard.Students.Database;

namespace RsCard.Students.Tests.Web;

/// <summary>A changed name, reported by the administrator and decided by the HSA team (D-32).</summary>
[Collection(SiteCollection.Name)]
public sealed class NamePagesTests(TestSite site)
{
    [Fact]
    public async Task D32_Administrator_reports_a_name_and_the_team_reads_it_beside_the_old_one_and_approves_it()
    {
        var view = await site.NewApprovedAsync();
        var page = $"/cases/{view.Id}/name";
        using var administrator = await site.VisitAsync("karber");
        using var hsa = await site.VisitAsync("annlin");
        Assert.Contains(page, await administrator.ReadAsync($"/students/{view.Id}"));

        using (var sent = await administrator.PostAsync(page, page + "?handler=Report", ("GivenName", "Åsa"), ("FamilyName", "Lindqvist-Berg")))
            Assert.Equal(page, sent.Headers.Location?.ToString());
        var said = await administrator.ReadAsync(page);
        Assert.Contains("Namnet är anmält.", said);
        Assert.DoesNotContain("handler=Approve", said);
        using (var own = await administrator.PostAsync(page, page + "?handler=Approve"))
            Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
        Assert.Equal("Öberg", (await site.ViewAsync(view.Id)).Person?.FamilyName);

        var list = await hsa.ReadAsync("/names");
        Assert.Contains(page, list);
        Assert.Contains("Lindqvist-Berg", list);
        Assert.Contains(view.Person!.FullName, list);
        using (var approved = await hsa.PostAsync(page, page + "?handler=Approve", ("reported", Mark(await hsa.ReadAsync(page)))))
            Assert.Equal(page, approved.Headers.Location?.ToString());
        Assert.Contains("Namnet är godkänt.", await hsa.ReadAsync(page));
        Assert.Equal("Lindqvist-Berg", (await site.ViewAsync(view.Id)).Person?.FamilyName);
        Assert.DoesNotContain(page, await hsa.ReadAsync("/names"));
        await site.WorkAsync();
    }

    [Fact]
    public async Task D32_Name_that_has_taken_the_place_of_the_one_that_was_read_is_not_approved_unseen()
    {
        var view = await site.NewApprovedAsync();
        var page = $"/cases/{view.Id}/name";
        await Desk.ReportAsync(view.Id, "Åsa", "Först", "test", CancellationToken.None);
        using var hsa = await site.VisitAsync("annlin");
        var mark = Mark(await hsa.ReadAsync(page));
        await Desk.ReportAsync(view.Id, "Åsa", "Sedan", "test", CancellationToken.None);

        using var approved = await hsa.PostAsync(page, page + "?handler=Approve", ("reported", mark));

        var text = await hsa.ReadAsync(page);
        Assert.Contains("NAME-005", text);
        Assert.Contains("Sedan", text);
        Assert.Equal("Öberg", (await site.ViewAsync(view.Id)).Person?.FamilyName);
    }

    [Fact]
    public async Task D32_Refused_name_needs_a_reason_and_what_is_no_name_is_said_beside_its_field()
    {
        var view = await site.NewApprovedAsync();
        var page = $"/cases/{view.Id}/name";
        using var hsa = await site.VisitAsync("annlin");
        using (var wrong = await hsa.PostAsync(page, page + "?handler=Report", ("GivenName", "Åsa 2"), ("FamilyName", "Ny")))
        {
            var text = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
            Assert.Contains("NAME-002", text);
            Assert.Contains("id=\"GivenName-wrong\"", text);
            Assert.Contains("value=\"Åsa 2\"", text);
            Assert.Contains("<title>Fel:", text);
        }

        await Desk.ReportAsync(view.Id, "Åsa", "Ny", "test", CancellationToken.None);
        using (var empty = await hsa.PostAsync(page, page + "?handler=Reject", ("Reason", " ")))
            Assert.Contains("id=\"Reason-wrong\"", await empty.Content.ReadAsStringAsync());
        Assert.Equal(0, await DecidedAsync(view.Id));

        using (var rejected = await hsa.PostAsync(page, page + "?handler=Reject", ("Reason", "Stämmer inte med folkbokföringen.")))
            Assert.Equal(page, rejected.Headers.Location?.ToString());
        Assert.Contains("Namnet är avslaget.", await hsa.ReadAsync(page));
        Assert.Equal(1, await DecidedAsync(view.Id));
    }

    private NameChangeDesk Desk => site.Services.GetRequiredService<NameChangeDesk>();

    private Task<long> DecidedAsync(CaseId id) =>
        site.ScalarAsync<long>("select count(*) from name_change where case_id = @id and decision = 'rejected'", new { id = id.Value });

    private static string Mark(string page)
    {
        var rest = page[(page.IndexOf("name=\"reported\" value=\"", StringComparison.Ordinal) + "name=\"reported\" value=\"".Length)..];
        return rest[..rest.IndexOf('"')];
    }
}
