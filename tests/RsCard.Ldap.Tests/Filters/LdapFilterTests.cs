using System.Formats.Asn1;
using FsCheck;
using FsCheck.Fluent;
using RsCard.Ldap.Tests.Names;

namespace RsCard.Ldap.Tests.Filters;

public sealed class LdapFilterTests
{
    private static readonly Gen<string> Text = DistinguishedNameTests.NastyText;

    private static readonly Gen<LdapFilter> Leaf = Gen.OneOf(
        Text.Select(value => LdapFilter.Equal("cn", value)),
        Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf().Select(octets => LdapFilter.Equal("photo;binary", octets)),
        Text.Select(value => LdapFilter.AtLeast("cn", value)),
        Text.Select(value => LdapFilter.AtMost("cn", value)),
        Text.Select(value => LdapFilter.Like("cn", value)),
        Gen.Constant(LdapFilter.Present("2.5.4.3")),
        Text.Three().Select(t => LdapFilter.Substrings("cn", t.Item1, [t.Item2, t.Item3], null)),
        Text.Three().Select(t => LdapFilter.Substrings("cn", null, [t.Item2], t.Item3)),
        Text.Select(value => LdapFilter.Extensible("cn", "caseExactMatch", true, value)),
        Text.Select(value => LdapFilter.Extensible(null, "2.5.13.5", false, value)),
        Text.Select(value => LdapFilter.Extensible("ou", null, true, value)));

    [Fact]
    public void Any_filter_is_read_back_from_its_text_as_it_was()
    {
        Prop.ForAll(
            Tree(3).ToArbitrary(),
            filter =>
            {
                var back = LdapFilter.Parse(filter.ToString());
                return back.ToString() == filter.ToString() && Encoded(back).SequenceEqual(Encoded(filter));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_value_can_not_change_the_filter_round_it()
    {
        var filter = LdapFilter.And(LdapFilter.Equal("uid", "*)(uid=*"), LdapFilter.Present("cn"));

        Assert.Equal("(&(uid=\\2a\\29\\28uid=\\2a)(cn=*))", filter.ToString());
    }

    [Theory]
    [InlineData("uid=1)(cn")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("(x")]
    public void An_attribute_name_can_not_either(string attribute) =>
        Assert.Throws<ArgumentException>(() => LdapFilter.Equal(attribute, "x"));

    [Theory]
    [InlineData("")]
    [InlineData("uid=1")]
    [InlineData("(uid=1")]
    [InlineData("(uid=1))")]
    [InlineData("(uid=(1)")]
    [InlineData("(&(uid=1)")]
    [InlineData("(!)")]
    [InlineData("(uid)")]
    [InlineData("(uid=\\zz)")]
    [InlineData("(uid=a**b)")]
    [InlineData("(uid>=a*)")]
    [InlineData("(:=x)")]
    [InlineData("(=x)")]
    [InlineData("(cn::=x)")]
    [InlineData("(cn:dn::=x)")]
    [InlineData("(cn:dn:a:b:=x)")]
    public void What_is_not_a_filter_is_refused(string text) => Assert.Throws<FormatException>(() => LdapFilter.Parse(text));

    [Fact]
    public void The_object_form_takes_no_more_than_the_text_form()
    {
        Assert.Throws<ArgumentException>(() => new LdapFilter.Presence("uid=1)(cn"));
        Assert.Throws<ArgumentException>(() => new LdapFilter.Comparison("", FilterComparison.Equal, [1]));
        Assert.Throws<ArgumentException>(() => new LdapFilter.SubstringMatch("cn", null, [], null));
        Assert.Throws<ArgumentException>(() => new LdapFilter.SubstringMatch("cn", [], [[1]], null));
        Assert.Throws<ArgumentException>(() => new LdapFilter.ExtensibleMatch(null, null, false, [1]));
        Assert.Throws<ArgumentException>(() => new LdapFilter.ExtensibleMatch("cn", "a)", false, [1]));
    }

    [Theory]
    [InlineData("(cn=Babs Jensen)", "(cn=Babs\\20Jensen)")]
    [InlineData("(!(cn=Tim Howes))", "(!(cn=Tim\\20Howes))")]
    [InlineData("(seeAlso=)", "(seeAlso=)")]
    [InlineData("(cn:dn:2.4.6.8.10:=x)", "(cn:dn:2.4.6.8.10:=x)")]
    [InlineData("(o:dn:=Ace)", "(o:dn:=Ace)")]
    [InlineData("(:DN:2.4.6.8.10:=Dino)", "(:dn:2.4.6.8.10:=Dino)")]
    [InlineData("(:1.2.3:=Wilma)", "(:1.2.3:=Wilma)")]
    [InlineData("(sn=Lu\\c4\\8di\\c4\\87)", "(sn=Lu\\c4\\8di\\c4\\87)")]
    [InlineData("(1.3.6.1.4.1.1466.0=\\04\\02\\48\\69)", "(1.3.6.1.4.1.1466.0=\\04\\02Hi)")]
    [InlineData("(&)", "(&)")]
    [InlineData("(|)", "(|)")]
    public void The_forms_of_RFC_4515_are_read(string text, string printed) => Assert.Equal(printed, LdapFilter.Parse(text).ToString());

    [Fact]
    public void A_filter_nested_without_end_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("(!", 100_000)) + "(a=b)" + new string(')', 100_000);

        Assert.Throws<FormatException>(() => LdapFilter.Parse(deep));
    }

    private static Gen<LdapFilter> Tree(int depth) => depth == 0
        ? Leaf
        : Gen.OneOf(
            Leaf,
            Tree(depth - 1).ListOf().Select(inner => LdapFilter.And(inner)),
            Tree(depth - 1).ListOf().Select(inner => LdapFilter.Or(inner)),
            Tree(depth - 1).Select(LdapFilter.Not));

    private static byte[] Encoded(LdapFilter filter)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        FilterEncoder.Write(writer, filter);
        return writer.Encode();
    }
}
