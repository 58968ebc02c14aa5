using System.CommandLine;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workflows …</c>: the definitions of the process.</summary>
internal static class WorkflowsVerbs
{
    public static Command Create() => new("workflows", "The definitions of the process")
    {
        WorkflowsCheckVerb.Create(),
    };
}
