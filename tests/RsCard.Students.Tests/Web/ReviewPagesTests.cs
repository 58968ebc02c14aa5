using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RsCard.Ldap;
using RsCard.Students.Review;
using RsCard.Students.Web;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class ReviewPagesTests(TestSite site)
{
    [Fact]
    public async Task Bulk_approval_announces_the_count_can_be_undone_and_leads_to_entries_when_its_time_is_over()
    {
        var (first, second, third) = (await site.NewCaseAsync(), await site.NewCaseAsync(), await site.NewCaseAsync());
        using var visitor = await site.VisitAsync("annlin");
        var confirm = $"/review/confirm?case={first}&case={second}&case={third}";
        Assert.Contains("Godkänn 3 studenter?", await visitor.ReadAsync(confirm));

        using var approved = await visitor.PostAsync(confirm, "/review/confirm", ("case", first.ToString()), ("case", second.ToString()), ("case", third.ToString()));
        Assert.Equal("/review", approved.Headers.Location?.ToString());
        Assert.Contains("3 godkända. Du kan ångra till", await visitor.ReadAsync("/review"));
        using var again = await visitor.PostAsync(confirm, "/review/confirm", ("case", first.ToString()));
        Assert.Contains("REVIEW-007", await visitor.ReadAsync("/review"));
        Assert.Contains("Ångra alla (3)", await visitor.ReadAsync("/review/held"));
        using var undone = await visitor.PostAsync("/review/held", "/review/held?handler=Undo", ("case", third.ToString()));
        Assert.Contains("1 ångrad.", await visitor.ReadAsync("/review/held"));
        await site.UndoTimeIsOverAsync();

        foreach (var id in new[] { first, second })
        {
            var view = await site.ViewAsync(id);
            Assert.NotNull(view.RsId);
            await using var connection = await site.Slapd.ConnectAsync(site.Slapd.Reader);
            var found = await connection.SearchAllAsync(new LdapSearch(site.Slapd.StudentBranch, LdapScope.Subtree, LdapFilter.Equal("rsId", view.RsId), ["cn"]), LdapRequestOptions.None, CancellationToken.None);
            Assert.Single(found.Entries);
        }

        Assert.Null((await site.ViewAsync(third)).RsId);
        Assert.Contains("Inget godkännande går att ångra", await visitor.ReadAsync("/review/held"));
        using var late = await visitor.PostAsync($"/review/{third}", "/review/held?handler=Undo", ("case", first.ToString()));
        Assert.Contains("Det var för sent", await visitor.ReadAsync("/review/held"));
    }

    [Fact]
    public async Task All_that_the_filter_lets_through_are_approved_without_their_ids_standing_in_the_page()
    {
        var (first, second) = (await site.NewCaseAsync("HKR"), await site.NewCaseAsync("HKR"));
        var other = await site.NewCaseAsync();
        using var visitor = await site.VisitAsync("annlin");
        var queue = await visitor.ReadAsync("/review?institution=HKR&reason=new");
        const string All = "/review/confirm?all=true";
        var start = queue.IndexOf(All, StringComparison.Ordinal);
        var address = WebUtility.HtmlDecode(queue[start..queue.IndexOf('"', start)]);
        var late = await site.NewCaseAsync("HKR");
        var confirm = await visitor.ReadAsync(address);
        Assert.DoesNotContain(first.ToString(), confirm);
        var until = System.Text.RegularExpressions.Regex.Match(confirm, "name=\"until\" value=\"([^\"]+)\"").Groups[1].Value;

        using var approved = await visitor.PostAsync(address, "/review/confirm", ("all", "true"), ("institution", "HKR"), ("reason", "new"), ("claim", ""), ("until", WebUtility.HtmlDecode(until)));
        await site.UndoTimeIsOverAsync();
        Assert.NotNull((await site.ViewAsync(first)).RsId);
        Assert.NotNull((await site.ViewAsync(second)).RsId);
        Assert.Null((await site.ViewAsync(other)).RsId);
        Assert.Null((await site.ViewAsync(late)).RsId);
    }

    [Fact]
    public async Task With_four_eyes_it_is_said_before_and_after_that_a_colleague_confirms()
    {
        await using var node = site.NewNode(("Process:FourEyes", "true"));
        await Node.PrepareAsync(node.Services, CancellationToken.None);
        await node.StartAsync();
        var (own, others) = (await site.NewCaseAsync(), await site.NewCaseAsync());
        Assert.Equal(1, (await node.Services.GetRequiredService<HeldApprovals>().HoldAsync([others], "staff:bosand", CancellationToken.None)).Held);
        using var visitor = new Visitor(TestSite.AddressOf(node));
        await visitor.SignInAsync("annlin");
        var confirm = $"/review/confirm?case={own}";
        var page = await visitor.ReadAsync(confirm);
        Assert.Contains("Godkänn 1 student?", page);
        Assert.Contains("En kollega måste bekräfta innan något händer.", page);
        using var approved = await visitor.PostAsync(confirm, "/review/confirm", ("case", own.ToString()));
        Assert.Contains("1 godkänd. En kollega måste bekräfta.", await visitor.ReadAsync("/review"));

        Assert.Contains("En annan än du måste bekräfta.", await visitor.ReadAsync($"/review/{own}"));
        Assert.Contains("Du eller en annan kollega behöver bekräfta.", await visitor.ReadAsync($"/review/{others}"));
        Assert.Contains("href=\"/review/held\"", await visitor.ReadAsync($"/review/{others}"));
        Assert.DoesNotContain("href=\"/review/held\"", await visitor.ReadAsync($"/review/{own}"));
    }

    [Fact]
    public async Task Case_is_taken_on_shown_as_taken_and_given_back()
    {
        var id = await site.NewCaseAsync();
        using var visitor = await site.VisitAsync("annlin");
        using var claimed = await visitor.PostAsync($"/review/{id}", $"/review/{id}?handler=Claim");
        Assert.Contains("Lämna tillbaka", await visitor.ReadAsync($"/review/{id}"));
        Assert.Contains("tagen av dig", await visitor.ReadAsync("/review?claim=mine"));
        Assert.Contains(id.ToString(), await visitor.ReadAsync("/review?claim=mine"));
        using var released = await visitor.PostAsync($"/review/{id}", $"/review/{id}?handler=Release");
        Assert.DoesNotContain("Lämna tillbaka", await visitor.ReadAsync($"/review/{id}"));
        using var page = await visitor.PostAsync("/review", "/review?handler=Claim");
        Assert.Equal("/review?claim=mine", page.Headers.Location?.ToString());
        Assert.Contains("är nu dina", await visitor.ReadAsync("/review?claim=mine"));
    }

    [Fact]
    public async Task Question_reaches_the_administrator_whose_answer_brings_the_case_back()
    {
        var id = await site.NewCaseAsync();
        using var hsa = await site.VisitAsync("annlin");
        using var administrator = await site.VisitAsync("karber");
        using var asked = await hsa.PostAsync($"/review/{id}", $"/review/{id}?handler=Ask", ("Question", "Stämmer efternamnet?"));
        await site.WorkAsync();

        Assert.Contains("Stämmer efternamnet?", await administrator.ReadAsync($"/students/{id}"));
        using var answered = await administrator.PostAsync($"/students/{id}", $"/students/{id}", ("Answer", "Ja."));
        Assert.Contains("Svaret är skickat", await administrator.ReadAsync($"/students/{id}"));
        await hsa.ReadAsync($"/review/{id}");
    }

    [Fact]
    public async Task Personal_number_in_a_reason_is_refused_beside_its_field()
    {
        var id = await site.NewCaseAsync();
        using var visitor = await site.VisitAsync("annlin");

        using var response = await visitor.PostAsync($"/review/{id}", $"/review/{id}?handler=Reject", ("Reason", $"Fel person {site.NewNumber()}"));

        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("id=\"Reason-wrong\"", page);
        Assert.Contains("href=\"#Reason\"", page);
        await visitor.ReadAsync($"/review/{id}");
    }

    [Fact]
    public async Task Case_page_shows_where_it_stands_its_mails_and_its_trail()
    {
        var view = await site.NewApprovedAsync();
        using var visitor = await site.VisitAsync("annlin");

        var page = await visitor.ReadAsync($"/cases/{view.Id}");

        Assert.Contains("Foto på en kortstation", page);
        Assert.Contains("class=\"here\"", page);
        Assert.Contains("review.approved", page);
        const string Mail = "/mails/";
        var start = page.IndexOf(Mail, StringComparison.Ordinal) + Mail.Length;
        var mail = $"/cases/{view.Id}/mails/{page[start..page.IndexOf('"', start)]}";
        var text = await visitor.ReadAsync(mail);
        Assert.Contains(view.RsId!, text);
        Assert.Contains("[status link]", text);
        using var html = await visitor.GetAsync(mail + "/html");
        Assert.StartsWith("sandbox; default-src 'none'", Assert.Single(html.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task Search_by_personal_number_leads_to_the_case_and_no_address_holds_the_number()
    {
        var number = site.NewNumber();
        var id = await site.NewCaseAsync("LU", number);
        using var visitor = await site.VisitAsync("annlin");

        using var found = await visitor.PostAsync("/cases", "/cases", ("Sought", number));

        Assert.Equal($"/cases/{id}", found.Headers.Location?.ToString());
        Assert.DoesNotContain(number[^4..], await visitor.ReadAsync("/cases?lang=sv"));
        Assert.DoesNotContain(site.Logged, line => line.Contains(number[..6] + "-" + number[^4..]));
    }
}
