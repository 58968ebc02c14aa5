namespace RsCard.Students.Submissions;

/// <summary>What the refusal of a whole file says to its sender, in Swedish and English.</summary>
public static class FileTexts
{
    private static readonly Dictionary<string, (string Swedish, string English)> Texts = new()
    {
        [FileCodes.Empty] = (
            "Filen innehåller inga studenter. Kontrollera att det är rätt fil och att listan ligger på ett synligt blad.",
            "The file contains no students. Check that it is the right file, and that the list stands on a visible sheet."),
        [FileCodes.Type] = (
            "Filen är varken CSV eller XLSX. Spara listan som Excel-arbetsbok (.xlsx) utan lösenord, eller som CSV, och skicka den igen.",
            "The file is neither CSV nor XLSX. Save the list as an Excel workbook (.xlsx) without password, or as CSV, and send it again."),
        [FileCodes.Encoding] = (
            "Filens teckenkodning går inte att läsa. Spara listan som CSV UTF-8 eller som .xlsx och skicka den igen.",
            "The character encoding of the file cannot be read. Save the list as CSV UTF-8 or as .xlsx and send it again."),
        [FileCodes.Header] = (
            "Ingen rubrikrad hittades. Listan behöver en rad med rubriker, minst Personnummer (eller Passnummer) och Förnamn eller Efternamn. Använd gärna mallen.",
            "No header row was found. The list needs a row of headers, at least Personal number (or Passport number) and First name or Last name. The template helps."),
        [FileCodes.TooLarge] = (
            "Listan är för stor (gränsen är {0}). Dela den i flera och skicka dem var för sig.",
            "The list is too large (the limit is {0}). Split it and send the parts one by one."),
        [FileCodes.Bomb] = (
            "Filen packas upp till orimligt mycket, eller har orimligt många kolumner. Kopiera raderna till en ny tom lista och skicka den.",
            "The file unpacks to an unreasonable size, or has an unreasonable number of columns. Copy the rows into a new empty list and send that."),
        [FileCodes.Damaged] = (
            "Filen är skadad och går inte att läsa till slut. Öppna listan, spara den igen och skicka den.",
            "The file is damaged and cannot be read to its end. Open the list, save it again and send it."),
        [FileCodes.Damaged + "/row"] = (
            "Filen går inte att läsa: ett citattecken (\") på rad {0} öppnas men stängs inte där det ska. Ta bort eller stäng det och skicka listan igen.",
            "The file cannot be read: a quote (\") in row {0} is opened but not closed where it should be. Remove or close it and send the list again."),
        [FileCodes.InstitutionClosed] = (
            "Lärosätet {0} är ur bruk och tar inte emot nya listor. Hör av dig till HSA-gruppen.",
            "The institution {0} isn't in use and takes no new lists. Contact the HSA team."),
    };

    /// <summary>Every code that has a text.</summary>
    public static IReadOnlyCollection<string> Keys => Texts.Keys;

    /// <param name="language"><c>sv</c> or <c>en</c>.</param>
    public static string Message(FileRefusal refusal, string language)
    {
        var (swedish, english) = Texts[refusal is { Code: FileCodes.Damaged, Detail: not null } ? FileCodes.Damaged + "/row" : refusal.Code];
        return (language == "sv" ? swedish : english).Replace("{0}", refusal.Detail, StringComparison.Ordinal);
    }
}
