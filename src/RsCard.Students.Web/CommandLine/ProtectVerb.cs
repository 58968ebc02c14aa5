using System.CommandLine;
using RsCard.Students.Cases;
using RsCard.Students.Protection;
using RsCard.Students.Students;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>case protect</c>: a student has got protected identity in mid-case (D-4).</summary>
internal static class ProtectVerb
{
    public static Command Create()
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid, personal number or case id" };
        var yes = new Option<bool>("--erase") { Description = "Yes: everything pending is cancelled, and the person is erased for good", Required = true };
        var command = new Command("protect", "The student has protected identity: all cases end, the person is erased, system management has the entry") { student, yes };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var found = await services.GetRequiredService<CaseBook>().FindAsync(parsed.GetRequiredValue(student), services.GetRequiredService<TimeProvider>().Today(), cancellationToken);
            if (found.Count == 0 || !parsed.GetRequiredValue(yes))
                return await RefuseAsync(found.Count == 0 ? "CASE-001: there is no such case." : "CASE-009: nothing was done: say --erase.");

            var cases = await services.GetRequiredService<ProtectionDesk>().ProtectAsync(found[0], Verb.Actor, cancellationToken);
            Verb.Answer(parsed, new { cases = cases.Select(id => id.Value) }, output => output.WriteLine($"{cases.Count} cases ended. Call system management: the entry in the directory is theirs."));
            return Verb.Ok;
        });
        return command;
    }

    private static async Task<int> RefuseAsync(string text)
    {
        await Console.Error.WriteLineAsync(text);
        return Verb.Failed;
    }
}
