using System.CommandLine;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Students;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>case park|resume|withdraw|address</c>: a break in studies (D-33), its end, withdrawal (D-36), and another address (D-63).</summary>
internal static class CaseChangeVerbs
{
    private const int MostCharacters = 500;

    public static Command Park() => Change(
        "park", "A break in studies: clocks and reminders stand still", needsReason: true, "It is parked.", (desk, id, reason, token) => desk.ParkAsync(id, reason, Verb.Actor, token));

    public static Command Resume() => Change(
        "resume", "The break is over: what counted goes on with what was left", needsReason: false, "It goes on.", (desk, id, _, token) => desk.ResumeAsync(id, Verb.Actor, token));

    public static Command Withdraw() => Change(
        "withdraw",
        "The student has withdrawn: pending mails and timers are cancelled and the entry is closed",
        needsReason: true,
        "It is withdrawn; the entry is being closed.",
        (desk, id, reason, token) => desk.WithdrawAsync(id, reason, Verb.Actor, token));

    public static Command Address()
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid, personal number or case id" };
        var address = new Argument<string>("EMAIL") { Description = "Where the student can be written to" };
        var command = new Command("address", "A new address for the student: what came back or was refused is sent there") { student, address };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var open = await FindOpenAsync(services, parsed.GetRequiredValue(student), cancellationToken);
            var result = open.Count > 0
                ? await services.GetRequiredService<AddressDesk>().GiveAsync(open[0], parsed.GetRequiredValue(address), Verb.Actor, cancellationToken)
                : AddressChange.Unknown;
            await Verb.DoWorkAsync(services, cancellationToken);
            if (result != AddressChange.Done)
            {
                return await RefuseAsync(result switch
                {
                    AddressChange.NotAnAddress => "CASE-010: expected one e-mail address, for example name@university.se.",
                    AddressChange.Closed => "CASE-002: the case is closed.",
                    _ => "CASE-001: there is no such case.",
                });
            }

            Verb.Answer(parsed, new { result = result.ToString() }, output => output.WriteLine("The address is saved."));
            return Verb.Ok;
        });
        return command;
    }

    private static Command Change(string name, string description, bool needsReason, string said, Func<CaseDesk, CaseId, string, CancellationToken, Task<CaseChange>> change)
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid, personal number or case id" };
        var reason = new Option<string>("--reason") { Description = "Why, without personal data: it stands in the audit trail", Required = needsReason };
        var command = new Command(name, description) { student };
        if (needsReason)
            command.Options.Add(reason);
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var why = needsReason ? parsed.GetRequiredValue(reason).Trim() : "";
            if (needsReason && (why.Length is 0 or > MostCharacters || FreeText.HasNumber(why)))
                return await RefuseAsync($"CASE-008: expected a reason of 1 to {MostCharacters} characters without a personal number.");

            var open = await FindOpenAsync(services, parsed.GetRequiredValue(student), cancellationToken);
            if (open.Count > 1)
                return await RefuseAsync($"CASE-007: the student has several open cases; name one of {string.Join(", ", open)}.");

            var result = open is [var id] ? await change(services.GetRequiredService<CaseDesk>(), id, why, cancellationToken) : CaseChange.Unknown;
            await Verb.DoWorkAsync(services, cancellationToken);
            if (Problem(result) is { } problem)
                return await RefuseAsync(problem);
            Verb.Answer(parsed, new { result = result.ToString() }, output => output.WriteLine(said));
            return Verb.Ok;
        });
        return command;
    }

    /// <summary>The open cases of what was typed; where all are closed, the newest, so that the answer says so.</summary>
    private static async Task<IReadOnlyList<CaseId>> FindOpenAsync(IServiceProvider services, string student, CancellationToken cancellationToken)
    {
        var book = services.GetRequiredService<CaseBook>();
        var found = await book.FindAsync(student, services.GetRequiredService<TimeProvider>().Today(), cancellationToken);
        var open = new List<CaseId>();
        foreach (var id in found)
        {
            if (await book.FindViewAsync(id, cancellationToken) is { ClosedAt: null })
                open.Add(id);
        }

        return open.Count > 0 ? open : [.. found.Take(1)];
    }

    private static string? Problem(CaseChange result) => result switch
    {
        CaseChange.Done => null,
        CaseChange.Closed => "CASE-002: the case is closed.",
        CaseChange.AlreadyParked => "CASE-003: the case is parked already.",
        CaseChange.NotParked => "CASE-004: the case isn't parked.",
        CaseChange.AlreadyEnding => "CASE-005: the case is ending already, or has not begun.",
        CaseChange.Failed => "CASE-006: the case failed when it was moved; see workers incidents.",
        _ => "CASE-001: there is no such case.",
    };

    private static async Task<int> RefuseAsync(string text)
    {
        await Console.Error.WriteLineAsync(text);
        return Verb.Failed;
    }
}
