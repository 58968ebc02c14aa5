using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>What is stored of each definition, and what a person can call it.</summary>
public sealed class DefinitionVersionsTests(RuntimeDatabase database) : IClassFixture<RuntimeDatabase>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task Every_version_is_listed_with_its_running_instances_and_the_latest_is_the_folders()
    {
        var id = Name();
        var (first, second) = (Chart(id, 1, "one"), Chart(id, 2, "two"));
        await using var older = await TestNode.CreateAsync(database.Database, [first]);
        await older.StartAsync(id, Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var newer = await TestNode.CreateAsync(database.Database, [second]);
        await newer.StartAsync(id, Guid.CreateVersion7());

        var seen = await ListAsync(newer, id);
        Assert.Equal([(1, first.Hash, 2L, false), (2, second.Hash, 1L, true)], seen.Select(version => (version.Version, version.Hash, version.Running, version.IsLatest)));
        Assert.Equal([true, false], (await ListAsync(older, id)).Select(version => version.IsLatest));
    }

    [Fact]
    public async Task Another_content_under_the_same_number_is_another_version()
    {
        var id = Name();
        var (first, second) = (Chart(id, 1, "one"), Chart(id, 1, "two"));
        await using var node = await TestNode.CreateAsync(database.Database, [first]);
        await node.Catalogue.AddAsync([second], NoToken);

        Assert.Equal([first.Hash, second.Hash], (await ListAsync(node, id)).Select(version => version.Hash));
        Assert.Equal(VersionCodes.Ambiguous, (await Assert.ThrowsAsync<VersionException>(() => Versions(node).GetAsync(id + "@1", NoToken))).Code);
        Assert.Equal(second.Hash, (await Versions(node).GetAsync(id, NoToken)).Hash);
    }

    [Fact]
    public async Task Version_is_found_by_number_by_hash_and_by_the_beginning_of_its_hash()
    {
        var id = Name();
        var (first, second) = (Chart(id, 1, "one"), Chart(id, 2, "two"));
        await using var node = await TestNode.CreateAsync(database.Database, [first]);
        await node.Catalogue.AddAsync([second], NoToken);

        foreach (var reference in (string[])[id + "@1", $"{id}@{first.Hash}", $"{id}@{first.Hash[..6]}", first.Hash[..12], first.Hash])
            Assert.Equal((reference, first.Hash), (reference, (await Versions(node).GetAsync(reference, NoToken)).Hash));
        foreach (var reference in (string[])[id + "@3", $"{id}@{first.Hash[..5]}", "nothing", "@", ""])
            Assert.Equal((reference, VersionCodes.Unknown), (reference, (await Assert.ThrowsAsync<VersionException>(() => Versions(node).GetAsync(reference, NoToken))).Code));
    }

    [Fact]
    public async Task Instances_are_counted_where_they_stand()
    {
        var id = Name();
        var chart = new ChartBuilder(id).Then("one", "Test.Gate").From("start", "Done", "other", "Test.Gate").Build();
        await using var node = await TestNode.CreateAsync(database.Database, [chart]);
        Guid[] cases = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await node.StartAsync(id, cases);
        await node.SignalAsync(cases[0], "one");

        var standing = await Versions(node).StandingAsync(chart.Hash, NoToken);

        Assert.Equal([("one", 1L), ("other", 2L)], standing.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Versions_of_two_definitions_are_no_pair()
    {
        var failure = Assert.Throws<VersionException>(() => MigrationOrder.Create(
            Chart("one", 1, "gate"), Chart("two", 1, "gate"), new Dictionary<string, string>(), resetsTimers: false, cases: null, "staff:test"));
        Assert.Equal(VersionCodes.Unknown, failure.Code);
    }

    [Theory]
    [InlineData("nobody", "gate")]
    [InlineData("gate", "nobody")]
    public void Mapping_of_what_is_not_there_is_refused(string old, string @new)
    {
        var failure = Assert.Throws<VersionException>(() => ActivityMapping.Between(
            Chart("one", 1, "gate"), Chart("one", 2, "gate"), new Dictionary<string, string> { [old] = @new }));
        Assert.Equal(VersionCodes.Mapping, failure.Code);
    }

    private static DefinitionVersions Versions(TestNode node) => new(node.Data, node.Catalogue);

    private static async Task<IReadOnlyList<StoredVersion>> ListAsync(TestNode node, string id) =>
        [.. (await Versions(node).ListAsync(NoToken)).Where(version => version.DefinitionId == id)];

    private static RsCard.Students.Runtime.Definitions.WorkflowDefinition Chart(string id, int version, string gate) =>
        new ChartBuilder(id, version).Then(gate, "Test.Gate").Build();

    private static string Name() => "v" + Guid.NewGuid().ToString("N")[..8];
}
