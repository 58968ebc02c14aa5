using RsCard.Students.Cases;

namespace RsCard.Students.Web.Localization;

/// <summary>The page of the variants of the process (D-80).</summary>
public static class VariantTexts
{
    public static readonly Phrase Title = new("Varianter av processen", "Variants of the process");
    public static readonly Phrase About = new("Hur kortet kommer fram, för vilka lärosäten och terminer, och att flytta ett ärende.", "How the card arrives, for which institutions and terms, and moving one case.");
    public static readonly Phrase Intro = new(
        "En rad i en lista avgör vilken väg ärendet går, och det följer den väg det började på. Vilka som får kortet hemskickat står i inställningarna.",
        "A row of a list decides which way the case goes, and it keeps the way that it began. For whom the card is sent home stands in the settings.");

    public static readonly Phrase Variant = new("Väg", "Way");
    public static readonly Phrase Definition = new("Ritning", "Drawing");
    public static readonly Phrase OpenCases = new("Öppna ärenden", "Open cases");
    public static readonly Phrase Rules = new("Kortet skickas hem", "The card is sent home");
    public static readonly Phrase NoRules = new("Ingenstans: alla hämtar kortet vid kortstationen. Ändras med Process:HomeDelivery i inställningarna.", "Nowhere: everybody fetches the card at the card station. Changed by Process:HomeDelivery in the settings.");
    public static readonly Phrase Everywhere = new("alla lärosäten", "all institutions");
    public static readonly Phrase From = new("För perioder som börjar", "For periods that begin");
    public static readonly Phrase OnOrAfter = new("{0} eller senare", "{0} or later");
    public static readonly Phrase MoveTitle = new("Flytta ett ärende till den andra vägen", "Move one case to the other way");
    public static readonly Phrase MoveHint = new(
        "Går tills fotot är taget, mellan att hämta kortet och att få det hem. Det som är klart görs inte om. Först visas vad som händer.",
        "Possible until the photo is taken, between fetching the card and having it sent home. What is done isn't done again. First you see what will happen.");

    public static readonly Phrase Sought = new("Studentens RSid eller ärendets id", "The student's RSid or the case's id");
    public static readonly Phrase To = new("Ny väg", "New way");
    public static readonly Phrase Look = new("Visa vad som händer", "Show what will happen");
    public static readonly Phrase NotFound = new("Inget öppet ärende hittades på {0}.", "No open case was found by {0}.");
    public static readonly Phrase PlanTitle = new("Det här händer", "This will happen");
    public static readonly Phrase Case = new("Ärende", "Case");
    public static readonly Phrase Stands = new("Står vid {0} och kommer att stå vid {1}.", "Stands at {0} and will stand at {1}.");
    public static readonly Phrase Missing = new("Finns inte på den nya vägen: {0}.", "Not on the new way: {0}.");
    public static readonly Phrase Move = new("Flytta ärendet", "Move the case");
    public static readonly Phrase Moved = new("Ärendet är flyttat.", "The case has been moved.");

    private static readonly Dictionary<string, Phrase> Paths = new(StringComparer.Ordinal)
    {
        [CasePath.Service] = new("Foto, en månad, hämtas vid samma kortstation", "Photo, a month, fetched at the same card station"),
        [CasePath.ServiceHome] = new("Kortet skickas hem och aktiveras vid valfri kortstation", "The card is sent home and activated at any card station"),
        [CasePath.Foreign] = new("Utländsk student: passkopia och reservkort", "Foreign student: passport copy and reserve card"),
        [CasePath.NoAddress] = new("Utan svensk folkbokföringsadress: reservkort", "Without a Swedish registered address: reserve card"),
        [CasePath.Halmstad] = new("Bara praktik i Halmstad: lämnas över", "Placement in Halmstad alone: handed over"),
    };

    private static readonly Dictionary<string, Phrase> Refusals = new(StringComparer.Ordinal)
    {
        ["CASE-001"] = new("Ärendet finns inte.", "There is no such case."),
        ["VARIANT-001"] = new("Bara ärenden där kortet hämtas eller skickas hem kan byta väg.", "Only cases whose card is fetched or sent home can change their way."),
        ["VARIANT-002"] = new("Ärendet går den vägen redan.", "The case goes that way already."),
        ["VARIANT-003"] = new("Ärendet är avslutat eller håller på att avslutas.", "The case is closed or ending."),
        ["VARIANT-004"] = new("Fotot är taget: ärendet går färdigt som det började.", "The photo is taken: the case finishes as it began."),
        ["VARIANT-005"] = new("Ärendet står inte på vägen just nu: det håller på att börja, eller är framme.", "The case isn't on its way just now: it begins, or has finished."),
        ["VARIANT-006"] = new("Ärendet kan inte flyttas därifrån det står, eller har gått vidare. Se efter på ärendets sida.", "The case can't be moved from where it stands, or has moved on. Look at the case's page."),
    };

    /// <summary>All ways, in the order they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [CasePath.Service, CasePath.ServiceHome, CasePath.Foreign, CasePath.NoAddress, CasePath.Halmstad];

    /// <summary>Those between which a case may be moved.</summary>
    public static IReadOnlyList<string> Switchable { get; } = [CasePath.Service, CasePath.ServiceHome];

    public static Phrase PathOf(string path) => Paths.GetValueOrDefault(path, new(path, path));

    public static Phrase RefusalOf(VariantResult.Refused refused) => Refusals.GetValueOrDefault(refused.Code, new(refused.Reason, refused.Reason));
}
