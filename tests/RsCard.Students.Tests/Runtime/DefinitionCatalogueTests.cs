using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Tests.Runtime;

public sealed class DefinitionCatalogueTests(RuntimeDatabase fixture) : IClassFixture<RuntimeDatabase>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rscard-definitions-");

    [Fact]
    public async Task Two_nodes_that_load_the_same_folder_at_once_store_each_definition_once()
    {
        for (var index = 0; index < 20; index++)
            await WriteAsync($"chart-{index}");

        var nodes = Enumerable.Range(0, 4).Select(_ => new DefinitionCatalogue(fixture.Database.DataSource)).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.LoadFolderAsync(folder.FullName, TestNode.NoToken))));

        await using var command = fixture.Database.DataSource.CreateCommand("select count(*) from workflow.definition where definition_id like 'chart-%'");
        Assert.Equal(20L, await command.ExecuteScalarAsync());
        Assert.All(nodes, node => Assert.Equal("chart-7", node.GetLatest("chart-7").DefinitionId));
    }

    [Fact]
    public async Task Definition_of_another_release_is_found_by_its_hash_in_the_database()
    {
        var old = new ChartBuilder("other").Then("a", "Test.Step").Build();
        await new DefinitionCatalogue(fixture.Database.DataSource).AddAsync([old], TestNode.NoToken);
        var later = new DefinitionCatalogue(fixture.Database.DataSource);

        var found = await later.GetAsync(old.Hash, TestNode.NoToken);

        Assert.Equal((old.Hash, old.Json), (found.Hash, found.Json));
        Assert.Equal("DEF-004", Assert.Throws<DefinitionException>(() => later.GetLatest("other")).Code);
        Assert.Equal("DEF-005", (await Assert.ThrowsAsync<DefinitionException>(() => later.GetAsync("nothing", TestNode.NoToken).AsTask())).Code);
    }

    [Fact]
    public async Task Broken_file_is_named_in_the_error()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "broken.json"), "{");

        var exception = await Assert.ThrowsAsync<DefinitionException>(
            () => new DefinitionCatalogue(fixture.Database.DataSource).LoadFolderAsync(folder.FullName, TestNode.NoToken));

        Assert.Contains("broken.json", exception.Message);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Task WriteAsync(string id) => File.WriteAllTextAsync(Path.Combine(folder.FullName, id + ".json"), new ChartBuilder(id).Then("a", "Test.Step").ToJson());
}
