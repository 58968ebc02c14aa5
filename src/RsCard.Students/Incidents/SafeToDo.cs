namespace RsCard.Students.Incidents;

/// <summary>What a person may safely do about an incident, by its code. The English sentences stand in docs/operations.md, too.</summary>
public static class SafeToDo
{
    private static readonly Advice NothingMoved = new(
        "Inget har flyttats. Laga definitionen, flytta ärendet till den (workflows migrate) och försök sedan igen.",
        "Nothing has moved. Mend the definition, move the case to it (workflows migrate), then retry.");

    private static readonly Advice Bug = new(
        "Inget har flyttats. Det är ett fel i programmet, eller uppgifter som inte passar: försök igen med alla när en lagad version är i drift.",
        "Nothing has moved. It is a bug, or data that don't fit: retry all with this cause when a mended release is in place.");

    private static readonly Advice TwoEntries = new(
        "Inget har skrivits. Jämför de två posterna och rätta den felaktiga; försök sedan igen.",
        "Nothing was written. Compare the two entries and mend the wrong one; then retry.");

    private static readonly Advice NotSent = new(
        "Ofarligt att försöka igen: inget har skickats.",
        "Safe to retry: nothing was sent.");

    private static readonly Advice PerhapsSent = new(
        "Mejlet har kanske skickats. Ett nytt försök har samma Message-ID: i värsta fall kommer samma mejl två gånger.",
        "Perhaps sent. A retry has the same Message-ID: at worst the same mail comes twice.");

    private static readonly Advice MailServer = new(
        "Inget har skickats. Laga inställningarna för mejlservern först och försök sedan igen med alla.",
        "Nothing was sent. Mend the mail server's settings first, then retry all with this cause.");

    private static readonly Advice WrongAddress = new(
        "Ett nytt försök går till samma adress och hjälper inte om den är fel. Säg till mottagaren på annat sätt och lös för hand med utfallet Done.",
        "A retry goes to the same address and won't help if that is wrong. Tell the recipient in another way, and resolve by hand with the outcome Done.");

    private static readonly Advice NotRead = new(
        "Inget har skrivits. Rätta det som detaljen säger i katalogen eller i inställningarna och försök sedan igen med alla.",
        "Nothing was written. Mend what the detail says, in the directory or in the settings, then retry all with this cause.");

    private static readonly Dictionary<string, Advice> ByCode = new(StringComparer.Ordinal)
    {
        ["DIR-001"] = new("Ofarligt att försöka igen med alla när katalogen svarar.", "Safe to retry all with this cause when the directory answers."),
        ["DIR-002"] = new("Ofarligt att försöka igen när katalogen har plats för det.", "Safe to retry when the directory has room for it."),
        ["DIR-004"] = new("Ofarligt att försöka igen: varje försök läser innan det skriver.", "Safe to retry: each attempt reads before it writes."),
        ["DIR-005"] = new(
            "Ofarligt att försöka igen. Kommer det tillbaka ändrar någon posten samtidigt: ta reda på vem.",
            "Safe to retry. If it comes back, somebody changes the entry at the same time: find out who."),
        ["DIR-006"] = new(
            "Inget har skrivits. Rätta tjänstekontots rättigheter i katalogen först och försök sedan igen med alla.",
            "Nothing was written. Mend the service account's rights first, then retry all with this cause."),
        ["DIR-007"] = new("Inget har skrivits. Läs detaljen, rätta det den säger och försök sedan igen.", "Nothing was written. Read the detail and mend what it says, then retry."),
        ["DIR-010"] = new(
            "Slå aldrig ihop poster. En person avgör vilken som gäller och rättar de andra; försök sedan igen.",
            "Never merge entries. A person decides which one counts and mends the others; then retry."),
        ["DIR-011"] = TwoEntries,
        ["DIR-012"] = TwoEntries,
        ["DIR-020"] = new(
            "Försök inte igen: posten är systemförvaltningens. Lös för hand när de har den.",
            "Don't retry: the entry is system management's. Resolve by hand when they have it."),
        ["DIR-031"] = NotRead,
        ["DIR-032"] = NotRead,
        ["DIR-033"] = NotRead,
        ["DIR-034"] = NotRead,
        ["DIR-035"] = NotRead,
        ["MAIL-001"] = NotSent,
        ["MAIL-002"] = PerhapsSent,
        ["MAIL-003"] = PerhapsSent,
        ["MAIL-004"] = NotSent,
        ["MAIL-005"] = NotSent,
        ["MAIL-006"] = NotSent,
        ["MAIL-007"] = WrongAddress,
        ["MAIL-008"] = new(
            "Läs detaljen. Ett nytt försök skickar samma mejl och hjälper bara om mejlserverns regler har rättats.",
            "Read the detail. A retry sends the same mail and helps only when the mail server's rules were mended."),
        ["MAIL-009"] = MailServer,
        ["MAIL-010"] = MailServer,
        ["MAIL-011"] = MailServer,
        ["MAIL-012"] = WrongAddress,
        ["MAIL-013"] = WrongAddress,
        ["MAIL-014"] = MailServer,
        ["MAIL-099"] = PerhapsSent,
        ["WORK-001"] = new(
            "Försök igen en gång. Kommer det tillbaka är det ett fel i programmet: anmäl detaljen och låt det stå.",
            "Retry once. If it comes back, it is a bug: report the detail and leave it where it is."),
        ["WORK-003"] = new(
            "Ofarligt att försöka igen: arbetet börjar med att se efter. Kommer det tillbaka är det ett fel i programmet.",
            "Safe to retry: the work begins by looking. If it comes back, it is a bug."),
        ["WORK-005"] = new(
            "Uppgiften verkar fälla den som utför den. Läs nodernas loggar först, och försök igen med en i taget.",
            "It seems to take its worker down. Read the nodes' logs first, and retry one at a time."),
        ["FLOW-001"] = NothingMoved,
        ["FLOW-002"] = NothingMoved,
        ["FLOW-003"] = NothingMoved,
        ["FLOW-004"] = NothingMoved,
        ["FLOW-005"] = NothingMoved,
        ["FLOW-006"] = NothingMoved,
        ["FLOW-007"] = Bug,
        ["FLOW-008"] = Bug,
        ["WF-002"] = NothingMoved,
        ["WF-003"] = Bug,
    };

    /// <summary>For a code that isn't in the table.</summary>
    public static Advice Unknown { get; } = new(
        "Okänd kod: försök inte igen förrän du vet vad den betyder. Se efter i ärendet och i katalogen, och fråga utvecklarna.",
        "An unknown code: don't retry before you know what it means. Look at the case and the directory, and ask the developers.");

    public static IReadOnlyDictionary<string, Advice> All => ByCode;

    public static Advice Of(string code) => ByCode.GetValueOrDefault(code, Unknown);
}

/// <summary>A sentence for the person who mends.</summary>
public sealed record Advice(string Swedish, string English);
