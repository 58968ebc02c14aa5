using RsCard.Ldap.Tests.Ds389;
using RsCard.Students.Testing;

namespace RsCard.Ldap.Tests.Schema;

public abstract class DirectorySchemaTests(PrivateDirectory server)
{
    [Fact]
    public async Task The_schema_of_a_real_server_tells_what_an_entry_may_and_must_hold()
    {
        await using var connection = await server.ConnectAsync(server.Sync);

        var schema = await connection.ReadSchemaAsync(LdapRequestOptions.None, CancellationToken.None);

        string[] classes = ["inetOrgPerson", "rscardPerson"];
        Assert.True(schema.Allows(classes, "rsId"));
        Assert.True(schema.Allows(classes, "surname")); // another name of sn, inherited from person
        Assert.False(schema.Allows(["inetOrgPerson"], "rsId"));
        Assert.False(schema.Allows(classes, "noSuchAttribute"));
        Assert.Superset(new HashSet<string> { "sn", "cn" }, schema.Required(classes).ToHashSet());
        Assert.True(schema.FindClass("RSCARDPERSON") is { IsAuxiliary: true });
        Assert.True(schema.FindAttribute("RSID") is { IsSingleValue: true, IsReadOnly: false, Syntax: "1.3.6.1.4.1.1466.115.121.1.15" });
        Assert.True(schema.FindAttribute("entryUUID") is { IsReadOnly: true });
    }
}

public sealed class DirectorySchemaOfSlapdTests(SlapdServer slapd) : DirectorySchemaTests(slapd), IClassFixture<SlapdServer>;

[Collection(Ds389Collection.Name)]
[Trait("Server", "389")]
public sealed class DirectorySchemaOf389Tests(Ds389Server server) : DirectorySchemaTests(server);

public sealed class SchemaDefinitionTests
{
    [Fact]
    public void A_definition_is_read_word_by_word()
    {
        var schema = new DirectorySchema(
            ["( 1.2.3 NAME ( 'rsId' 'otherName' ) DESC 'it (may) hold $ signs' SUP NAME EQUALITY caseIgnoreMatch SYNTAX 1.3.6{32} SINGLE-VALUE X-ORIGIN 'us' )"],
            ["(1.2.4 NAME 'a' SUP (b $ c) AUXILIARY MUST rsId MAY ( x$y ))", "( 1.2.5 NAME 'b' SUP a )"]);

        Assert.True(schema.FindAttribute("othername") is { Oid: "1.2.3", Superior: "NAME", Equality: "caseIgnoreMatch", Syntax: "1.3.6", IsSingleValue: true, IsReadOnly: false });
        var found = schema.FindClass("1.2.4")!;
        Assert.Equal(["b", "c", "rsId", "x", "y"], [.. found.Superiors, .. found.Must, .. found.May]);
        Assert.True(schema.Allows(["b"], "1.2.3")); // b inherits from a, and a from b: a ring ends
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3 NAME 'x'")]
    [InlineData("( )")]
    [InlineData("( 1.2.3 NAME 'x )")]
    public void What_is_no_definition_is_passed_over_and_the_others_count(string text)
    {
        var schema = new DirectorySchema([text, "( 1.2.4 NAME 'y' )"], [text, "( 1.2.5 NAME 'c' )"]);

        Assert.Null(schema.FindAttribute("x"));
        Assert.NotNull(schema.FindAttribute("y"));
        Assert.False(schema.IsEmpty);
        Assert.True(new DirectorySchema([text], ["( 1.2.5 NAME 'c' )"]).IsEmpty);
    }

    [Fact]
    public void Syntax_and_equality_come_from_above_where_an_attribute_has_none_of_its_own()
    {
        var schema = new DirectorySchema(
            ["( 1.1 NAME 'top' EQUALITY caseIgnoreMatch SYNTAX 1.3.6{64} )", "( 1.2 NAME ( 'low' 'l' ) SUP top )", "( 1.3 NAME 'ring' SUP round )", "( 1.4 NAME 'round' SUP ring )"],
            []);

        Assert.Equal(("1.3.6", "caseIgnoreMatch"), (schema.SyntaxOf("LOW"), schema.EqualityOf("l")));
        Assert.Null(schema.SyntaxOf("ring"));
        Assert.Null(schema.EqualityOf("unknown"));
        Assert.True(schema.IsSame("L", "low") && schema.IsSame("unknown", "UNKNOWN"));
        Assert.False(schema.IsSame("low", "top") || schema.IsSame("unknown", "other"));
    }
}
