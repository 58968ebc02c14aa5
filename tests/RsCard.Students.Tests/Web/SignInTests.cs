using System.Net;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class SignInTests(TestSite site)
{
    [Fact]
    public async Task Who_is_at_a_counter_alone_begins_at_its_field()
    {
        using var visitor = await site.VisitAsync("pereks");

        using var first = await visitor.GetAsync("/");

        Assert.Equal("/station", first.Headers.Location?.ToString());
        await visitor.ReadAsync("/station");
    }

    [Fact]
    public async Task Wrong_password_unknown_name_no_role_and_nothing_at_all_get_the_same_answer()
    {
        List<string> answers = [];
        foreach (var (name, password) in new[] { ("bosand", "wrong"), ("nobody", "demo-nobody"), ("bosand", ""), ("", "") })
        {
            using var visitor = await site.VisitAsync();
            using var response = await visitor.PostAsync("/sign-in", "/sign-in", ("UserName", name), ("Password", password));
            var text = await response.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("<title>Fel:", text);
            answers.Add(Without(text, name));
            using var page = await visitor.GetAsync("/lists");
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        }

        Assert.Single(answers.Distinct());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Sign_in_never_leads_to_another_site(string destination)
    {
        using var visitor = await site.VisitAsync();

        using var response = await visitor.PostAsync("/sign-in", "/sign-in", ("UserName", "annlin"), ("Password", "demo-annlin"), ("return", destination));

        Assert.Equal("/", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Sign_in_leads_back_to_the_page_that_was_asked_for()
    {
        using var visitor = await site.VisitAsync();
        using var refused = await visitor.GetAsync("/work");
        Assert.Equal("/sign-in?return=%2Fwork", refused.Headers.Location?.PathAndQuery);

        using var response = await visitor.PostAsync("/sign-in?return=%2Fwork", "/sign-in?return=%2Fwork", ("UserName", "annlin"), ("Password", "demo-annlin"));

        Assert.Equal("/work", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_a_mere_link_does_not()
    {
        using var visitor = await site.VisitAsync("karber");
        using var link = await visitor.GetAsync("/sign-out");
        await visitor.ReadAsync("/lists");

        using var response = await visitor.PostAsync("/lists", "/sign-out");

        using var after = await visitor.GetAsync("/lists");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    private static string Without(string page, string name)
    {
        var start = page.IndexOf("<main", StringComparison.Ordinal);
        var form = page.IndexOf("<form", start, StringComparison.Ordinal);
        return page[start..form] + name.Length * 0;
    }
}
