using System.CommandLine;
using RsCard.Students.Database;
using RsCard.Students.Review;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>review list|approve|reject|ask|answer|card</c>.</summary>
internal static class ReviewVerbs
{
    public static Command Create() => new("review", "What waits for the HSA team, and its decisions")
    {
        List(),
        Approve(),
        WithReason("reject", "Reject; the reason reaches the administrator", (desk, cases, reason, token) => desk.RejectAsync(cases, reason, Verb.Actor, token)),
        WithReason("ask", "Ask the administrator; the case comes back with the answer", (desk, cases, reason, token) => desk.AskAsync(cases, reason, Verb.Actor, token)),
        Answer(),
        Card(),
    };

    private static Command List()
    {
        var command = new Command("list", "Who waits, the earliest placement first");
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var items = await services.GetRequiredService<ReviewQueue>().ListAsync(cases: null, cancellationToken);
            Verb.Answer(
                parsed,
                items.Select(item => new
                {
                    caseId = item.Case.Value,
                    name = item.Person.FullName,
                    institution = item.InstitutionCode,
                    programme = item.Programme,
                    firstDay = item.FirstDay,
                    lastDay = item.LastDay,
                    placementFirstDay = item.PlacementFirstDay,
                    reasons = item.Reasons,
                    since = item.Since,
                    dueBy = item.DueBy,
                    directory = item.Situation?.ToString(),
                }),
                output =>
                {
                    output.WriteLine($"{items.Count} waiting");
                    foreach (var item in items)
                        output.WriteLine($"{item.Case}  {item.InstitutionCode,-4} {item.Person.FullName,-28} {item.FirstDay:yyyy-MM-dd}–{item.LastDay:yyyy-MM-dd}  {item.Situation?.ToString() ?? "directory doesn't answer",-16} {string.Join(", ", item.Reasons)}");
                });
            return Verb.Ok;
        });
        return command;
    }

    private static Command Approve()
    {
        var cases = new Argument<string[]>("CASE") { Description = "Case ids", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Everything that waits" };
        var command = new Command("approve", "Approve one or many") { cases, all };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var chosen = parsed.GetValue(all)
                ? [.. (await services.GetRequiredService<ReviewQueue>().ListAsync(cases: null, cancellationToken)).Select(item => item.Case)]
                : CaseIds.Parse(parsed.GetValue(cases) ?? []);
            var result = await services.GetRequiredService<ReviewDesk>().ApproveAsync(chosen, Verb.Actor, cancellationToken);
            return await FinishAsync(parsed, services, result, cancellationToken);
        });
        return command;
    }

    private static Command WithReason(string name, string description, Func<ReviewDesk, IReadOnlyCollection<CaseId>, string, CancellationToken, Task<DecisionResult>> decide)
    {
        var cases = new Argument<string[]>("CASE") { Description = "Case ids", Arity = ArgumentArity.OneOrMore };
        var reason = new Option<string>("--reason") { Description = "What the administrator is told; no personal data", Required = true };
        var command = new Command(name, description) { cases, reason };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var result = await decide(services.GetRequiredService<ReviewDesk>(), CaseIds.Parse(parsed.GetRequiredValue(cases)), parsed.GetRequiredValue(reason), cancellationToken);
            return await FinishAsync(parsed, services, result, cancellationToken);
        });
        return command;
    }

    private static Command Answer()
    {
        var caseId = new Argument<string>("CASE");
        var text = new Option<string>("--text") { Description = "The answer", Required = true };
        var command = new Command("answer", "The administrator's answer to a question") { caseId, text };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var id = CaseIds.Parse([parsed.GetRequiredValue(caseId)])[0];
            var answered = await services.GetRequiredService<ReviewDesk>().AnswerAsync(id, parsed.GetRequiredValue(text), Verb.Actor, cancellationToken);
            return await FinishAsync(parsed, services, new DecisionResult(answered ? 1 : 0, answered ? [] : [new SkippedCase(id, "REVIEW-002")]), cancellationToken);
        });
        return command;
    }

    /// <summary>D-8.</summary>
    private static Command Card()
    {
        var caseId = new Argument<string>("CASE");
        var state = new Option<string>("--state") { Description = "active or inactive", DefaultValueFactory = _ => "active" };
        var photo = new Option<bool>("--photo") { Description = "The card has a photo" };
        var otherName = new Option<bool>("--other-name") { Description = "The card has another name than the row" };
        var validTo = new Option<DateOnly>("--valid-to") { Description = "The card's last day", Required = true };
        var serial = new Option<string?>("--serial") { Description = "The card's serial number" };
        var command = new Command("card", "Note a card that the directory says nothing of") { caseId, state, photo, otherName, validTo, serial };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var id = CaseIds.Parse([parsed.GetRequiredValue(caseId)])[0];
            var note = new CardNote(parsed.GetValue(serial), parsed.GetRequiredValue(state), parsed.GetValue(photo), !parsed.GetValue(otherName), parsed.GetValue(validTo));
            var code = await services.GetRequiredService<CardNotes>().NoteAsync(id, note, Verb.Actor, cancellationToken);
            Verb.Answer(parsed, new { done = code is null, code }, output => output.WriteLine(code is null ? "Noted." : CardNotes.Explain(code)));
            return code is null ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    private static async Task<int> FinishAsync(ParseResult parsed, IServiceProvider services, DecisionResult result, CancellationToken cancellationToken)
    {
        await Verb.DoWorkAsync(services, cancellationToken);
        Verb.Answer(
            parsed,
            new { decided = result.Decided, skipped = result.Skipped.Select(skipped => new { caseId = skipped.Case.Value, code = skipped.Code }) },
            output =>
            {
                output.WriteLine($"{result.Decided} decided, {result.Skipped.Count} skipped");
                foreach (var skipped in result.Skipped)
                    output.WriteLine($"  {skipped.Case}: {skipped.Code}");
            });
        return result.Skipped.Count == 0 ? Verb.Ok : Verb.Failed;
    }
}
