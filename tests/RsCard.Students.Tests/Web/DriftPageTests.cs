using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Ldap;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Students;

namespace RsCard.Students.Tests.Web;

/// <summary>The directory's page: what is to decide, and the forms for it.</summary>
[Collection(SiteCollection.Name)]
public sealed class DriftPageTests(TestSite site) : IAsyncLifetime
{
    private static readonly CancellationToken NoToken = CancellationToken.None;
    private readonly string uid = "page-" + Guid.NewGuid().ToString("N")[..8];
    private DriftSummary summary = null!;
    private int position;

    public async Task InitializeAsync()
    {
        await using var admin = await site.Slapd.ConnectAsync(site.Slapd.Admin);
        var added = await admin.AddAsync(
            Dn, [LdapAttribute.Text("objectClass", "inetOrgPerson", "rscardPerson"), LdapAttribute.Text("uid", uid), LdapAttribute.Text("cn", "Okänd"), LdapAttribute.Text("sn", "Okänd")], LdapRequestOptions.None, NoToken);
        Assert.True(added.IsSuccess);
        await site.Services.GetRequiredService<SyncRunner>().RunAsync(new RunOrder(ReadDepth.Full, DryRun: false, "staff:test"), (_, _, _) => { }, NoToken);
        await site.WorkAsync();
        var inbox = site.Services.GetRequiredService<DriftInbox>();
        summary = (await inbox.FindAsync(NoToken))!;
        position = (await inbox.ListAsync(summary, Situation.Unwanted, 0, 1000, NoToken)).Single(item => item.Plan.Found!.Dn.Contains(uid, StringComparison.Ordinal)).Item.Position;
    }

    public async Task DisposeAsync()
    {
        await using var admin = await site.Slapd.ConnectAsync(site.Slapd.Admin);
        await admin.DeleteAsync(Dn, LdapRequestOptions.None, NoToken);
    }

    private DistinguishedName Dn => site.Slapd.StudentBranch.Child("uid", uid);

    [Fact]
    public async Task Deviation_is_shown_decided_once_and_the_decision_taken_back()
    {
        using var visitor = await site.VisitAsync("annlin");
        var page = await visitor.ReadAsync(Address);
        Assert.Contains(uid, page);
        Assert.Contains("Okänd post", page);
        Assert.Contains("Jämförelser", page);
        Assert.Contains("Unknown entry", await visitor.ReadAsync($"{Address}&lang=en"));
        await visitor.ReadAsync($"{Address}&lang=sv");

        using var refused = await DecideAsync(visitor, ("Form.Choice", "Exempt"), ("Form.Until", "2020-01-01"), ("Form.Reason", "x"));
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var problem = await refused.Content.ReadAsStringAsync();
        Assert.Contains("<title>Fel:", problem);
        Assert.Contains("href=\"#Until\"", problem);
        Assert.Contains("id=\"Until\"", problem);

        using var decided = await DecideAsync(visitor, ("Form.Choice", "Accept"));
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.Contains("1 avgjorda.", await visitor.ReadAsync(Address));
        using var twice = await DecideAsync(visitor, ("Form.Choice", "Fix"));
        var said = await visitor.ReadAsync(Address);
        Assert.Contains("staff:annlin avgjorde det", said);
        Assert.Contains("DRIFT-002", said);

        var decision = Assert.Single((await ItemAsync()).Decided).Id;
        using var revoked = await visitor.PostAsync(Address, "/directory?handler=Revoke", ("decision", $"{decision}"));
        Assert.Contains("Beslutet är ångrat.", await visitor.ReadAsync("/directory"));
        Assert.Empty((await ItemAsync()).Decided);
    }

    [Fact]
    public async Task Many_are_decided_only_after_the_count_has_been_confirmed()
    {
        using var visitor = await site.VisitAsync("annlin");
        var until = site.Services.GetRequiredService<TimeProvider>().Today().AddDays(30).ToString("yyyy-MM-dd", null);
        var question = await visitor.ReadAsync($"/directory/confirm?situation=Unwanted&choice=Exempt&until={until}&reason=rensas+senare");
        Assert.Contains($"({summary.Counts[Situation.Unwanted]})", question);
        Assert.Empty((await ItemAsync()).Decided);

        using var done = await visitor.PostAsync(
            $"/directory/confirm?situation=Unwanted&choice=Exempt&until={until}&reason=rensas+senare",
            "/directory/confirm",
            ("run", $"{summary.Run}"), ("situation", "Unwanted"), ("choice", "Exempt"), ("until", until), ("reason", "rensas senare"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var decision = Assert.Single((await ItemAsync()).Decided);
        Assert.Equal((DriftChoice.Exempt, "rensas senare", "staff:annlin"), (decision.Choice, decision.Reason, decision.By));
    }

    [Fact]
    public async Task Question_about_many_says_how_many_it_would_decide_and_skip()
    {
        using var visitor = await site.VisitAsync("annlin");
        using var decided = await DecideAsync(visitor, ("Form.Choice", "Accept"));
        var all = summary.Counts[Situation.Unwanted];

        var question = await visitor.ReadAsync("/directory/confirm?situation=Unwanted&choice=Fix");
        Assert.Contains($"{all - 1} av {all} avgörs nu.", question);
        Assert.Contains("1 har någon redan avgjort", question);
        Assert.Contains(all > 1 ? $"({all - 1})</button>" : "Ingen av dem kan avgöras så.", question);
    }

    private string Address => $"/directory?situation=Unwanted&after={position - 1}";

    private Task<HttpResponseMessage> DecideAsync(Visitor visitor, params (string Name, string Value)[] form) =>
        visitor.PostAsync(Address, "/directory", [("run", $"{summary.Run}"), ("position", $"{position}"), ("after", $"{position - 1}"), ("situation", "Unwanted"), .. form]);

    private async Task<DriftItem> ItemAsync() =>
        (await site.Services.GetRequiredService<DriftInbox>().ListAsync(summary, Situation.Unwanted, position - 1, 1, NoToken)).Single();
}
