using System.CommandLine;
using System.Text.Json;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workflows list|show|diff</c>: the versions of each definition, and who runs on which (D-80).</summary>
internal static class WorkflowVersionVerbs
{
    private const string Reference = "ID, ID@VERSION, ID@HASH or HASH; a hash may be cut short to six digits";

    public static Command List()
    {
        var command = new Command("list", "Each definition's stored versions, and the running instances on each");
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var versions = await services.GetRequiredService<DefinitionVersions>().ListAsync(cancellationToken);
            Verb.Answer(parsed, versions, output =>
            {
                var table = new TextTable("definition", "version", "hash", "first seen", "running", "");
                foreach (var version in versions)
                    table.Add(version.DefinitionId, $"{version.Version}", version.ShortHash, $"{version.FirstSeen:yyyy-MM-dd HH:mm}Z", $"{version.Running}", version.IsLatest ? "latest" : "");
                table.WriteTo(output);
            });
            return Verb.Ok;
        });
        return command;
    }

    public static Command Show()
    {
        var which = new Argument<string>("VERSION") { Description = Reference };
        var command = new Command("show", "One version's activities and connections, and where its running instances stand; with --json the definition itself") { which };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var versions = services.GetRequiredService<DefinitionVersions>();
            var version = await versions.GetAsync(parsed.GetRequiredValue(which), cancellationToken);
            var definition = await services.GetRequiredService<DefinitionCatalogue>().GetAsync(version.Hash, cancellationToken);
            var standing = await versions.StandingAsync(version.Hash, cancellationToken);
            Verb.Answer(parsed, JsonDocument.Parse(definition.Json).RootElement, output => Write(output, version, definition, standing));
            return Verb.Ok;
        });
        return command;
    }

    public static Command Diff()
    {
        var first = new Argument<string>("A") { Description = Reference };
        var second = new Argument<string>("B") { Description = Reference };
        var command = new Command("diff", "What B does otherwise than A") { first, second };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var (versions, catalogue) = (services.GetRequiredService<DefinitionVersions>(), services.GetRequiredService<DefinitionCatalogue>());
            var (from, to) = (await versions.GetAsync(parsed.GetRequiredValue(first), cancellationToken), await versions.GetAsync(parsed.GetRequiredValue(second), cancellationToken));
            var diff = DefinitionDiff.Between(await catalogue.GetAsync(from.Hash, cancellationToken), await catalogue.GetAsync(to.Hash, cancellationToken));
            Verb.Answer(parsed, Plain(from, to, diff), output => Write(output, diff));
            return Verb.Ok;
        });
        return command;
    }

    /// <summary>Plain text where it goes to a file or a pipe: as wide as it needs to be.</summary>
    private static void Write(TextWriter output, StoredVersion version, WorkflowDefinition definition, IReadOnlyDictionary<string, long> standing)
    {
        output.WriteLine($"{version.DefinitionId} version {version.Version}  {version.Hash}{(version.IsLatest ? "  latest" : "")}");
        output.WriteLine($"{version.Name}, first seen {version.FirstSeen:yyyy-MM-dd HH:mm}Z, {version.Running} running");
        var table = new TextTable("activity", "type", "name", "running here", "leads to");
        foreach (var activity in definition.Activities)
        {
            var leads = definition.Connections.Where(connection => connection.Source == activity.Id).Select(connection => $"{connection.Port} > {connection.Target}");
            table.Add(activity.Id, activity.Type, activity.Name, standing.TryGetValue(activity.Id, out var count) ? $"{count}" : "", string.Join(", ", leads));
        }

        table.WriteTo(output);
    }

    private static void Write(TextWriter output, DefinitionDiff diff)
    {
        if (diff.IsSameFlow)
            output.WriteLine(diff.DrawnOtherwise ? "No change in flow: names or layout alone." : "No change in flow.");
        if (diff.StartsElsewhere)
            output.WriteLine("begins with another activity");
        foreach (var activity in diff.Added)
            output.WriteLine($"+ {activity.Id}  {activity.Type}  {activity.Name}");
        foreach (var activity in diff.Removed)
            output.WriteLine($"- {activity.Id}  {activity.Type}  {activity.Name}");
        foreach (var activity in diff.Changed)
        {
            output.WriteLine($"~ {activity.Id}{(activity.Type is var (before, after) ? $"  {before} > {after}" : "")}");
            foreach (var input in activity.Inputs)
                output.WriteLine($"    {input.Name}: {input.From ?? "–"} > {input.To ?? "–"}");
        }

        foreach (var connection in diff.AddedConnections)
            output.WriteLine($"+ {Text(connection)}");
        foreach (var connection in diff.RemovedConnections)
            output.WriteLine($"- {Text(connection)}");
    }

    private static object Plain(StoredVersion from, StoredVersion to, DefinitionDiff diff) => new
    {
        from,
        to,
        sameFlow = diff.IsSameFlow,
        drawnOtherwise = diff.DrawnOtherwise,
        startsElsewhere = diff.StartsElsewhere,
        added = diff.Added.Select(activity => activity.Id),
        removed = diff.Removed.Select(activity => activity.Id),
        changed = diff.Changed.Select(activity => new { activity.Id, typeFrom = activity.Type?.From, typeTo = activity.Type?.To, activity.Inputs }),
        addedConnections = diff.AddedConnections,
        removedConnections = diff.RemovedConnections,
    };

    private static string Text(Connection connection) => $"{connection.Source} –{connection.Port}→ {connection.Target}";
}
