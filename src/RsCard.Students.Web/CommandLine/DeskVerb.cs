using System.CommandLine;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.CommandLine;

/// <summary>A verb about one student: finds the case, does it, and says what a desk says.</summary>
internal static class DeskVerb
{
    private const int MostCharacters = 500;

    /// <summary>Why, without personal data: it stands in the audit trail.</summary>
    public static Option<string> Reason { get; } = new("--reason") { Description = "Why, without personal data: it stands in the audit trail", Required = true };

    /// <param name="act">The case is the student's first open one, or the case that was named.</param>
    public static Command Create(
        string name, string description, IEnumerable<Option> options, Func<ParseResult, IServiceProvider, CaseId, CancellationToken, Task<DeskResult>> act)
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid, personal number or case id" };
        var command = new Command(name, description) { student };
        foreach (var option in options)
            command.Options.Add(option);

        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            if (command.Options.Contains(Reason) && !IsReason(parsed.GetRequiredValue(Reason)))
                return Say(parsed, BadReason());

            var today = services.GetRequiredService<TimeProvider>().Today();
            var found = await services.GetRequiredService<CaseBook>().FindAsync(parsed.GetRequiredValue(student), today, cancellationToken);
            var result = found.Count == 0
                ? new DeskResult.Refused("STATION-005", "Ingen student hittades.", "No student was found.")
                : await act(parsed, services, found[0], cancellationToken);
            await Verb.DoWorkAsync(services, cancellationToken);
            return Say(parsed, result);
        });
        return command;
    }

    public static int Say(ParseResult parsed, DeskResult result)
    {
        var (code, swedish, english) = result switch
        {
            DeskResult.Refused refused => (refused.Code, refused.Swedish, refused.English),
            DeskResult.Done done => (null, done.Swedish, done.English),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Verb.Answer(parsed, new { done = code is null, code, swedish, english }, output => output.WriteLine(code is null ? english : $"{code}: {english}"));
        return code is null ? Verb.Ok : Verb.Failed;
    }

    public static bool IsReason(string text) => text.Trim().Length is > 0 and <= MostCharacters && !FreeText.HasNumber(text);

    public static DeskResult BadReason() => new DeskResult.Refused(
        "CASE-008",
        $"Skriv ett skäl på 1 till {MostCharacters} tecken utan personnummer.",
        $"expected a reason of 1 to {MostCharacters} characters without a personal number.");
}
