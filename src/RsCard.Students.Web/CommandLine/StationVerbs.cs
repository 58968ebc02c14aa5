using System.CommandLine;
using System.Globalization;
using RsCard.Students.Cards;
using RsCard.Students.Database;
using RsCard.Students.ReserveCards;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>station photo|pickup|arrived|delayed|transfer|activate|send-back|issue|renew|stock</c>: what the counter does.</summary>
internal static class StationVerbs
{
    private static readonly Option<string> Station = new("--station") { Description = "Code of the card station", Required = true };
    private static readonly Option<string> Document = new("--document") { Description = "passport, national-id, driving-licence or id-card", DefaultValueFactory = _ => "national-id" };
    private static readonly Option<DateOnly> ValidTo = new("--valid-to") { Description = "The document's last valid day", Required = true };

    public static Command Create()
    {
        var reused = new Option<bool>("--reused") { Description = "The photo on file was taken over" };
        var newDate = new Option<DateOnly>("--date") { Description = "The new expected day", Required = true };
        return new Command("station", "What the counter of a card station does")
        {
            Act("photo", "The student has been photographed", [Document, ValidTo, reused], (parsed, desk, id, token) =>
                desk.TakePhotoAsync(id, StationOf(parsed), DocumentOf(parsed), parsed.GetValue(reused), Verb.Actor, token)),
            Act("pickup", "The student fetches the card", [Document, ValidTo], (parsed, desk, id, token) =>
                desk.HandOverAsync(id, StationOf(parsed), DocumentOf(parsed), Verb.Actor, token)),
            Act("arrived", "The card has come", [], (parsed, desk, id, token) => desk.ArrivedAsync(id, StationOf(parsed), Verb.Actor, token)),
            Act("delayed", "The card comes later", [newDate], (parsed, desk, id, token) => desk.DelayAsync(id, StationOf(parsed), parsed.GetValue(newDate), Verb.Actor, token)),
            Act("transfer", "The card is asked for at this station instead", [], (parsed, desk, id, token) => desk.TransferAsync(id, StationOf(parsed), Verb.Actor, token)),
            Act("activate", "A card that was sent home is activated, with a PIN of the student's choice", [Document, ValidTo], (parsed, desk, id, token) =>
                desk.ActivateAsync(id, StationOf(parsed), DocumentOf(parsed), Verb.Actor, token)),
            Act("send-back", "The student can't be found, or stands in the wrong category", [], (parsed, desk, id, token) => desk.SendBackAsync(id, StationOf(parsed), Verb.Actor, token)),
            Issue(),
            Renew(),
            StockVerbs.Create(),
        };
    }

    private static Command Issue()
    {
        var serial = new Option<string>("--serial") { Description = "Serial number of the reserve card", Required = true };
        var certificateTo = new Option<DateOnly?>("--certificate-to") { Description = "The certificate's last day as the card says; else the latest that is allowed" };
        var companion = new Option<string?>("--companion") { Description = "Name of the responsible person who vouches for the student" };
        var companionDocument = new Option<string>("--companion-document") { Description = "The companion's ID document", DefaultValueFactory = _ => "national-id" };
        var companionValidTo = new Option<DateOnly>("--companion-valid-to") { Description = "Its last valid day" };
        var foreign = new Option<bool>("--companion-document-is-foreign") { Description = "It wasn't issued in Sweden" };
        return DeskVerb.Create("issue", "A reserve card from the station's stock is handed over", [Station, Document, ValidTo, serial, certificateTo, companion, companionDocument, companionValidTo, foreign], (parsed, services, id, token) =>
            services.GetRequiredService<ReserveCardDesk>().IssueAsync(
                id,
                StationOf(parsed),
                new ReserveHandOver(
                    parsed.GetRequiredValue(serial),
                    DocumentOf(parsed),
                    parsed.GetValue(companion) is { } name
                        ? new Companion(name, new IdDocument(parsed.GetRequiredValue(companionDocument), parsed.GetValue(companionValidTo)), IsSwedish: !parsed.GetValue(foreign))
                        : null,
                    parsed.GetValue(certificateTo)),
                Verb.Actor,
                token));
    }

    private static Command Renew()
    {
        var certificateTo = new Option<DateOnly?>("--certificate-to") { Description = "The new last day as the card says; else the latest that is allowed" };
        return DeskVerb.Create("renew", "The certificate of a reserve card is renewed", [certificateTo], (parsed, services, id, token) =>
            services.GetRequiredService<ReserveCardDesk>().RenewAsync(id, parsed.GetValue(certificateTo), Verb.Actor, token));
    }

    private static Command Act(string name, string description, IEnumerable<Option> options, Func<ParseResult, StationDesk, CaseId, CancellationToken, Task<DeskResult>> act) =>
        DeskVerb.Create(name, description, [Station, .. options], (parsed, services, id, token) => act(parsed, services.GetRequiredService<StationDesk>(), id, token));

    private static string StationOf(ParseResult parsed) => parsed.GetRequiredValue(Station).ToUpper(CultureInfo.InvariantCulture);

    private static IdDocument DocumentOf(ParseResult parsed) => new(parsed.GetRequiredValue(Document), parsed.GetValue(ValidTo));
}
