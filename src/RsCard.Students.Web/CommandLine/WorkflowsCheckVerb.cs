using System.CommandLine;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>workflows check [FILE…]</c>: would these definitions hold, together with the installed ones? Needs no database.</summary>
internal static class WorkflowsCheckVerb
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "Definitions; without any, the installed ones alone", Arity = ArgumentArity.ZeroOrMore };
        var check = new Command("check", "Say what in a definition would not hold") { files };
        Verb.SetAction(check, async (parsed, services, cancellationToken) =>
        {
            // A file takes the place of the installed definition of its id, as it will when it is installed.
            var named = new List<WorkflowDefinition>();
            foreach (var file in parsed.GetValue(files) ?? [])
                named.Add(await DefinitionFolder.ReadFileAsync(file.FullName, cancellationToken));
            var installed = await DefinitionFolder.ReadAsync(services.GetRequiredService<Settings>().WorkflowFolder, cancellationToken);
            var definitions = installed.ExceptBy(named.Select(definition => definition.DefinitionId), definition => definition.DefinitionId).Concat(named).ToList();

            var findings = DefinitionRules.Check(definitions, services.GetRequiredService<CaseActivities>().Catalogue, CaseProcess.All);
            Verb.Answer(
                parsed,
                new
                {
                    definitions = definitions.Select(definition => definition.DefinitionId).Order(StringComparer.Ordinal),
                    findings = findings.Select(finding => new { finding.Code, definition = finding.DefinitionId, activity = finding.ActivityId, finding.Reason, finding.Better }),
                },
                output =>
                {
                    foreach (var finding in findings)
                        output.WriteLine(finding);
                    output.WriteLine($"{definitions.Count} definitions, {findings.Count} findings.");
                });
            return findings.Count == 0 ? Verb.Ok : Verb.Failed;
        });
        return check;
    }
}
