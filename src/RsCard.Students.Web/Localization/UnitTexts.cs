namespace RsCard.Students.Web.Localization;

/// <summary>Pages behind the links of units, supervisors and offices of another region (D-5, D-15).</summary>
public static class UnitTexts
{
    public static readonly Phrase VdiTitle = new("Beställ VDI till en student", "Order VDI for a student");
    public static readonly Phrase VdiNow = new(
        "Studenten behöver fjärråtkomst (VDI) till placeringen. Beställ den i er vanliga kanal, och tryck sedan här.",
        "The student needs remote access (VDI) for the placement. Order it in your usual way, and then press here.");

    public static readonly Phrase VdiOrdered = new("VDI är beställt", "VDI is ordered");
    public static readonly Phrase VdiDone = new("Tack! VDI är noterat som beställt. Du behöver inte göra något mer.", "Thank you! VDI is noted as ordered. There is nothing more to do.");

    public static readonly Phrase ReceiptTitle = new("En student med placering hos er", "A student with a placement with you");
    public static readonly Phrase ReceiptNow = new(
        "Placeringen lämnas över till er. Tryck här när ni har tagit emot den.",
        "The placement is handed over to you. Press here when you have received it.");

    public static readonly Phrase Received = new("Vi har tagit emot placeringen", "We have received the placement");
    public static readonly Phrase ReceiptDone = new("Tack! Mottagandet är noterat. Du behöver inte göra något mer.", "Thank you! The receipt is noted. There is nothing more to do.");

    public static readonly Phrase ChecklistTitle = new("Checklista för studentens första dag", "Checklist for the student's first day");
    public static readonly Phrase FirstDay = new("Så här gör du första dagen", "What to do on the first day");
    public static readonly Phrase AsStudent = new(
        "Lägg upp personen som student, inte som anställd, med RSid ovan.",
        "Register the person as student, not as employee, with the RSid above.");

    public static readonly Phrase Password = new(
        "Hjälp studenten att sätta sitt lösenord på enheten. Det mejlas aldrig.",
        "Help the student to set the password at the unit. It is never mailed.");

    public static readonly Phrase CardAndPin = new(
        "Låt studenten logga in med kortet och pinkoden i en kortläsare.",
        "Let the student log in with card and PIN in a card reader.");

    public static readonly Phrase ServiceDesk = new(
        "Strular dator, kortläsare eller inloggning: ring servicedesk {0} (inom regionen {1}).",
        "Trouble with computer, card reader or login: call the service desk {0} (inside the region {1}).");

    public static readonly Phrase Print = new("Sidan går att skriva ut.", "This page can be printed.");
    public static readonly Phrase From = new("från {0}", "from {0}");
    public static readonly Phrase Dates = new("Placering", "Placement");
    public static readonly Phrase Questions = new("Frågor om RSid eller namn:", "Questions about RSid or name:");

    public static readonly Phrase StudentTitle = new("{0}: vem ska vi skriva till?", "{0}: whom do we write to?");
    public static readonly Phrase StudentWhy = new(
        "{0}, från {1}. Fyll i det du vet: enheten beställer fjärråtkomst (VDI), handledaren får en checklista för din första dag.",
        "{0}, from {1}. Fill in what you know: the unit orders remote access (VDI), the supervisor gets a checklist for your first day.");

    public static readonly Phrase UnitMail = new("Enhetens e-postadress", "The unit's e-mail address");
    public static readonly Phrase SupervisorMail = new("Handledarens e-postadress", "The supervisor's e-mail address");
    public static readonly Phrase Save = new("Spara", "Save");
    public static readonly Phrase Saved = new("Tack, adressen är sparad.", "Thank you, the address is saved.");
}
