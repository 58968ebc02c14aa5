namespace RsCard.Students.Submissions;

/// <summary>
/// What a row's errors and notes say to its sender: what is wrong and what would be right, in Swedish and English.
/// No text holds anything of the row.
/// </summary>
public static class RowTexts
{
    // {0} is the column as the language calls it.
    private static readonly Dictionary<string, (string Swedish, string English)> Texts = new()
    {
        [RowCodes.NumberFormat] = (
            "Det här är inget personnummer. Skriv ÅÅMMDD-NNNN eller 12 siffror.",
            "This is not a personal number. Write YYMMDD-NNNN or 12 digits."),
        [RowCodes.NumberFormat + "/" + RowVariants.LostZeros] = (
            "Numret har för få siffror. Kalkylprogrammet kan ha tagit bort nollor i början, men kontrollsiffran stämmer inte heller med dem. Formatera kolumnen som text och skriv numret med 12 siffror.",
            "The number has too few digits. The spreadsheet may have dropped leading zeros, but the check digit does not hold with them either. Format the column as text and write the number with 12 digits."),
        [RowCodes.NumberDate] = (
            "Personnumrets datum finns inte i kalendern eller ligger i framtiden. Kontrollera år, månad och dag (samordningsnummer har dag + 60).",
            "The date in the personal number does not exist or lies in the future. Check year, month and day (a coordination number has day + 60)."),
        [RowCodes.NumberChecksum] = (
            "Kontrollsiffran stämmer inte, så någon siffra är fel. Jämför med studentens id-handling och skriv numret igen.",
            "The check digit does not hold, so some digit is wrong. Compare with the student's ID document and write the number again."),
        [RowCodes.NumberInterim] = (
            "Det här är ett interimsnummer, som bara gäller inom ett lärosäte. Skriv personnummer eller samordningsnummer, eller fyll i passuppgifterna.",
            "This is an interim number, valid only inside one university. Write a personal or coordination number, or fill in the passport columns."),
        [RowCodes.NumberReserve] = (
            "Det här ser ut som ett reservnummer från vården. Skriv personnummer eller samordningsnummer, eller fyll i passuppgifterna.",
            "This looks like a reserve number used in health care. Write a personal or coordination number, or fill in the passport columns."),
        [RowCodes.NumberAmbiguous] = (
            "Utan århundrade skulle studenten vara under 15 eller över 100 år. Skriv numret med 12 siffror: ÅÅÅÅMMDD-NNNN.",
            "Without the century the student would be under 15 or over 100 years old. Write the number with 12 digits: YYYYMMDD-NNNN."),
        [RowCodes.NumberMissing] = (
            "Personnummer saknas. Skriv det, eller fyll i passland, passnummer, passets sista giltighetsdag och födelsedatum.",
            "The personal number is missing. Write it, or fill in passport country, passport number, passport valid to and date of birth."),
        [RowCodes.CoordinationDormant] = (
            "Samordningsnumret är markerat som vilande och kan inte användas. Be studenten att förnya det hos Skatteverket, eller ta bort numret och fyll i passuppgifterna.",
            "The coordination number is marked as dormant and cannot be used. Ask the student to renew it with the Tax Agency, or remove the number and fill in the passport columns."),
        [RowCodes.NameMissing] = (
            "{0} saknas. Skriv namnet som i passet eller folkbokföringen.",
            "{0} is missing. Write the name as in the passport or the population register."),
        [RowCodes.MailFormat] = (
            "{0}: det här är inte en e-postadress. Skriv en enda adress, utan å, ä och ö före @, till exempel namn@lärosäte.example.",
            "{0}: this is not an e-mail address. Write one address only, without å, ä or ö before the @, for example name@university.example."),
        [RowCodes.MailMissing] = (
            "E-postadress saknas. Skriv en adress som studenten läser: dit skickas RSid och besked om kortet.",
            "The e-mail address is missing. Write one that the student reads: the RSid and news of the card are sent there."),
        [RowCodes.PeriodFormat] = (
            "{0}: datumet går inte att läsa. Skriv till exempel 2027-01-18, 20270118 eller 18/1 2027.",
            "{0}: the date cannot be read. Write for example 2027-01-18, 20270118 or 18/1 2027."),
        [RowCodes.PeriodFormat + "/" + RowVariants.Missing] = (
            "{0} saknas. Skriv utbildningens första och sista dag, till exempel 2027-01-18.",
            "{0} is missing. Write the first and last day of the education, for example 2027-01-18."),
        [RowCodes.PeriodOrder] = (
            "Slutdatum ligger före startdatum. Kontrollera om de har bytt plats.",
            "The end date is before the start date. Check whether they have changed places."),
        [RowCodes.PeriodPast] = (
            "Slutdatum har redan passerat. Skriv utbildningens sista dag, eller ta bort raden om studenten är klar.",
            "The end date has already passed. Write the last day of the education, or remove the row if the student has finished."),
        [RowCodes.ProgrammeMissing] = (
            "Program saknas. Skriv vilken utbildning studenten går.",
            "The programme is missing. Write which education the student follows."),
        [RowCodes.PlacementDate] = (
            "{0}: datumet går inte att läsa. Skriv till exempel 2027-02-01, 20270201 eller 1/2 2027, eller lämna tomt.",
            "{0}: the date cannot be read. Write for example 2027-02-01, 20270201 or 1/2 2027, or leave it empty."),
        [RowCodes.PlacementDate + "/" + RowVariants.Order] = (
            "VFU slutar före sin första dag. Kontrollera om datumen har bytt plats.",
            "The placement ends before its first day. Check whether the dates have changed places."),
        [RowCodes.PlacementDate + "/" + RowVariants.OutsidePeriod] = (
            "{0} ligger utanför utbildningens period. Rätta datumet, eller perioden om den är för kort.",
            "{0} lies outside the period of the education. Correct the date, or the period if it is too short."),
        [RowCodes.UnitKind] = (
            "Typ av enhet går inte att läsa. Skriv offentlig, privat eller Halmstad, eller lämna tomt.",
            "The unit type cannot be read. Write public, private or Halmstad, or leave it empty."),
        [RowCodes.DuplicateInList] = (
            "Samma student står med samma uppgifter på en tidigare rad i listan. Du behöver inte göra något: raden räknas en gång.",
            "The same student stands with the same data in an earlier row of the list. You need not do anything: the row counts once."),
        [RowCodes.DuplicateConflict] = (
            "Samma student står på flera rader i listan med olika uppgifter. Behåll den rad som är rätt, ta bort den andra och skicka den igen.",
            "The same student stands in several rows of the list with different data. Keep the row that is right, remove the other and send it again."),
        [RowCodes.PassportIncomplete] = (
            "{0} saknas. Utan personnummer behövs passland, passnummer, passets sista giltighetsdag och födelsedatum.",
            "{0} is missing. Without a personal number, passport country, passport number, passport valid to and date of birth are all needed."),
        [RowCodes.PassportIncomplete + "/" + RowVariants.Country] = (
            "Passland går inte att läsa. Skriv landskoden som i passet, till exempel DE eller DEU.",
            "The passport country cannot be read. Write the country code as in the passport, for example DE or DEU."),
        [RowCodes.PassportIncomplete + "/" + RowVariants.Date] = (
            "{0}: datumet kan inte stämma. Skriv till exempel 2031-05-30.",
            "{0}: the date cannot be right. Write for example 2031-05-30."),
        [RowCodes.PassportIncomplete + "/" + RowVariants.Expired] = (
            "Passet har gått ut. Be studenten om ett giltigt pass och skriv dess uppgifter.",
            "The passport has expired. Ask the student for a valid passport and write its data."),
        [RowCodes.Protected] = (
            "Studenten har skyddade personuppgifter och hanteras inte här. Inget om raden har sparats. Be studenten ringa systemförvaltningen, 044-19 35 15.",
            "The student has protected identity and is not handled here. Nothing of the row has been kept. Ask the student to call system management, 044-19 35 15."),
        [RowCodes.Halmstad] = (
            "Placeringen i Halmstad lämnas över till sekreteraren där. Du behöver inte göra något.",
            "The placement in Halmstad is handed over to the secretary there. You need not do anything."),
        [RowCodes.RowShape] = (
            "Raden har inte lika många celler som rubrikraden. Kontrollera om en avgränsare står inne i en text, eller om en cell saknas.",
            "The row does not have as many cells as the header. Check whether a delimiter stands inside a text, or a cell is missing."),
        [RowCodes.RowShape + "/" + RowVariants.TooLong] = (
            "En cell på raden är längre än 1000 tecken. Korta texten, eller kontrollera om flera rader har hamnat i en.",
            "A cell of the row is longer than 1000 characters. Shorten the text, or check whether several rows have become one."),
        [RowCodes.RowShape + "/" + RowVariants.YesOrNo] = (
            "{0}: svaret går inte att läsa. Skriv ja eller nej, eller lämna tomt.",
            "{0}: the answer cannot be read. Write yes or no, or leave it empty."),
        [RowCodes.RowShape + "/" + RowVariants.TwoValues] = (
            "{0}: listan har två sådana kolumner och de säger olika. Låt bara en av dem vara ifylld.",
            "{0}: the list has two such columns and they differ. Fill in only one of them."),
        [RowCodes.RowShape + "/" + RowVariants.LanguageCode] = (
            "Språk går inte att läsa. Skriv sv eller en, eller lämna tomt.",
            "The language cannot be read. Write sv or en, or leave it empty."),
        [RowCodes.ControlCharacter] = (
            "{0} innehåller ett osynligt tecken eller en radbrytning. Skriv om texten i cellen för hand.",
            "{0} contains an invisible character or a line break. Write the text of the cell again by hand."),
    };

    /// <summary>Every code, and code/variant, that has a text.</summary>
    public static IReadOnlyCollection<string> Keys => Texts.Keys;

    /// <param name="language"><c>sv</c> or <c>en</c>.</param>
    public static string Message(RowError error, string language)
    {
        var (swedish, english) = Texts[error.Variant is null ? error.Code : $"{error.Code}/{error.Variant}"];
        var label = error.Column is null ? "" : ListColumn.Label(error.Column, language);
        return (language == "sv" ? swedish : english).Replace("{0}", label, StringComparison.Ordinal);
    }
}
