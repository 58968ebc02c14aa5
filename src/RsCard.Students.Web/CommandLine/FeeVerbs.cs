using System.CommandLine;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Students;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>fee list|paid|waive</c>: what students owe for lost cards and PIN envelopes (D-13, D-31).</summary>
internal static class FeeVerbs
{
    public static Command Create() => new("fee", "Fees for lost cards and PIN envelopes")
    {
        List(),
        Settle("paid", "The fee is paid", [], (_, desk, fee, token) => desk.PayAsync(fee, Verb.Actor, token)),
        Settle("waive", "The fee needn't be paid", [DeskVerb.Reason], (parsed, desk, fee, token) => desk.WaiveAsync(fee, parsed.GetRequiredValue(DeskVerb.Reason), Verb.Actor, token)),
    };

    private static Command List()
    {
        var student = new Option<string?>("--student") { Description = "RSid, personal number or case id; without it all" };
        var all = new Option<bool>("--all") { Description = "Also those that are paid or waived" };
        var command = new Command("list", "Fees, the newest first") { student, all };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            CaseId? caseId = null;
            if (parsed.GetValue(student) is { } text)
            {
                var found = await services.GetRequiredService<CaseBook>().FindAsync(text, services.GetRequiredService<TimeProvider>().Today(), cancellationToken);
                if (found.Count == 0)
                    return DeskVerb.Say(parsed, new DeskResult.Refused("STATION-005", "Ingen student hittades.", "No student was found."));
                caseId = found[0];
            }

            var fees = await services.GetRequiredService<Fees>().ListAsync(caseId, onlyOpen: !parsed.GetValue(all), cancellationToken);
            Verb.Answer(
                parsed,
                fees.Select(fee => new { id = fee.Id, caseId = fee.CaseId.Value, fee.Kind, kronor = fee.AmountKronor, fee.RecordedBy, fee.RecordedAt, fee.PaidAt, fee.PaidRecordedBy, fee.WaivedAt, fee.WaivedBy, fee.WaivedReason }),
                output =>
                {
                    output.WriteLine($"{fees.Count} fees, {fees.Where(fee => fee.IsOpen).Sum(fee => fee.AmountKronor)} kr open");
                    foreach (var fee in fees)
                        output.WriteLine($"{fee.Id}  case {fee.CaseId}  {fee.Kind,-12} {fee.AmountKronor,4} kr  {fee.RecordedAt:yyyy-MM-dd}  {(fee.PaidAt is not null ? "paid" : fee.WaivedAt is not null ? "waived" : "open")}");
                });
            return Verb.Ok;
        });
        return command;
    }

    private static Command Settle(string name, string description, IEnumerable<Option> options, Func<ParseResult, FeeDesk, Guid, CancellationToken, Task<DeskResult>> settle)
    {
        var fee = new Argument<Guid>("FEE") { Description = "The fee's id, from fee list" };
        var command = new Command(name, description) { fee };
        foreach (var option in options)
            command.Options.Add(option);
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            if (command.Options.Contains(DeskVerb.Reason) && !DeskVerb.IsReason(parsed.GetRequiredValue(DeskVerb.Reason)))
                return DeskVerb.Say(parsed, DeskVerb.BadReason());
            return DeskVerb.Say(parsed, await settle(parsed, services.GetRequiredService<FeeDesk>(), parsed.GetValue(fee), cancellationToken));
        });
        return command;
    }
}
