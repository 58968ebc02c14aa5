using System.Security.Cryptography;
using RsCard.Students.Students;

namespace RsCard.Students.Tests.Students;

public sealed class MasterKeysTests
{
    private static readonly string Lookup = $"lookup {ProductSite.NewKey()}";
    private static readonly string Old = $"master-1 {ProductSite.NewKey()}";
    private static readonly string New = $"master-2 {ProductSite.NewKey()}";

    [Fact]
    public void Last_key_seals_and_the_earlier_ones_still_open()
    {
        var before = MasterKeys.Parse([Lookup, Old]);
        var kept = before.Seal("value"u8, "owner");
        var after = MasterKeys.Parse([Lookup, Old, "", New]);
        Assert.Equal(("master-1", "master-2"), (before.Current, after.Current));
        Assert.Equal("value"u8.ToArray(), after.Open(before.Current, kept, "owner"));

        var sealedNow = after.Seal("value"u8, "owner");
        Assert.Equal("value"u8.ToArray(), after.Open("master-2", sealedNow, "owner"));
        Assert.Contains("KEY-002", Assert.Throws<CryptographicException>(() => before.Open("master-2", sealedNow, "owner")).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<CryptographicException>(() => after.Open("master-1", sealedNow, "owner"));
    }

    [Fact]
    public void People_are_found_the_same_after_a_new_key()
    {
        var before = MasterKeys.Parse([Lookup, Old]).LookupHash("personal-number", "200001019803");
        Assert.Equal(before, MasterKeys.Parse([Lookup, Old, New]).LookupHash("personal-number", "200001019803"));
        Assert.NotEqual(before, MasterKeys.Parse([Lookup, Old]).LookupHash("passport", "200001019803"));
        Assert.NotEqual(before, MasterKeys.Parse([$"lookup {ProductSite.NewKey()}", Old]).LookupHash("personal-number", "200001019803"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lookup AAAA\nmaster-1 AAAA")]
    [InlineData("lookup")]
    [InlineData("LOOKUP-ONLY")]
    [InlineData("MASTER-ONLY")]
    [InlineData("lookup not-base64!!\nmaster not-base64!!")]
    public void Key_file_that_is_not_right_is_refused_and_its_keys_are_not_told(string text)
    {
        string[] lines = text switch
        {
            "LOOKUP-ONLY" => [Lookup],
            "MASTER-ONLY" => [Old],
            _ => text.Split('\n'),
        };
        var refusal = Assert.Throws<InvalidOperationException>(() => MasterKeys.Parse(lines));
        Assert.StartsWith("KEY-001", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refusal.Message, StringComparison.Ordinal);
    }
}
