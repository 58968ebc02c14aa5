using System.CommandLine;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>directory approve|read-only</c>: a person's word that a run may do more, or that nobody may write.</summary>
internal static class DirectoryWordVerbs
{
    private const int MostCharacters = 500;

    /// <summary>As long as a write may take, and a little more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Approve()
    {
        var kind = new Argument<string>("KIND") { Description = "move, modify, close, reopen or delete" };
        var count = new Argument<int>("COUNT") { Description = "How many of them the next run may do" };
        var reason = Reason("Why, without personal data: it stands in the audit trail");
        var hours = new Option<int>("--hours") { Description = "How long the word holds", DefaultValueFactory = _ => (int)CeilingBook.Usual.TotalHours };
        var command = new Command("approve", "Let one run do more of a kind than the brake lets through") { kind, count, reason, hours };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var chosen = Enum.TryParse<PlanKind>(parsed.GetRequiredValue(kind), ignoreCase: true, out var known) && known is PlanKind.Move or PlanKind.Modify or PlanKind.Close or PlanKind.Reopen or PlanKind.Delete
                ? known
                : throw new RunRefusedException("SYNC-006", "expected KIND to be move, modify, close, reopen or delete; adding needs no word");
            if (parsed.GetRequiredValue(count) < 1 || parsed.GetValue(hours) is < 1 or > 168)
                throw new RunRefusedException("SYNC-006", "expected COUNT to be 1 or more, and --hours 1–168");

            var ceiling = await services.GetRequiredService<CeilingBook>().ApproveAsync(
                chosen, parsed.GetRequiredValue(count), Checked(parsed.GetRequiredValue(reason)), TimeSpan.FromHours(parsed.GetValue(hours)), Verb.Actor, cancellationToken);
            Verb.Answer(parsed, Plain(ceiling), output =>
            {
                output.WriteLine(Line(ceiling));
                output.WriteLine("The plan is made again: if it then has more than that, all of it waits.");
            });
            return Verb.Ok;
        });
        return command;
    }

    public static Command ReadOnly()
    {
        var state = new Argument<string>("on|off");
        state.AcceptOnlyFromAmong("on", "off");
        var reason = Reason("Why, without personal data: it stands in the audit trail, and for 'on' on the page");
        var command = new Command("read-only", "Nobody writes to the directory while it is on: the process's writes wait, and runs hold everything back") { state, reason };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var readOnly = services.GetRequiredService<ReadOnlySwitch>();
            var why = Checked(parsed.GetRequiredValue(reason));
            var inFlight = 0;
            if (parsed.GetRequiredValue(state) == "on")
            {
                inFlight = await readOnly.TurnOnAsync(why, Verb.Actor, Patience, cancellationToken);
            }
            else
            {
                await readOnly.TurnOffAsync(why, Verb.Actor, cancellationToken);
                await Verb.DoWorkAsync(services, cancellationToken);
            }

            var now = await readOnly.FindAsync(cancellationToken);
            Verb.Answer(parsed, new { readOnly = now, inFlight }, output =>
            {
                output.WriteLine(now is null ? "The directory is written again; what waited goes on." : Line(now));
                if (inFlight > 0)
                    output.WriteLine($"{inFlight} writes were in flight and haven't ended yet: ask again.");
            });
            return inFlight == 0 ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    public static string Line(ReadOnlyState state) => $"READ-ONLY since {Show.Time(state.Since)} by {state.By}: {state.Reason}. Nothing is written to the directory.";

    public static string Line(Ceiling ceiling) =>
        $"Approved by {ceiling.ApprovedBy}: the next run may {DirectoryRunText.Words(ceiling.Kind.ToString())} up to {ceiling.AtMost}, once, until {Show.Time(ceiling.ExpiresAt)}: {ceiling.Reason}";

    public static object Plain(Ceiling ceiling) => new { kind = ceiling.Kind.ToString(), ceiling.AtMost, ceiling.Reason, ceiling.ApprovedBy, ceiling.ApprovedAt, ceiling.ExpiresAt };

    private static Option<string> Reason(string description) => new("--reason") { Description = description, Required = true };

    private static string Checked(string reason) => reason.Trim() is { Length: > 0 and <= MostCharacters } text && !FreeText.HasNumber(text)
        ? text
        : throw new RunRefusedException("SYNC-006", $"expected a reason of 1 to {MostCharacters} characters without a personal number");
}
