namespace RsCard.Students.Tests.Web;

/// <summary>Whom to ask stands on every page (D-17).</summary>
[Collection(SiteCollection.Name)]
public sealed class WhomToAskTests(TestSite site)
{
    [Theory]
    [InlineData("annlin", "/review")]
    [InlineData("annlin", "/cases")]
    [InlineData("annlin", "/directory")]
    [InlineData("annlin", "/work")]
    [InlineData("karber", "/lists")]
    [InlineData("karber", "/students")]
    [InlineData("pereks", "/station")]
    public async Task D17_Every_page_says_whom_to_ask_by_question(string user, string path)
    {
        using var visitor = await site.VisitAsync(user);
        var page = System.Net.WebUtility.HtmlDecode(await visitor.ReadAsync(path));

        Assert.All((string[])["hsa.1177@skane.se", "en kortstation", "0776-73 00 00", "30 000", "044-19 35 15", "Vårdgivarservice", "Net iD"], contact => Assert.Contains(contact, page, StringComparison.Ordinal));
    }
}
