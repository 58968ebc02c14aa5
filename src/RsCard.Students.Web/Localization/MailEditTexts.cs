using RsCard.Students.Mail.Texts;

namespace RsCard.Students.Web.Localization;

/// <summary>The page where a mail's text is changed.</summary>
public static class MailEditTexts
{
    public static readonly Phrase Title = new("Ändra texten: {0} ({1})", "Change the text: {0} ({1})");
    public static readonly Phrase Intro = new(
        "Det du sparar gäller från och med nästa mejl. Mejl som redan är på väg behåller sin text. Alla versioner finns kvar och kan läggas tillbaka.",
        "What you save counts from the next mail on. Mails that are on their way keep their text. Every version is kept and can be put back.");

    public static readonly Phrase Text = new("Text", "Text");
    public static readonly Phrase TextHint = new(
        "Första raden är ämnet och börjar med Subject: på båda språken. Tecken och platshållare förklaras nedanför.",
        "The first line is the subject and begins with Subject: in both languages. Signs and placeholders are explained below.");

    public static readonly Phrase PartHint = new("Tecken och platshållare förklaras nedanför.", "Signs and placeholders are explained below.");
    public static readonly Phrase Preview = new("Förhandsgranska", "Preview");
    public static readonly Phrase PreviewTitle = new("Så här skulle mejlet läsas", "How the mail would read");
    public static readonly Phrase NotSaved = new(
        "Uppgifterna är påhittade. Inget är sparat än: spara, eller ändra mer i fältet nedanför.",
        "The values are invented. Nothing is saved yet: save, or change more in the field below.");

    public static readonly Phrase HtmlInNewTab = new("Visa som HTML i en ny flik", "Show as HTML in a new tab");
    public static readonly Phrase Saved = new("Texten på {0} är sparad som version {1} och gäller från nästa mejl.", "The {0} text is saved as version {1} and counts from the next mail.");
    public static readonly Phrase Restored = new("Den levererade texten på {0} gäller igen (version {1}).", "The delivered {0} text counts again (version {1}).");
    public static readonly Phrase OutdatedTitle = new("Den ändrade texten används inte", "The changed text isn't used");
    public static readonly Phrase Outdated = new(
        "Den passar inte den här versionen av programmet, så den levererade texten skickas i stället. Rätta den nedanför och spara, eller gå tillbaka till den levererade.",
        "It doesn't fit this release of the program, so the delivered text is sent instead. Put it right below and save, or go back to the delivered one.");

    public static readonly Phrase Signs = new("Tecken", "Signs");
    public static readonly Phrase EmptyLine = new("En tom rad börjar ett nytt stycke; enkla radbrytningar står kvar.", "An empty line begins a new paragraph; single line breaks are kept.");
    public static readonly Phrase Placeholders = new("Platshållare", "Placeholders");
    public static readonly Phrase PlaceholdersHint = new(
        "I mejlet står uppgiften i stället för platshållaren. En rad vars uppgift saknas utelämnas.",
        "In the mail the value stands in place of the placeholder. A line whose value isn't known is left out.");

    public static readonly Phrase Placeholder = new("Skriv", "Write");
    public static readonly Phrase Becomes = new("Blir i mejlet", "Becomes in the mail");
    public static readonly Phrase Must = new("Måste finnas", "Has to be there");
    public static readonly Phrase HasTo = new("måste", "has to");
    public static readonly Phrase May = new("får", "may");
    public static readonly Phrase Where = new("Var", "Where");
    public static readonly Phrase Versions = new("Versioner", "Versions");
    public static readonly Phrase Version = new("Version", "Version");
    public static readonly Phrase VersionOf = new("Version {0}", "Version {0}");
    public static readonly Phrase Delivered = new("Levererad text", "Delivered text");
    public static readonly Phrase FromTheProgram = new("följer med programmet", "comes with the program");
    public static readonly Phrase Who = new("Vem", "Who");
    public static readonly Phrase What = new("Vad", "What");
    public static readonly Phrase WasChanged = new("ändrad text", "changed text");
    public static readonly Phrase WasRestored = new("tillbaka till den levererade texten", "back to the delivered text");
    public static readonly Phrase Applies = new("gäller", "in force");
    public static readonly Phrase DoesNotFit = new("används inte", "not used");
    public static readonly Phrase Look = new("Visa", "Show");
    public static readonly Phrase PutBack = new("Lägg tillbaka den här versionen", "Put this version back");
    public static readonly Phrase Restore = new("Tillbaka till den levererade texten", "Back to the delivered text");
    public static readonly Phrase AtLine = new("Rad {0}: {1}", "Line {0}: {1}");

    private static readonly Phrase AlonePlace = new("ensam på sin rad", "alone on its line");
    private static readonly Phrase LinkPlace = new("ensam på sin rad, som [ord]({{link}})", "alone on its line, as [words]({{link}})");
    private static readonly Phrase AnyPlace = new("i löpande text, rubrik eller ämne", "in text, a heading or the subject");
    private static readonly Phrase TextPlace = new("i löpande text; inte i ämne, rubrik eller länk, eftersom uppgiften kan saknas", "in text; not in the subject, a heading or a link, as the value may not be known");

    private static readonly (string Sign, Phrase Meaning) SubjectSign = ("Subject: …", new("ämnet, på första raden", "the subject, on the first line"));

    private static readonly (string Sign, Phrase Meaning)[] LineSigns =
    [
        ("# …", new("en rubrik; den första är mejlets egen", "a heading; the first is the mail's own")),
        ("- …", new("en punkt i en lista", "an item of a list")),
        ("[…]({{link}})", new("en knapp med länken, ensam på sin rad", "a button with the link, alone on its line")),
    ];

    /// <summary>Filled with what the fault is about.</summary>
    private static readonly Dictionary<string, Phrase> Faults = new()
    {
        [MailTextCodes.NoSubject] = new("Första raden ska vara Subject: och sedan ämnet.", "The first line has to be Subject: and then the subject."),
        [MailTextCodes.Malformed] = new("Klamrarna är ingen platshållare. Skriv till exempel {{{{rsId}}}}. Det står: {0}", "The braces are no placeholder. Write for example {{{{rsId}}}}. It says: {0}"),
        [MailTextCodes.Unknown] = new("Mejlet har ingen platshållare {{{{{0}}}}}. Det har: {1}.", "The mail has no placeholder {{{{{0}}}}}. It has: {1}."),
        [MailTextCodes.Missing] = new("Platshållaren {{{{{0}}}}} saknas och måste finnas.", "The placeholder {{{{{0}}}}} is missing and has to be there."),
        [MailTextCodes.NotInSubject] = new("{{{{{0}}}}} får inte stå i ämnet: det syns för andra, och är en enda rad.", "{{{{{0}}}}} can't stand in the subject: others see it, and it is one line."),
        [MailTextCodes.NotAlone] = new("{{{{{0}}}}} ska stå ensam på sin rad: den blir flera rader.", "{{{{{0}}}}} has to stand alone on its line: it becomes several lines."),
        [MailTextCodes.LinkNotAlone] = new("Länken ska stå ensam på sin rad: [ord]({{{{link}}}}).", "The link has to stand alone on its line: [words]({{{{link}}}})."),
        [MailTextCodes.NotAlwaysKnown] = new("{{{{{0}}}}} kan saknas, och raden utelämnas då: den får inte stå i ämne, rubrik eller länk.", "{{{{{0}}}}} isn't always known, and the line is left out then: it can't stand in the subject, a heading or a link."),
        [MailTextCodes.TooLong] = new("Högst {0} tecken får plats här; det är {1}.", "At most {0} characters have room here; there are {1}."),
        [MailTextCodes.ControlCharacter] = new("Raden har ett tecken som inte syns. Skriv om raden.", "The line has a character that can't be seen. Type the line again."),
        [MailTextCodes.Number] = new("Något på raden ser ut som ett personnummer. Sådana får aldrig stå i ett mejl.", "Something in the line looks like a personal number. Those never stand in a mail."),
        [MailTextCodes.NotUtf8] = new("Filen är inte UTF-8.", "The file isn't UTF-8."),
        [MailTextCodes.NoSuchVersion] = new("Det finns ingen version {0}.", "There is no version {0}."),
    };

    public static Phrase FaultOf(string code) => Faults[code];

    public static Phrase PlaceOf(MailTextPlaceholder placeholder) => placeholder switch
    {
        { Name: "link" } => LinkPlace,
        { IsAlone: true } => AlonePlace,
        { IsAlwaysKnown: true } => AnyPlace,
        _ => TextPlace,
    };

    /// <summary>What the signs of a text become.</summary>
    public static IEnumerable<(string Sign, Phrase Meaning)> SignsOf(bool isMail) => isMail ? [SubjectSign, .. LineSigns] : LineSigns.SkipLast(1);
}
