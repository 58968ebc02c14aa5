using System.Text.Json.Nodes;
using RsCard.Students.Runtime.Definitions;

namespace RsCard.Students.Tests.Cases;

/// <summary>The next version of a definition in <c>workflows/</c>: with the step <c>extraMail</c> on one of its connections.</summary>
internal static class NextVersion
{
    /// <summary>What the new step sends.</summary>
    public const string Kind = "EnteredInRightBranch";

    /// <summary>Stores it; this node's new cases begin with it.</summary>
    public static async Task<(WorkflowDefinition Old, WorkflowDefinition New)> WithMailAsync(ProductNode node, string definitionId, string source, string port)
    {
        var old = node.Get<DefinitionCatalogue>().GetLatest(definitionId);
        var json = JsonNode.Parse(old.Json)!;
        json["version"] = old.Version + 1;
        json["root"]!["activities"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "extraMail",
            ["type"] = "RsCard.SendMail",
            ["mail"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = Kind } },
        });
        var connections = json["root"]!["connections"]!.AsArray();
        var cut = connections.Single(connection => (string?)connection!["source"]!["activity"] == source && (string?)connection["source"]!["port"] == port)!;
        var rest = cut.DeepClone();
        cut["target"]!["activity"] = "extraMail";
        rest["source"]!["activity"] = "extraMail";
        rest["source"]!["port"] = "Done";
        connections.Add(rest);
        var @new = ElsaJson.Read(json.ToJsonString());
        await node.Get<DefinitionCatalogue>().AddAsync([@new], ProductNode.NoToken);
        return (old, @new);
    }
}
