using RsCard.Students.Incidents;

namespace RsCard.Students.Web.Localization;

/// <summary>Failed work and what is done about it.</summary>
public static class WorkTexts
{
    public static readonly Phrase CardAlarms = new("Giltiga kort utan post", "Valid cards without an entry");
    public static readonly Phrase CardAlarmsHint = new(
        "Posten är avslutad men kortet gäller. Larmet upphör när kortet är återlämnat eller spärrat, eller när regionen har anställt personen.",
        "The entry is closed and the card is valid. The alarm ends when the card is returned or blocked, or when the region has employed the person.");

    public static readonly Phrase OfCases = new("ärende", "case");
    public static readonly Phrase Counts = new("{0} att laga, {1} försöks igen. Äldst {2}, senast {3}.", "{0} to mend, {1} being retried. Oldest {2}, newest {3}.");
    public static readonly Phrase Safe = new("Det här går att göra", "What is safe to do");
    public static readonly Phrase RetryAll = new("Försök igen med alla {0}", "Retry all {0}");
    public static readonly Phrase RetriedMany = new("{0} försöks igen. Lagat står det först när det har gått igenom.", "{0} are being retried. Mended is said only when it has gone through.");
    public static readonly Phrase More = new("{0} till visas inte.", "{0} more aren't shown.");
    public static readonly Phrase IsRetrying = new("försöks igen sedan {0}, nästa försök {1}", "being retried since {0}, next try {1}");
    public static readonly Phrase IsOpen = new("att laga", "to mend");
    public static readonly Phrase SignalAgain = new("Personen gör om det själv.", "The person does it again.");
    public static readonly Phrase ResolveTitle = new("Lös för hand", "Resolve by hand");
    public static readonly Phrase Reason = new("Varför (utan personuppgifter)", "Why (without personal data)");
    public static readonly Phrase Outcome = new("Steget går vidare med utfallet (tomt: steget står kvar)", "The step goes on with the outcome (empty: the step stays open)");
    public static readonly Phrase Resolve = new("Lös", "Resolve");
    public static readonly Phrase Resolved = new("Löst för hand.", "Resolved by hand.");
    public static readonly Phrase InFlight = new("Ett försök pågår just nu. Vänta och se hur det går.", "An attempt is going on right now. Wait and see what comes of it.");
    public static readonly Phrase NoStep = new("Inget steg väntar på det: lämna utfallet tomt.", "No step waits for it: leave the outcome empty.");
    public static readonly Phrase NotAnOutcome = new("Utfallet ska vara ett av: {0}.", "The outcome has to be one of: {0}.");
    public static readonly Phrase Failed = new("{0}: ärendet kunde inte gå vidare med det.", "{0}: the case couldn't go on with it.");

    public static readonly Phrase ReadOnly = new(
        "Katalogen är skrivskyddad sedan {0} av {1}: {2}. Inget skrivs i den; det som väntar skrivs när skyddet tas bort.",
        "The directory is read-only since {0} by {1}: {2}. Nothing is written to it; what waits is written when that ends.");

    public static Phrase SafeOf(string code)
    {
        var advice = SafeToDo.Of(code);
        return new(advice.Swedish, advice.English);
    }
}
