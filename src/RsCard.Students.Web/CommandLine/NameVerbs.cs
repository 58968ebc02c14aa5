using System.CommandLine;
using RsCard.Students.Cases;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>name report|approve|reject</c>: a changed name (D-32).</summary>
internal static class NameVerbs
{
    public static Command Create()
    {
        var given = new Option<string>("--given") { Description = "The new given name", Required = true };
        var family = new Option<string>("--family") { Description = "The new family name", Required = true };
        return new Command("name", "A changed name")
        {
            DeskVerb.Create("report", "The student has a new name; the HSA team decides", [given, family], (parsed, services, id, token) =>
                services.GetRequiredService<NameChangeDesk>().ReportAsync(id, parsed.GetRequiredValue(given), parsed.GetRequiredValue(family), Verb.Actor, token)),
            DeskVerb.Create("approve", "The reported name is right: entry and card follow", [], (_, services, id, token) =>
                services.GetRequiredService<NameChangeDesk>().ApproveAsync(id, Verb.Actor, token)),
            DeskVerb.Create("reject", "The reported name isn't entered; the reason reaches the administrator", [DeskVerb.Reason], (parsed, services, id, token) =>
                services.GetRequiredService<NameChangeDesk>().RejectAsync(id, parsed.GetRequiredValue(DeskVerb.Reason), Verb.Actor, token)),
        };
    }
}
