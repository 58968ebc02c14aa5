using FsCheck;
using FsCheck.Fluent;

namespace RsCard.Ldap.Tests.Names;

public sealed class DistinguishedNameTests
{
    private static readonly string Nasty = " \"#+,;<>=\\\0\r\n\u007f\u0085åäöÅÉ学e\u0301*()";

    public static Gen<string> NastyText { get; } =
        Gen.Elements(Nasty.Select(c => c.ToString()).Append("😀").Append("x").Append("7f"))
            .NonEmptyListOf()
            .Select(string.Concat);

    [Fact]
    public void Any_value_is_read_back_from_the_text_as_it_was()
    {
        Prop.ForAll(
            NastyText.Two().ToArbitrary(),
            pair =>
            {
                var dn = DistinguishedName.Parse("o=Region").Child("ou", pair.Item1)
                    .Child(new RelativeName(new NamePart("uid", pair.Item2), new NamePart("cn", pair.Item1)));
                var back = DistinguishedName.Parse(dn.ToString());
                return back.Levels.Count == 3
                    && back.Rdn.ValueOf("UID") == pair.Item2
                    && back.Rdn.ValueOf("cn") == pair.Item1
                    && back.Levels[1].ValueOf("ou") == pair.Item1
                    && back.ToString() == dn.ToString();
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_is_a_name_or_a_format_error()
    {
        Prop.ForAll(
            NastyText.Select(text => "cn=" + text).ToArbitrary(),
            text => !DistinguishedName.TryParse(text, out var dn) || DistinguishedName.Parse(dn.ToString()).Equals(dn))
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("uid=1,ou=A", "UID=1, OU=a")]
    [InlineData("cn=Anna  Maria,o=X", "cn=anna maria;o=x")]
    [InlineData("cn=Åsa", "cn=\\C3\\A5SA")]
    [InlineData("cn=A\\2CB", "cn=a\\,b")]
    [InlineData("cn=1+uid=2", "uid=2+cn=1")]
    [InlineData("cn=\\ x\\ ", "cn=x")]
    [InlineData("2.5.4.3=x,organizationalUnitName=y", "cn=x,ou=y")]
    public void Names_that_a_directory_takes_for_the_same_are_equal(string left, string right)
    {
        Assert.Equal(DistinguishedName.Parse(left), DistinguishedName.Parse(right));
        Assert.Equal(DistinguishedName.Parse(left).GetHashCode(), DistinguishedName.Parse(right).GetHashCode());
        Assert.Equal(DistinguishedName.Parse(left).ToKey(), DistinguishedName.Parse(right).ToKey());
    }

    [Theory]
    [InlineData("uid=1,ou=A", "uid=1")]
    [InlineData("uid=1", "cn=1")]
    [InlineData("cn=a b", "cn=ab")]
    [InlineData("cn=1+uid=2", "cn=1")]
    [InlineData("cn=\\#04", "cn=#04")]
    public void Names_that_differ_are_not_equal(string left, string right) =>
        Assert.NotEqual(DistinguishedName.Parse(left), DistinguishedName.Parse(right));

    [Theory]
    [InlineData("cn")]
    [InlineData("cn=")]
    [InlineData("cn=a,")]
    [InlineData("=a")]
    [InlineData("c n=a")]
    [InlineData("cn=a\"b")]
    [InlineData("cn=a\\")]
    [InlineData("cn=a\\zz")]
    [InlineData("cn=\\ff")]
    [InlineData("cn=#0")]
    [InlineData("cn=#zz")]
    [InlineData("cn=#04x")]
    public void What_is_not_a_name_is_refused(string text) => Assert.Throws<FormatException>(() => DistinguishedName.Parse(text));

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var half = "a\ud800";

        Assert.ThrowsAny<ArgumentException>(() => RelativeName.Of("cn", half));
        Assert.Throws<FormatException>(() => DistinguishedName.Parse("cn=" + half));
    }

    [Fact]
    public void A_name_knows_what_is_above_it()
    {
        var parent = DistinguishedName.Parse("ou=Personal,o=Region Skåne,c=SE");
        var child = parent.Child("uid", "a,b");

        Assert.Equal("uid=a\\,b,ou=Personal,o=Region Skåne,c=SE", child.ToString());
        Assert.Equal(parent, child.Parent);
        Assert.True(child.IsBelow(parent));
        Assert.True(child.IsBelow(DistinguishedName.Parse("C=se")));
        Assert.False(parent.IsBelow(parent));
        Assert.False(child.IsBelow(DistinguishedName.Parse("ou=Personal,o=Region Skåne")));
        Assert.True(DistinguishedName.Parse("").IsRoot);
    }

    [Fact]
    public void A_key_is_a_name_equal_to_the_one_it_was_made_of()
    {
        Prop.ForAll(
            NastyText.Two().ToArbitrary(),
            pair =>
            {
                var dn = DistinguishedName.Root.Child("OU", pair.Item1).Child(new RelativeName(new NamePart("uid", pair.Item2), new NamePart("CN", pair.Item1)));
                return DistinguishedName.Parse(dn.ToKey()).Equals(dn);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_name_follows_a_rename_a_move_and_the_move_of_what_is_above_it()
    {
        var branch = DistinguishedName.Parse("ou=Externa,o=Region Skåne");
        var students = DistinguishedName.Parse("ou=Personal under utbildning,o=Region Skåne");
        var entry = branch.Child("uid", "ext-1");

        Assert.Equal("uid=100001,ou=Externa,o=Region Skåne", entry.Renamed(RelativeName.Of("uid", "100001")).ToString());
        Assert.Equal("uid=ext-1,ou=Personal under utbildning,o=Region Skåne", entry.MovedTo(students).ToString());
        Assert.Equal("cn=x,uid=ext-1,ou=Personal under utbildning,o=Region Skåne", entry.Child("cn", "x").Rebased(branch, students).ToString());
        Assert.Equal(students, branch.Rebased(branch, students));
        Assert.Throws<ArgumentException>(() => students.Rebased(branch, students));
        Assert.Throws<InvalidOperationException>(() => DistinguishedName.Root.Renamed(RelativeName.Of("uid", "1")));
        Assert.True(entry.IsAtOrBelow(entry));
        Assert.True(entry.IsAtOrBelow(branch));
        Assert.False(branch.IsAtOrBelow(entry));
    }
}
