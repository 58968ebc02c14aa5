using System.CommandLine;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workflows check|list|show|diff|migrate</c>: drawing definitions, their versions, and the cases that run on them.</summary>
internal static class WorkflowsVerbs
{
    public static Command Create() => new("workflows", "Definitions: whether they hold, their versions, and the cases that run on them")
    {
        WorkflowsCheckVerb.Create(),
        WorkflowVersionVerbs.List(),
        WorkflowVersionVerbs.Show(),
        WorkflowVersionVerbs.Diff(),
        WorkflowMigrateVerb.Create(),
    };
}
