using System.CommandLine;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Numbers;
using RsCard.Students.Students;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>case number</c>: a student has got a Swedish personal number (D-53).</summary>
internal static class CaseNumberVerb
{
    public static Command Create()
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid or case id" };
        var file = new Option<string>("--number-file") { Description = "File with the personal number, or - for standard input: a number on the command line is seen by others", DefaultValueFactory = _ => "-" };
        var command = new Command("number", "A Swedish personal number has come: an ordinary card takes the reserve card's place") { student, file };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var named = parsed.GetRequiredValue(file);
            var number = named == "-" ? await Console.In.ReadLineAsync(cancellationToken) ?? "" : await File.ReadAllTextAsync(named, cancellationToken);
            var found = await services.GetRequiredService<CaseBook>().FindAsync(
                parsed.GetRequiredValue(student), services.GetRequiredService<TimeProvider>().Today(), cancellationToken);
            var result = found.Count == 0
                ? new DeskResult.Refused("CASE-001", "Det finns inget sådant ärende.", "There is no such case.")
                : await services.GetRequiredService<PersonalNumberDesk>().ArrivedAsync(found[0], number, Verb.Actor, cancellationToken);
            await Verb.DoWorkAsync(services, cancellationToken);
            return DeskVerb.Say(parsed, result);
        });
        return command;
    }
}
