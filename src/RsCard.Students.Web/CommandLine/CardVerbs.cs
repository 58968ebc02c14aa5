using System.CommandLine;
using System.Globalization;
using RsCard.Students.Cards;
using RsCard.Students.Database;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>card lost|found|damaged|revoke|return|write-off|destroy|alarms</c>, <c>pin reorder</c>, <c>activation order|done</c>: what happens to a card (D-9, D-13, D-31, D-34, D-70).</summary>
internal static class CardVerbs
{
    private const int MostAlarms = 500;

    private static readonly Option<Guid?> Which = new("--card") { Description = "The card's id, where the student has several" };
    private static readonly Option<string> Station = new("--station") { Description = "Code of the card station", Required = true };

    public static Command CreateCard()
    {
        var mayBeFound = new Option<bool>("--may-be-found") { Description = "Block it for now: no fee and no new card yet" };
        return new Command("card", "What happens to a card after it was ordered")
        {
            Act("lost", "The card is lost: blocked at once and replaced, for a fee", [mayBeFound, Which], (parsed, desk, id, token) =>
                desk.ReportLostAsync(id, parsed.GetValue(mayBeFound), parsed.GetValue(Which), Verb.Actor, token)),
            Act("found", "A card that was blocked for now is found", [Which], (parsed, desk, id, token) => desk.FoundAsync(id, parsed.GetValue(Which), Verb.Actor, token)),
            Act("damaged", "The card doesn't work any more: it is replaced", [Which], (parsed, desk, id, token) => desk.DamagedAsync(id, parsed.GetValue(Which), Verb.Actor, token)),
            Act("revoke", "Block a card for good for another reason than loss", [DeskVerb.Reason, Which], (parsed, desk, id, token) =>
                desk.RevokeAsync(id, parsed.GetValue(Which), parsed.GetRequiredValue(DeskVerb.Reason), Verb.Actor, token)),
            Act("return", "The card was left at a station: cut and deregistered", [Station, Which], (parsed, desk, id, token) =>
                desk.ReturnAsync(id, StationOf(parsed), parsed.GetValue(Which), Verb.Actor, token)),
            Act("write-off", "The card won't come back", [DeskVerb.Reason, Which], (parsed, desk, id, token) =>
                desk.WriteOffAsync(id, parsed.GetValue(Which), parsed.GetRequiredValue(DeskVerb.Reason), Verb.Actor, token)),
            Act("destroy", "A cancelled card is destroyed at its station", [Station, Which], (parsed, desk, id, token) =>
                desk.DestroyAsync(id, StationOf(parsed), parsed.GetValue(Which), Verb.Actor, token)),
            Alarms(),
        };
    }

    public static Command CreatePin() => new("pin", "PIN envelopes")
    {
        Act("reorder", "Order a lost PIN envelope again, for a fee", [], (_, desk, id, token) => desk.OrderPinEnvelopeAsync(id, Verb.Actor, token)),
    };

    public static Command CreateActivation() => new("activation", "A card that exists and is inactive")
    {
        DeskVerb.Create("order", "Order the activation from the IT department", [], (_, services, id, token) => services.GetRequiredService<ActivationDesk>().OrderAsync(id, Verb.Actor, token)),
        DeskVerb.Create("done", "The card is active", [], (_, services, id, token) => services.GetRequiredService<ActivationDesk>().DoneAsync(id, Verb.Actor, token)),
    };

    /// <summary><c>case hired</c>.</summary>
    public static Command CreateHired()
    {
        var employer = new Option<string>("--by") { Description = "region or private: who has employed the student", Required = true };
        employer.AcceptOnlyFromAmong("region", "private");
        return Act("hired", "The region has employed the student, who keeps the card", [employer], (parsed, desk, id, token) =>
            desk.HiredAsync(id, byRegion: parsed.GetRequiredValue(employer) == "region", Verb.Actor, token));
    }

    private static Command Act(string name, string description, IEnumerable<Option> options, Func<ParseResult, CardDesk, CaseId, CancellationToken, Task<DeskResult>> act) =>
        DeskVerb.Create(name, description, options, (parsed, services, id, token) => act(parsed, services.GetRequiredService<CardDesk>(), id, token));

    private static Command Alarms()
    {
        var command = new Command("alarms", "Cards that are valid though their holder's entry is closed");
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var alarms = await services.GetRequiredService<CardAlarms>().ListAsync(MostAlarms, cancellationToken);
            Verb.Answer(
                parsed,
                alarms.Select(alarm => new { caseId = alarm.CaseId.Value, card = alarm.CardId, alarm.Kind, alarm.State, alarm.ValidTo, alarm.Since, station = alarm.StationName }),
                output =>
                {
                    output.WriteLine($"{alarms.Count} cards are valid though the entry is closed");
                    foreach (var alarm in alarms)
                        output.WriteLine($"{alarm.CaseId}  {alarm.State,-12} valid to {alarm.ValidTo?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?",-10}  since {alarm.Since:yyyy-MM-dd}  {alarm.StationName}");
                });
            return Verb.Ok;
        });
        return command;
    }

    private static string StationOf(ParseResult parsed) => parsed.GetRequiredValue(Station).ToUpper(CultureInfo.InvariantCulture);
}
