using System.CommandLine;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.DirectorySync.Runs;
using RsCard.Students.Students;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>directory drift|decide|revoke|history</c>: what people have to decide, their decisions, and an entry over time.</summary>
internal static class DirectoryDriftVerbs
{
    private const int MostCharacters = 500;

    public static Command Drift()
    {
        var situation = SituationOption("Only these");
        var command = new Command("drift", "What the last run left to a person, side by side: personal") { situation };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var inbox = services.GetRequiredService<DriftInbox>();
            var summary = await inbox.FindAsync(cancellationToken);
            var items = summary is null ? [] : await inbox.ListAsync(summary, parsed.GetValue(situation), after: 0, int.MaxValue, cancellationToken);
            Verb.Answer(
                parsed,
                new { run = summary?.Run, since = summary?.Since, items = items.Select(DirectoryDriftText.Plain) },
                output =>
                {
                    output.WriteLine(summary is null ? "No run has looked yet: directory sync." : $"{items.Count(item => !item.IsDecided)} to decide, found by run {summary.Run} of {Show.Time(summary.Since)}");
                    foreach (var item in items)
                        DirectoryDriftText.Write(output, item);
                });
            return Verb.Ok;
        });
        return command;
    }

    public static Command Decide()
    {
        var who = new Argument<string?>("ENTRY|STUDENT") { Description = "Entry, student, RSid or personal number", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Everything of --situation that the last run found" };
        var situation = SituationOption("Which situation, where there are several");
        var attribute = new Option<string?>("--attribute") { Description = "Only this attribute" };
        var candidate = new Option<Guid?>("--candidate") { Description = "Of several entries, the one that is the student's" };
        var fix = new Option<bool>("--fix") { Description = "Write what we want" };
        var accept = new Option<bool>("--accept") { Description = "What the directory has is right, until it changes again" };
        var exempt = new Option<bool>("--exempt") { Description = "Say nothing of it before --until" };
        var until = new Option<DateOnly?>("--until") { Description = "The last day of an exemption" };
        var reason = new Option<string?>("--reason") { Description = "Why, without personal data" };
        var command = new Command("decide", "Decide about drift; the next run carries it out") { who, all, situation, attribute, candidate, fix, accept, exempt, until, reason };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var choices = new[] { (parsed.GetValue(fix), DriftChoice.Fix), (parsed.GetValue(accept), DriftChoice.Accept), (parsed.GetValue(exempt), DriftChoice.Exempt) }.Where(one => one.Item1).Select(one => one.Item2).ToList();
            if (choices is not [var choice] || parsed.GetValue(all) == parsed.GetValue(who) is not null || (parsed.GetValue(all) && parsed.GetValue(situation) is null))
                throw Refuse("expected one of --fix, --accept and --exempt, and either an entry or student, or --all with --situation");

            var word = Checked(new DriftWord(choice, parsed.GetValue(attribute), parsed.GetValue(until), parsed.GetValue(reason)?.Trim(), parsed.GetValue(candidate)), services.GetRequiredService<TimeProvider>().Today());
            var summary = await services.GetRequiredService<DriftInbox>().FindAsync(cancellationToken) ?? throw Refuse("no run has looked yet");
            var desk = services.GetRequiredService<DriftDesk>();
            var result = parsed.GetValue(situation) is { } whole && parsed.GetValue(all)
                ? await desk.DecideAllAsync(summary, whole, word, Verb.Actor, cancellationToken)
                : await DecideOneAsync(services, summary, parsed.GetValue(who) ?? "", parsed.GetValue(situation), word, cancellationToken);
            Verb.Answer(
                parsed,
                new { result.Decided, skipped = result.Skipped },
                output =>
                {
                    output.WriteLine($"{result.Decided} decided, {result.Skipped.Count} skipped; the next run carries it out.");
                    foreach (var skipped in result.Skipped)
                        output.WriteLine($"  {skipped.Position}: {DirectoryDriftText.Why(skipped)}");
                });
            return result.Skipped.Count == 0 ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    public static Command Revoke()
    {
        var id = new Argument<long>("DECISION") { Description = "As 'directory history' names it" };
        var command = new Command("revoke", "Take a decision back") { id };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var revoked = await services.GetRequiredService<DriftDesk>().RevokeAsync(parsed.GetRequiredValue(id), Verb.Actor, cancellationToken);
            Verb.Answer(parsed, new { revoked }, output => output.WriteLine(revoked ? "Taken back." : "DRIFT-003: there is no such decision, or it was taken back before."));
            return revoked ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    public static Command History()
    {
        var who = new Argument<string>("ENTRY|STUDENT") { Description = "Entry, student, RSid or personal number" };
        var command = new Command("history", "What was written to an entry, and what people decided, the last first: personal") { who };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var history = services.GetRequiredService<DriftHistory>();
            var key = await history.FindAsync(parsed.GetRequiredValue(who), cancellationToken) ?? throw Refuse("nobody is known by that");
            var lines = await history.OfAsync(key, int.MaxValue, cancellationToken);
            var options = services.GetRequiredService<DirectorySync.DirectoryOptions>();
            Verb.Answer(parsed, new { student = key.Student?.Value, entry = key.EntryUuid, lines = lines.Select(line => DirectoryDriftText.Plain(line, options)) }, output =>
            {
                output.WriteLine($"student {key.Student?.ToString() ?? "–"}  entry {key.EntryUuid?.ToString() ?? "–"}");
                foreach (var line in lines)
                    DirectoryDriftText.Write(output, line, options);
            });
            return Verb.Ok;
        });
        return command;
    }

    private static async Task<DriftResult> DecideOneAsync(IServiceProvider services, DriftSummary summary, string who, Situation? situation, DriftWord word, CancellationToken cancellationToken)
    {
        var key = await services.GetRequiredService<DriftHistory>().FindAsync(who, cancellationToken) ?? throw Refuse("nobody is known by that");
        var open = (await services.GetRequiredService<DriftInbox>().ListAsync(summary, situation, after: 0, int.MaxValue, cancellationToken))
            .Where(item => (key.Student is { } student && item.Item.Student == student) || (key.EntryUuid is { } entry && item.Item.EntryUuid == entry))
            .ToList();
        return open switch
        {
            [] => throw new RunRefusedException("DRIFT-003", "the last run left nothing to decide there"),
            [{ } one] => await services.GetRequiredService<DriftDesk>().DecideAsync(summary, one.Item.Position, word, Verb.Actor, cancellationToken),
            _ => throw Refuse($"several situations: say --situation {string.Join(", ", open.Select(item => item.Item.Situation))}"),
        };
    }

    private static DriftWord Checked(DriftWord word, DateOnly today) => DriftDesk.ProblemOf(word, today) switch
    {
        DriftProblem.UntilMissing or DriftProblem.UntilOutOfRange => throw Refuse($"expected --until to be a day from today on, {DriftDesk.MostDays} days at most"),
        DriftProblem.ReasonMissing => throw Refuse("expected --reason for an exemption"),
        _ when word.Reason is { } text && (text.Length > MostCharacters || FreeText.HasNumber(text)) => throw Refuse($"expected a reason of at most {MostCharacters} characters without a personal number"),
        _ => word,
    };

    private static RunRefusedException Refuse(string text) => new("DRIFT-001", text);

    private static Option<Situation?> SituationOption(string description) => new("--situation") { Description = description };
}
