using System.CommandLine;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Mail;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>case show|list|mail-again|park|resume|withdraw|protect|number|hired|variant|address</c>.</summary>
internal static class CaseVerbs
{
    public static Command Create() => new("case", "One case, or many in a line each") { Show(), List(), MailAgain(), CaseChangeVerbs.Park(), CaseChangeVerbs.Resume(), CaseChangeVerbs.Withdraw(), ProtectVerb.Create(), CaseNumberVerb.Create(), CardVerbs.CreateHired(), VariantVerb.Create(), CaseChangeVerbs.Address() };

    private static Command Show()
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid, personal number or case id" };
        var command = new Command("show", "Where a case stands, whose turn it is, and the mails as sent") { student };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var book = services.GetRequiredService<CaseBook>();
            var found = await book.FindAsync(parsed.GetRequiredValue(student), services.GetRequiredService<TimeProvider>().Today(), cancellationToken);
            if (found.Count == 0 || await book.FindViewAsync(found[0], cancellationToken) is not { } view)
            {
                await Console.Error.WriteLineAsync("CASE-001: there is no such case.");
                return Verb.Failed;
            }

            var mails = await services.GetRequiredService<MailBook>().ListAsync(view.Id, cancellationToken);
            Verb.Answer(parsed, new { @case = Plain(view), mails = mails.Select(mail => new { mail.Kind, mail.State, mail.SentAt, mail.MessageId }) }, output =>
            {
                Write(output, view);
                foreach (var mail in mails)
                    output.WriteLine($"  mail {mail.Kind} {mail.State} {mail.SentAt:yyyy-MM-dd HH:mm}Z {mail.Mail?.Subject}");
            });
            return Verb.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var institution = new Option<string?>("--institution") { Description = "Only this institution's" };
        var endedInBreak = new Option<bool>("--ended-in-break") { Description = "Only those whose period ended while the student had a break" };
        var command = new Command("list", "The newest cases") { institution, endedInBreak };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var book = services.GetRequiredService<CaseBook>();
            string[]? only = parsed.GetValue(institution) is { } code ? [code] : null;
            var views = parsed.GetValue(endedInBreak)
                ? await book.ListEndedInBreakAsync(only, most: 500, cancellationToken)
                : await book.ListAsync(only, most: 500, cancellationToken);
            Verb.Answer(parsed, views.Select(Plain), output =>
            {
                foreach (var view in views)
                    output.WriteLine($"{view.Id}  {view.InstitutionCode,-4} {view.Person?.FullName,-28} {view.RsId,-8} {view.Forecast?.Verdict.Name(),-8} {Turn(view)}");
            });
            return Verb.Ok;
        });
        return command;
    }

    private static Command MailAgain()
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid, personal number or case id" };
        var command = new Command("mail-again", "Send the mail with the RSid once more") { student };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var found = await services.GetRequiredService<CaseBook>().FindAsync(parsed.GetRequiredValue(student), services.GetRequiredService<TimeProvider>().Today(), cancellationToken);
            var result = found.Count > 0
                ? await services.GetRequiredService<MailDesk>().SendRsIdAgainAsync(found[0], Verb.Actor, cancellationToken)
                : SendAgain.NothingToSend;
            await Verb.DoWorkAsync(services, cancellationToken);
            Verb.Answer(parsed, new { result = result.ToString() }, output => output.WriteLine(result switch
            {
                SendAgain.Ordered => "It is sent again.",
                SendAgain.JustSent => "MAIL-101: one was sent within the last minutes.",
                _ => "MAIL-100: there is no open case with an RSid.",
            }));
            return result == SendAgain.Ordered ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    private static string Turn(CaseView view) =>
        (view.Steps is [{ } first, ..] ? $"{first.English} ({first.Owner})" : view.Outcome ?? "") + (view.Parked is null ? "" : ", parked");

    private static void Write(TextWriter output, CaseView view)
    {
        output.WriteLine($"{view.Id}  {view.Person?.FullName}  {view.InstitutionCode}  {view.Programme}  {view.FirstDay:yyyy-MM-dd}–{view.LastDay:yyyy-MM-dd}");
        output.WriteLine($"  RSid {view.RsId ?? "–"}  entry {view.EntryUuid?.ToString() ?? "–"}");
        if (view.Card is { Kind: CardKind.Reserve } reserve)
            output.WriteLine($"  reserve card {reserve.State} at {reserve.StationName}, handed over {reserve.HandedOverOn:yyyy-MM-dd}, certificate until {reserve.ValidTo:yyyy-MM-dd}");
        else if (view.Card is { StationCode: "" } before)
            output.WriteLine($"  card {before.State}, had before, valid to {before.ValidTo:yyyy-MM-dd}");
        else if (view.Card is { } card)
            output.WriteLine($"  card {card.State} at {card.StationName}, photo {card.PhotoOn:yyyy-MM-dd}, expected {card.ExpectedOn:yyyy-MM-dd}, handed over {card.HandedOverOn:yyyy-MM-dd}");
        if (view.Forecast is { } forecast)
            output.WriteLine($"  placement {forecast.PlacementFirstDay:yyyy-MM-dd}: {forecast.Verdict.Name()}, ready {forecast.ExpectedReady:yyyy-MM-dd}{(forecast.DecidingStep is { } wait ? $" ({wait})" : "")}");
        if (view.EndedInBreak)
            output.WriteLine("  the period ended during a break");
        if (view.Parked is { } parked)
            output.WriteLine($"  parked since {parked.Since:yyyy-MM-dd} by {parked.By}: {parked.Reason}");
        foreach (var step in view.Steps)
            output.WriteLine($"  {step.English}: {step.Owner} since {step.Since:yyyy-MM-dd}{(step.DueBy is { } due ? $", due {due:yyyy-MM-dd}" : "")}");
    }

    /// <summary>The case for programs; the personal number is never part of it (D-41).</summary>
    private static object Plain(CaseView view) => new
    {
        id = view.Id.Value,
        name = view.Person?.FullName,
        institution = view.InstitutionCode,
        view.Programme,
        view.FirstDay,
        view.LastDay,
        view.OpenedAt,
        view.ClosedAt,
        view.Outcome,
        view.RsId,
        view.EntryUuid,
        view.Card,
        view.Placement,
        forecast = view.Forecast is { } forecast ? new { verdict = forecast.Verdict.Name(), forecast.PlacementFirstDay, forecast.ExpectedReady, decidingStep = forecast.DecidingStep?.ToString() } : null,
        view.EndedInBreak,
        parked = view.Parked is { } parked ? new { parked.Since, parked.Reason, parked.By } : null,
        steps = view.Steps.Select(step => new { step.DefinitionId, step.ActivityId, text = step.English, step.Owner, step.Since, step.DueBy }),
    };
}
