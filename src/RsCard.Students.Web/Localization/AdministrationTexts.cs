namespace RsCard.Students.Web.Localization;

/// <summary>What the pages of the administration have in common, and the page that leads to them.</summary>
public static class AdministrationTexts
{
    public static readonly Phrase Title = new("Administration", "Administration");
    public static readonly Phrase Intro = new(
        "Det som gäller för alla studenter. Varje ändring gäller direkt på alla noder och skrivs i granskningsloggen med vem, när, före och efter.",
        "What holds for all students. Each change counts at once on every node and stands in the audit trail with who, when, before and after.");

    public static readonly Phrase Save = new("Spara", "Save");
    public static readonly Phrase Saved = new("{0} är sparad.", "{0} is saved.");
    public static readonly Phrase Unchanged = new("Inget var ändrat.", "Nothing was changed.");
    public static readonly Phrase Code = new("Kod", "Code");
    public static readonly Phrase Active = new("i bruk", "in use");
    public static readonly Phrase Inactive = new("ur bruk", "not in use");
    public static readonly Phrase Field = new("Uppgift", "Field");
    public static readonly Phrase AsItIs = new("Så står det nu", "As it stands now");
    public static readonly Phrase AsTyped = new("Det du skrev", "What you typed");
    public static readonly Phrase Overtaken = new(
        "Någon annan ändrade det här medan du skrev (ADMIN-001). Inget av ditt är sparat än: jämför nedan, ändra det som behövs och spara igen.",
        "Somebody else changed this while you typed (ADMIN-001). Nothing of yours is saved yet: compare below, change what is needed and save again.");

    public static readonly Phrase NameMissing = new("Skriv ett namn på högst {0} tecken.", "Type a name of at most {0} characters.");
    public static readonly Phrase CodeWrong = new(
        "Skriv en kod med 2 till 20 tecken: A–Z, 0–9 och bindestreck. NEW kan inte vara en kod.",
        "Type a code of 2 to 20 characters: A–Z, 0–9 and hyphen. NEW can't be a code.");

    public static readonly Phrase CodeTaken = new("Koden {0} finns redan.", "The code {0} is taken.");
    public static readonly Phrase ToStations = new("Adresser, öppettider och stängda dagar, som studenterna ser dem.", "Addresses, opening hours and closed days, as students see them.");
}
