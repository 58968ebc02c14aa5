using System.CommandLine;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.Students;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>copy upload|approve|reject</c>: certified passport copies (D-20, D-21).</summary>
internal static class CopyVerbs
{
    private const int MostCharacters = 500;

    public static Command Create() => new("copy", "Certified passport copies") { Upload(), Approve(), Reject() };

    private static Command Upload()
    {
        var file = new Argument<string>("FILE") { Description = "PDF, JPEG or PNG" };
        var certified = new Option<DateOnly>("--certified") { Description = "The date of the certification", Required = true };
        var signed = new Option<bool>("--signed") { Description = "The copy is signed" };
        var name = new Option<string>("--name") { Description = "Printed name of the teacher who has certified it", Required = true };
        var phone = new Option<string>("--phone") { Description = "Phone number of the teacher", Required = true };
        var validTo = new Option<DateOnly>("--passport-valid-to") { Description = "The passport's last valid day", Required = true };
        return Act("upload", "The study administrator sends a copy", [file], [certified, signed, name, phone, validTo], async (parsed, desk, id, token) =>
        {
            // One byte more than is taken is enough to refuse it.
            var content = new byte[desk.MaxMegabytes * 1024 * 1024 + 1];
            await using var opened = File.OpenRead(parsed.GetRequiredValue(file));
            var length = await opened.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, token);
            var copy = new CertifiedCopy(
                content[..length],
                parsed.GetValue(certified),
                parsed.GetValue(signed),
                new Certifier(parsed.GetRequiredValue(name), parsed.GetRequiredValue(phone)),
                parsed.GetValue(validTo));
            return await desk.UploadAsync(id, copy, Verb.Actor, token);
        });
    }

    private static Command Approve() => Act("approve", "The HSA team approves the newest copy", [], [], (_, desk, id, token) =>
        OnNewestAsync(desk, id, copy => desk.ApproveAsync(id, copy, Verb.Actor, token), token));

    private static Command Reject()
    {
        var reason = new Option<string>("--reason") { Description = "What is wrong with it, without personal data: it reaches the administrator", Required = true };
        return Act("reject", "The HSA team rejects the newest copy", [], [reason], (parsed, desk, id, token) =>
            parsed.GetRequiredValue(reason).Trim() is { Length: > 0 and <= MostCharacters } why && !FreeText.HasNumber(why)
                ? OnNewestAsync(desk, id, copy => desk.RejectAsync(id, copy, why, Verb.Actor, token), token)
                : Task.FromResult<DeskResult>(new DeskResult.Refused(
                    "CASE-008",
                    $"Skriv ett skäl på 1–{MostCharacters} tecken utan personnummer.",
                    $"Expected a reason of 1 to {MostCharacters} characters without a personal number.")));
    }

    private static async Task<DeskResult> OnNewestAsync(PassportCopyDesk desk, CaseId id, Func<Guid, Task<DeskResult>> act, CancellationToken cancellationToken) =>
        await act((await desk.FindAsync(id, cancellationToken))?.Id ?? Guid.Empty);

    private static Command Act(
        string name, string description, IEnumerable<Argument> arguments, IEnumerable<Option> options, Func<ParseResult, PassportCopyDesk, CaseId, CancellationToken, Task<DeskResult>> act)
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid, personal number or case id" };
        var command = new Command(name, description) { student };
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        foreach (var option in options)
            command.Options.Add(option);

        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var found = await services.GetRequiredService<CaseBook>().FindAsync(
                parsed.GetRequiredValue(student), services.GetRequiredService<TimeProvider>().Today(), cancellationToken);
            var result = found.Count == 0
                ? new DeskResult.Refused("CASE-001", "Det finns inget sådant ärende.", "There is no such case.")
                : await act(parsed, services.GetRequiredService<PassportCopyDesk>(), found[0], cancellationToken);
            await Verb.DoWorkAsync(services, cancellationToken);
            return DeskVerb.Say(parsed, result);
        });
        return command;
    }
}
