using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Tests.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Mapping;

public sealed class AttributeMappingTests
{
    private static readonly WantedEntry Wanted = RightTree.Entry(1, closed: false);

    [Fact]
    public void What_the_configuration_does_not_say_stays_as_it_is()
    {
        var mapping = Mapping(("mail", new() { Value = "{email|lower}" }), ("displayName", new() { Value = "{familyName}, {givenName}" }));
        Assert.Equal([.. AttributeMapping.Default.Rules.Select(rule => rule.Attribute), "displayName"], mapping.Rules.Select(rule => rule.Attribute));
        Assert.Equal((AttributeMaster.Ours, "{email|lower}"), (mapping.Find("mail")!.Master, mapping.Find("mail")!.Template!.Text));
        Assert.Equal(ValueComparison.Day, mapping.Find("studentPeriodEnd")!.Compare);
        Assert.Contains("displayName", mapping.Read);
    }

    [Theory]
    [InlineData("mail", "ours", "{epost}", null, "MAP-001")]
    [InlineData("mail", "ours", "{email|small}", null, "MAP-002")]
    [InlineData("displayName", "ours", null, null, "MAP-003")]
    [InlineData("studentPeriodEnd", null, "{periodEnd}", null, "MAP-004")]
    [InlineData("cardState", "ours", "active", null, "MAP-005")]
    [InlineData("uid", "ours", "{rsId}", null, "MAP-005")]
    [InlineData("USERPASSWORD", "ours", "{rsId}", null, "MAP-005")]
    [InlineData("e mail", "ours", "{email}", null, "MAP-005")]
    [InlineData("mail", "theirs", null, null, "MAP-006")]
    [InlineData("mail", null, null, "loosely", "MAP-007")]
    [InlineData("rsId", "ours", null, null, "MAP-008")]
    [InlineData("rsId", "directory", null, null, "MAP-008")]
    [InlineData("hsaIdentity", null, "{rsId}", null, "MAP-008")]
    [InlineData("personalIdentityNumber", "merge", null, null, "MAP-008")]
    [InlineData("personalIdentityNumber", "set-once", null, null, "MAP-008")]
    [InlineData("personalIdentityNumber", null, "{rsId}", null, "MAP-008")]
    [InlineData("studentStatus", "merge", null, null, "MAP-008")]
    [InlineData("studentPeriodEnd", null, "{periodEnd|isoDate}", null, "MAP-008")]
    public void Wrong_mapping_is_refused_with_its_code(string attribute, string? master, string? value, string? compare, string code)
    {
        var options = Options((attribute, new() { Master = master, Value = value, Compare = compare }));
        var problem = Assert.Single(AttributeMapping.ProblemsOf(options));
        Assert.Contains($"{attribute}: {code}: expected ", problem, StringComparison.Ordinal);
        Assert.Contains(problem, options.Problems());
        Assert.Throws<InvalidOperationException>(() => AttributeMapping.From(options));
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("Directory")]
    public void Directory_is_master_of_what_we_never_write(string master)
    {
        var right = RightTree.Of(1, mapping: Mapping(("personalIdentityNumber", new() { Master = master }), ("mail", new() { Master = master })));
        right.ByHand(0, "mail", "hand@annat.example", "second@annat.example");
        Assert.Empty(right.Plan().Entries);
        right.Tree.Apply(new TreeStep.Delete(right.DnOf(0)));
        Assert.DoesNotContain(right.PlanOnly().Changes, change => change.Attribute is "mail" or "personalIdentityNumber");
    }

    [Fact]
    public void Merged_value_comes_beside_the_others()
    {
        var right = RightTree.Of(1, mapping: Mapping(("mail", new() { Master = "merge" })));
        right.ByHand(0, "mail", "a@annat.example", "b@annat.example");
        Assert.Equal(["a@annat.example", "b@annat.example", "student0@larosate.example"], Assert.Single(right.PlanOnly().Changes).To);
        right.Apply(right.Plan());
        Assert.Empty(right.Plan().Entries);
    }

    [Fact]
    public void What_is_set_once_is_written_where_it_is_absent_and_then_never_again()
    {
        var right = RightTree.Of(1, mapping: Mapping(("displayName", new() { Master = "set-once", Value = "{givenName}" })));
        right.ByHand(0, "displayName", "Kalle");
        Assert.Empty(right.Plan().Entries);
        right.ByHand(0, "displayName");
        right.Change(0, wanted => wanted with { Proved = null });
        Assert.Equal("displayName", Assert.Single(right.PlanOnly().Changes).Attribute);
    }

    [Theory]
    [InlineData("exact", "Åsa", "åsa", false)]
    [InlineData("exact", "A\u030Asa", "Åsa", true)]
    [InlineData("ignoreCase", " ÅSA  x", "åsa x", true)]
    [InlineData("ignoreCase", "asa", "åsa", false)]
    [InlineData("day", "20290608215959Z", "20290608120000Z", true)]
    [InlineData("day", "20290608220000Z", "20290608120000Z", false)]
    [InlineData("day", "soon", "20290608120000Z", false)]
    public void Values_are_one_as_the_rule_says(string compare, string left, string right, bool same) =>
        Assert.Equal(same, Mapping(("displayName", new() { Value = "{givenName}", Compare = compare })).Find("displayName")!.Same(left, right));

    [Fact]
    public void Attribute_with_an_empty_wanted_value_is_removed_or_left_out()
    {
        var entry = Wanted with { Email = "" };
        Assert.Empty(AttributeMapping.Default.ValuesOf(entry)["mail"]);
        Assert.Empty(Assert.Single(AttributeMapping.Default.Differences(entry, name => name == "mail" ? ["x@y.example"] : AttributeMapping.Default.ValuesOf(entry)[name])).To);
    }

    [Fact]
    public void Digests_tell_entries_attributes_and_values_apart_but_not_spellings_of_one()
    {
        var entry = new MirroredEntry(Guid.NewGuid(), "1", "uid=1", DirectoryBranch.Students, "key", Values(("sn", "Öberg"), ("givenName", "Öberg"), ("studentStatus", "ACTIVE")));
        var digests = AttributeMapping.Default.Digests(entry, MemoryTree.Hash);
        Assert.Equal(AttributeMapping.Default.Written.Select(rule => rule.Attribute), digests.Keys);
        Assert.NotEqual(digests["sn"], digests["givenName"]);
        Assert.NotEqual(digests["sn"], Digest(entry with { EntryUuid = Guid.NewGuid() }, "sn"));
        Assert.NotEqual(digests["sn"], Digest(entry with { Values = Values(("sn", "Öbergs")) }, "sn"));
        Assert.NotEqual(digests["personalIdentityNumber"], Digest(entry with { PersonalNumberKey = null }, "personalIdentityNumber"));
        Assert.Equal(digests["studentStatus"], Digest(entry with { Values = Values(("studentStatus", "active")) }, "studentStatus"));
        Assert.NotEqual(Digest(entry with { Values = Values(("sn", "a"), ("cn", "b")) }, null), Digest(entry with { Values = Values(("sn", "a")) }, null));
        Assert.NotEqual(Digest(entry, null), Digest(entry with { Dn = "uid=2" }, null));
        Assert.Equal(Digest(entry with { Values = Many("a", "b") }, "mail"), Digest(entry with { Values = Many("b", "a") }, "mail"));
    }

    private static string Digest(MirroredEntry entry, string? attribute) => AttributeMapping.Default.Digest(entry, attribute, MemoryTree.Hash);

    private static Dictionary<string, IReadOnlyList<string>> Many(params string[] mails) => new() { ["mail"] = mails };

    private static Dictionary<string, IReadOnlyList<string>> Values(params (string Name, string Value)[] values) => values.ToDictionary(value => value.Name, value => (IReadOnlyList<string>)[value.Value]);

    private static AttributeMapping Mapping(params (string Attribute, MappedAttributeOptions Options)[] mapped) => AttributeMapping.From(Options(mapped));

    private static DirectoryOptions Options(params (string Attribute, MappedAttributeOptions Options)[] mapped) =>
        new() { Mapping = mapped.ToDictionary(pair => pair.Attribute, pair => pair.Options) };
}
