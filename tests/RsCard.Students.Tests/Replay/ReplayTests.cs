using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Definitions;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.Replay;

/// <summary>
/// Cases that earlier releases saved, wherever they stood, are finished by today's code as they would have been then. To record those of
/// a release: <c>RSCARD_RECORD=2026.11 ./rscard test Replay</c>, then commit <c>saved/2026.11</c>; an earlier release is never written over.
/// </summary>
public sealed class ReplayTests(RuntimeDatabase fixture) : IClassFixture<RuntimeDatabase>, IDisposable
{
    private const string Variable = "RSCARD_RECORD";

    private readonly string folder = Directory.CreateTempSubdirectory("rscard-replay-").FullName;

    public static TheoryData<string> Saved =>
        [.. Directory.EnumerateFiles(SavedCase.Folder, SavedCase.Pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(SavedCase.Folder, file)).Order()];

    public static TheoryData<string> Releases => [.. Directory.EnumerateDirectories(SavedCase.Folder).Select(release => Path.GetFileName(release)).Order()];

    [Theory]
    [MemberData(nameof(Saved))]
    public Task Saved_case_is_finished_by_todays_code_from_wherever_it_stood(string file)
    {
        var saved = SavedCase.Read(Path.Combine(SavedCase.Folder, file));
        return FinishAsync(saved, Path.Combine(SavedCase.Folder, Path.GetDirectoryName(file)!), Enumerable.Range(0, saved.Steps.Count));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void Release_has_a_saved_case_in_every_activity_that_waits(string release)
    {
        var stands = Cases(Path.Combine(SavedCase.Folder, release)).SelectMany(saved => saved.Steps).SelectMany(step => step.Stand!["bookmark"].Select(bookmark =>
            (Instance: step.Stand["instance"].Single(instance => (string?)instance!["id"] == (string?)bookmark!["instance_id"]), Activity: (string?)bookmark!["activity_id"])));
        var stood = stands.Select(stand => $"{stand.Instance!["definition_id"]}/{stand.Activity}").ToHashSet();
        foreach (var definition in Definitions(Path.Combine(SavedCase.Folder, release)))
        {
            foreach (var activity in definition.Activities.Where(activity => ProductDefinitions.Catalogue.Find(activity)?.Waits is not null))
                Assert.Contains($"{definition.DefinitionId}/{activity.Id}", stood);
        }
    }

    [Fact]
    public async Task Case_recorded_today_is_finished_today()
    {
        var recording = Environment.GetEnvironmentVariable(Variable);
        var release = recording is null ? folder : Path.Combine(SavedCase.Folder, recording);
        Assert.True(recording is null || !Directory.Exists(release), $"{release} is there: what a release has saved is never written over");
        Directory.CreateDirectory(Path.Combine(release, "definitions"));
        foreach (var definition in ProductDefinitions.All)
            await File.WriteAllTextAsync(Path.Combine(release, "definitions", $"{definition.DefinitionId}.json"), definition.Json);

        await using (var node = new ReplayNode(fixture.Database))
        {
            await node.LoadAsync(ProductDefinitions.All);
            foreach (var script in ReplayScripts.All)
                (await node.RecordAsync(script)).Write(release);
        }

        foreach (var saved in Cases(release))
            await FinishAsync(saved, release, [0, saved.Steps.Count / 2]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task FinishAsync(SavedCase saved, string release, IEnumerable<int> stands)
    {
        await using var node = new ReplayNode(fixture.Database);

        // As the latest, too: the journal tells of the sub-workflows that the case began in that release.
        await node.LoadAsync(Definitions(release));
        foreach (var stand in stands)
        {
            await node.RestoreAsync(saved, stand);
            foreach (var step in saved.Steps.Skip(stand))
                Assert.Equal((stand, step.ToString(), string.Join('\n', step.Journal!)), (stand, step.ToString(), string.Join('\n', await node.TakeAsync(step))));
            Assert.Equal((stand, 0L), (stand, await node.LeftAsync()));
        }
    }

    private static IEnumerable<SavedCase> Cases(string release) => Directory.EnumerateFiles(release, SavedCase.Pattern).Select(SavedCase.Read);

    private static IReadOnlyList<WorkflowDefinition> Definitions(string release) =>
        [.. Directory.EnumerateFiles(Path.Combine(release, "definitions"), "*.json").Order(StringComparer.Ordinal).Select(file => ElsaJson.Read(File.ReadAllText(file)))];
}
