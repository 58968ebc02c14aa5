using System.Globalization;
using System.Net;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RsCard.Students.Accounts;
using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Tests.Web;

[Collection(SiteCollection.Name)]
public sealed class SessionTests(TestSite site)
{
    [Theory]
    [InlineData(9, HttpStatusCode.OK)]
    [InlineData(11, HttpStatusCode.Redirect)]
    public async Task Session_ends_after_ten_hours_however_busy_it_is(int hours, HttpStatusCode expected)
    {
        var began = TimeProvider.System.GetUtcNow().AddHours(-hours).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var visitor = await site.VisitAsync();
        visitor.Cookies.Add(site.Address, new Cookie("rscard", Ticket(TimeProvider.System.GetUtcNow(), began)));

        using var page = await visitor.GetAsync("/review");

        Assert.Equal(expected, page.StatusCode);
    }

    [Theory]
    [InlineData(59, HttpStatusCode.OK)]
    [InlineData(61, HttpStatusCode.Redirect)]
    public async Task Session_ends_after_an_idle_hour(int minutes, HttpStatusCode expected)
    {
        var last = TimeProvider.System.GetUtcNow().AddMinutes(-minutes);
        using var visitor = await site.VisitAsync();
        visitor.Cookies.Add(site.Address, new Cookie("rscard", Ticket(last, last.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))));

        using var page = await visitor.GetAsync("/review");

        Assert.Equal(expected, page.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Page_that_looks_again_by_itself_keeps_no_session(bool isLook)
    {
        var last = TimeProvider.System.GetUtcNow().AddMinutes(-45);
        using var visitor = await site.VisitAsync();
        visitor.Cookies.Add(site.Address, new Cookie("rscard", Ticket(last, last.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/review", UriKind.Relative));
        if (isLook)
            request.Headers.Add("X-Look", "again");

        using var page = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(!isLook, page.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.Contains("rscard=")));
    }

    [Theory]
    [InlineData(4, HttpStatusCode.OK)]
    [InlineData(6, HttpStatusCode.Forbidden)]
    public async Task Role_that_the_directorys_group_gives_no_more_is_lost_within_minutes(int minutes, HttpStatusCode expected)
    {
        using var visitor = await site.VisitAsync();
        visitor.Cookies.Add(site.Address, new Cookie("rscard", TicketOfTeam("karber", minutes)));

        using var page = await visitor.GetAsync("/review");

        Assert.Equal(expected, page.StatusCode);
    }

    [Fact]
    public async Task Session_of_somebody_who_is_no_employee_any_more_ends_and_a_directory_that_is_down_ends_none()
    {
        using var gone = await site.VisitAsync();
        gone.Cookies.Add(site.Address, new Cookie("rscard", TicketOfTeam("nobody", minutes: 6)));
        using (var refused = await gone.GetAsync("/review"))
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        using var there = await site.VisitAsync();
        there.Cookies.Add(site.Address, new Cookie("rscard", TicketOfTeam("nobody-either", minutes: 6)));
        await site.Slapd.KillAsync();
        try
        {
            await there.ReadAsync("/review");
        }
        finally
        {
            await site.Slapd.InitializeAsync();
        }
    }

    [Fact]
    public async Task Database_that_cant_be_asked_lets_nobody_in_and_is_told_as_such()
    {
        using var visitor = await site.VisitAsync("annlin");
        await site.ScalarAsync<int>("alter table staff_member rename to away");
        try
        {
            foreach (var path in new[] { "/mails", "/review", "/accessibility" })
            {
                using var down = await visitor.GetAsync(path);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
                Assert.Contains("DB-003", await down.Content.ReadAsStringAsync());
            }
        }
        finally
        {
            await site.ScalarAsync<int>("alter table away rename to staff_member");
        }

        await visitor.ReadAsync("/mails");
    }

    [Fact]
    public void In_production_the_cookie_is_bound_to_the_host_and_to_https()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddStaffCookie(production: true);
        using var provider = services.BuildServiceProvider();

        var cookie = provider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie;

        Assert.Equal("__Host-rscard", cookie.Name);
        Assert.Equal((CookieSecurePolicy.Always, SameSiteMode.Lax, true, "/", null), (cookie.SecurePolicy, cookie.SameSite, cookie.HttpOnly, cookie.Path, cookie.Domain));
    }

    [Fact]
    public async Task What_one_node_protects_another_opens_and_the_database_alone_opens_nothing()
    {
        await using var other = site.NewNode();
        var here = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        var there = other.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

        Assert.Equal("text", there.Unprotect(here.Protect("text")));

        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        var keys = (await connection.QueryAsync<byte[]>("select xml_sealed from page_key")).ToList();
        Assert.All(keys, key => Assert.DoesNotContain("masterKey", Encoding.Latin1.GetString(key)));
        Assert.NotEmpty(keys);
    }

    [Fact]
    public async Task Directory_that_is_down_is_said_with_its_code_and_a_list_can_be_sent_all_the_same()
    {
        using var administrator = await site.VisitAsync("karber");
        using var visitor = await site.VisitAsync();
        await site.Slapd.KillAsync();
        try
        {
            using var refused = await visitor.PostAsync("/sign-in", "/sign-in", ("UserName", "bosand"), ("Password", "demo-bosand"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("DIR-001", await refused.Content.ReadAsStringAsync());

            var (_, page) = await administrator.PreviewAsync("down.csv", site.List(site.NewNumber()));
            Assert.Contains("DIR-001", page);
            Assert.Contains("Skicka listan", page);
        }
        finally
        {
            await site.Slapd.InitializeAsync();
        }

        await visitor.SignInAsync("bosand");
    }

    /// <summary>Of a session that took its owner for one of the team, so many minutes ago.</summary>
    private string TicketOfTeam(string userName, int minutes)
    {
        var read = TimeProvider.System.GetUtcNow().AddMinutes(-minutes);
        var seconds = read.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Ticket(read, seconds, userName);
    }

    private string Ticket(DateTimeOffset issued, string began, string userName = "annlin")
    {
        var options = site.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var properties = new AuthenticationProperties(new Dictionary<string, string?> { ["began"] = began }) { IssuedUtc = issued, ExpiresUtc = issued + options.ExpireTimeSpan };
        var principal = StaffPrincipal.Create(new StaffMember(userName, "Anna", IsHsaTeam: true, [], []));
        return options.TicketDataFormat.Protect(new AuthenticationTicket(principal, properties, CookieAuthenticationDefaults.AuthenticationScheme));
    }
}
