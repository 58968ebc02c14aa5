using System.CommandLine;
using RsCard.Students.Cases;
using RsCard.Students.Runtime.Versions;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>case variant</c>: takes one running case to the other variant of the process; without <c>--apply</c> it only says what would change (D-80).</summary>
internal static class VariantVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("CASE");
        var path = new Argument<string>("VARIANT") { Description = "service (fetched at the station) or service-home (sent home)" };
        var apply = new Option<bool>("--apply") { Description = "Do it" };
        var command = new Command("variant", "Show what would become of a case in the other variant of the process; with --apply take it there") { id, path, apply };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var caseId = CaseIds.Parse([parsed.GetRequiredValue(id)])[0];
            var result = await services.GetRequiredService<VariantDesk>().MoveAsync(caseId, parsed.GetRequiredValue(path), parsed.GetValue(apply), Verb.Actor, cancellationToken);
            if (result is VariantResult.Refused refused)
            {
                await Console.Error.WriteLineAsync($"{refused.Code}: {refused.Reason}.");
                return Verb.Failed;
            }

            var (report, isDone) = result is VariantResult.Moved moved ? (moved.Report, true) : (((VariantResult.Shown)result).Report, false);
            Verb.Answer(parsed, new { applied = isDone, stands = report.Stands.Select(stand => new { from = stand.From, to = stand.To }) }, output => Write(output, report, isDone));
            return Verb.Ok;
        });
        return command;
    }

    private static void Write(TextWriter output, MigrationReport report, bool isDone)
    {
        output.WriteLine(isDone ? "The case has gone over." : "The case would go over. Nothing has been done: --apply does it.");
        foreach (var stand in report.Stands)
            output.WriteLine($"  stands at {stand.From}, {(isDone ? "and stands there" : "and would stand there")} in the other variant: nothing is repeated");
        if (report.Missing.Count > 0)
            output.WriteLine($"  not in the other variant: {string.Join(", ", report.Missing)}");
    }
}
