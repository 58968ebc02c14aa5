using System.Security.Cryptography;
using System.Text;
using RsCard.Students.Status;

namespace RsCard.Students.Tests.Status;

public sealed class StatusLinkTests
{
    private static readonly Uri Public = new StatusOptions { PublicAddress = "https://kort.example.se/student" }.PublicUri;

    [Fact]
    public void Token_is_256_bits_and_safe_in_an_address()
    {
        var link = StatusLink.Create(Public);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", link.Token);
        Assert.Equal("https://kort.example.se/student/s/" + link.Token, link.Address.AbsoluteUri);
    }

    [Fact]
    public void Each_link_is_its_own() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => StatusLink.Create(Public).Token).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Visitors_token_finds_the_stored_hash()
    {
        var link = StatusLink.Create(Public);

        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(link.Token)), link.Hash);
        Assert.Equal(link.Hash, StatusLink.FindHash(link.Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF!")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDE å")]
    public void Text_that_is_no_token_finds_nothing(string? text) => Assert.Null(StatusLink.FindHash(text));

    [Fact]
    public void Token_is_not_in_the_log_form()
    {
        var link = StatusLink.Create(Public);

        Assert.DoesNotContain(link.Token, link.ToString(), StringComparison.Ordinal);
    }
}
