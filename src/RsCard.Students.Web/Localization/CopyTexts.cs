using RsCard.Students.Passports;

namespace RsCard.Students.Web.Localization;

/// <summary>The page of a passport copy.</summary>
public static class CopyTexts
{
    public static readonly Phrase Title = new("Vidimerad passkopia", "Certified passport copy");
    public static readonly Phrase None = new("Ingen passkopia har kommit.", "No passport copy has come.");
    public static readonly Phrase Sent = new("Skickad", "Sent");
    public static readonly Phrase CertifiedOn = new("Vidimeringens datum", "Date of the certification");
    public static readonly Phrase Certifier = new("Vidimerad av", "Certified by");
    public static readonly Phrase CertifierName = new("Lärarens namnförtydligande", "Printed name of the teacher");
    public static readonly Phrase CertifierPhone = new("Lärarens telefonnummer", "Phone number of the teacher");
    public static readonly Phrase PassportValidTo = new("Passets sista giltighetsdag", "Last valid day of the passport");
    public static readonly Phrase IsSigned = new("Kopian är underskriven av läraren", "The copy is signed by the teacher");
    public static readonly Phrase Decision = new("Beslut", "Decision");
    public static readonly Phrase Open = new("Öppna kopian", "Open the copy");
    public static readonly Phrase OpenHint = new("Varje läsning sparas i loggen.", "Each reading is kept in the trail.");
    public static readonly Phrase Approve = new("Godkänn kopian", "Approve the copy");
    public static readonly Phrase Reject = new("Avvisa kopian", "Reject the copy");
    public static readonly Phrase Reason = new("Vad är fel? Studieadministratören får texten.", "What is wrong? The study administrator gets the text.");
    public static readonly Phrase Erased = new("Kopian raderades {0}. Att den kontrollerades finns kvar.", "The copy was erased on {0}. That it was verified is kept.");
    public static readonly Phrase Send = new("Skicka en kopia", "Send a copy");
    public static readonly Phrase Intro = new(
        "En ansvarig lärare ska ha vidimerat kopian med datum, underskrift, namnförtydligande och telefonnummer.",
        "A responsible teacher must have certified the copy with date, signature, printed name and phone number.");

    public static readonly Phrase File = new("PDF, JPEG eller PNG, högst {0} MB", "PDF, JPEG or PNG, {0} MB at most");
    public static readonly Phrase FileMissing = new("Välj en fil.", "Choose a file.");

    public static Phrase DecisionOf(string? decision) => decision switch
    {
        CopyDecision.Approved => new("godkänd", "approved"),
        CopyDecision.Rejected => new("avvisad", "rejected"),
        _ => new("väntar på kontroll", "waits for verification"),
    };
}
