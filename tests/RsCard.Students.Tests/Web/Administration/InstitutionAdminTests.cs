using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Institutions;
using RsCard.Students.Submissions;

namespace RsCard.Students.Tests.Web.Administration;

/// <summary>The pages where institutions are kept.</summary>
[Collection(SiteCollection.Name)]
public sealed class InstitutionAdminTests(TestSite site)
{
    private SubmissionReceiver Receiver => site.Services.GetRequiredService<SubmissionReceiver>();

    [Fact]
    public async Task Institution_is_added_with_headers_of_its_own_that_its_lists_are_then_read_by()
    {
        using var team = await site.VisitAsync("annlin");

        using var done = await SaveAsync(team, "new", ("NewCode", "iid1"), ("Name", "Högskolan Ett"), ("Email", "kort@ett.example"), ("IsActive", "true"), ("Headers", "Stud.nr = Personnummer\r\nTilltalsnamn = First name\r\n"));

        Assert.Equal("/administration/institutions", done.Headers.Location?.ToString());
        var found = await FindAsync("IID1");
        Assert.Equal(new Dictionary<string, string> { ["Stud.nr"] = ListColumn.PersonalNumber, ["Tilltalsnamn"] = ListColumn.GivenName }, found!.HeaderNames);
        var list = System.Text.Encoding.UTF8.GetBytes("Stud.nr;Tilltalsnamn;Efternamn\r\n1;2;3\r\n");
        Assert.Null((await Receiver.PreviewAsync("IID1", list, "a.csv", (_, _) => { }, CancellationToken.None)).Refusal);
        Assert.Contains("Stud.nr = Personal number", WebUtility.HtmlDecode(await team.ReadAsync("/administration/institutions/IID1?lang=en")));
    }

    [Fact]
    public async Task Institution_that_isnt_in_use_sends_no_lists_and_is_told_so()
    {
        using var team = await site.VisitAsync("annlin");
        (await SaveAsync(team, "new", ("NewCode", "IID2"), ("Name", "Högskolan Två"), ("Email", "kort@tva.example"))).Dispose();

        var receipt = Assert.IsType<Receipt.Refused>(await Receiver.ReceiveAsync("IID2", site.List(site.NewNumber()), "a.csv", "test", CancellationToken.None));

        Assert.Equal("INST-002", receipt.Refusal.Code);
        Assert.Contains("Lärosätet IID2 är ur bruk", FileTexts.Message(receipt.Refusal, "sv"));
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_a_second_editor_sees_both_sides()
    {
        using var team = await site.VisitAsync("annlin");
        using (var refused = await SaveAsync(team, "new", ("NewCode", "NEW"), ("Name", ""), ("Email", "nobody"), ("Headers", "Namn = Skostorlek")))
        {
            var page = await refused.Content.ReadAsStringAsync();
            Assert.All(["NewCode", "Name", "Email", "Headers"], field => Assert.Contains($"id=\"{field}-wrong\"", page));
        }

        (await SaveAsync(team, "new", ("NewCode", "IID3"), ("Name", "Högskolan Tre"), ("Email", "kort@tre.example"))).Dispose();
        (await SaveAsync(team, "IID3", ("Name", "Av den första"), ("Email", "kort@tre.example"), ("Revision", "1"))).Dispose();
        using (var told = await SaveAsync(team, "IID3", ("Name", "Av den andra"), ("Email", "kort@tre.example"), ("Revision", "1")))
        {
            var page = WebUtility.HtmlDecode(await told.Content.ReadAsStringAsync());
            Assert.Contains("ADMIN-001", page);
            Assert.Contains("Av den första", page);
        }

        Assert.Equal("Av den första", (await FindAsync("IID3"))?.Name);
        Assert.Equal(1, await site.ScalarAsync<long>("select count(*) from audit_event where action = 'institution.changed' and facts->>'institution' = 'IID3' and facts->'before'->>'name' = 'Högskolan Tre'"));
    }

    [Fact]
    public async Task Page_names_who_has_the_role_there()
    {
        using var team = await site.VisitAsync("annlin");

        Assert.Contains("Maria Nilsson", await team.ReadAsync("/administration/institutions/MAU"));
        Assert.DoesNotContain("Maria Nilsson", await team.ReadAsync("/administration/institutions/LU"));
    }

    private Task<Institution?> FindAsync(string code) => site.Services.GetRequiredService<InstitutionBook>().FindAsync(code, CancellationToken.None);

    private static Task<HttpResponseMessage> SaveAsync(Visitor team, string code, params (string Name, string Value)[] fields) =>
        team.PostAsync("/administration/institutions/new", "/administration/institutions/" + code, fields);
}
