using RsCard.Students.Status;

namespace RsCard.Students.Tests.Status;

public sealed class CounterCodeTests
{
    private static readonly StatusLink Link = StatusLink.Create(new Uri("https://kort.example.se/student/"));

    public static TheoryData<string> Typed => [CounterCode.Of(Link.Token), CounterCode.Of(Link.Token).ToLowerInvariant(), Link.Token, Link.Address.AbsoluteUri, $"  {Link.Address}?lang=en\r\n"];

    [Fact]
    public void Code_holds_letters_and_digits_alone_and_nothing_of_the_link()
    {
        var code = CounterCode.Of(Link.Token);

        Assert.Matches("^[0-9A-F]{64}$", code);
        Assert.DoesNotContain(Link.Token[..8], code, StringComparison.OrdinalIgnoreCase);
        Assert.Null(StatusLink.FindHash(code));
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public void Code_and_link_find_the_same_hash_however_they_are_typed(string typed) => Assert.Equal(Link.Hash, CounterCode.FindHash(typed));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("100017")]
    [InlineData("20010203-9811")]
    [InlineData("https://kort.example.se/s/")]
    [InlineData("https://kort.example.se/unit/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")]
    [InlineData("/s/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")]
    public void Number_and_other_text_is_no_code(string? typed) => Assert.Null(CounterCode.FindHash(typed));
}
