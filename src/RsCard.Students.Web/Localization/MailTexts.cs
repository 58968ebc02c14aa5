using RsCard.Students.Mail;

namespace RsCard.Students.Web.Localization;

/// <summary>The pages that show how the mails read.</summary>
public static class MailTexts
{
    public static readonly Phrase Title = new("Mejltexter", "Mail texts");
    public static readonly Phrase Note = new(
        "Så läser mottagaren varje mejl, med påhittade uppgifter. Texterna följer med programmet och kan ändras här: en ändring gäller från och med nästa mejl, på alla noder, och kan alltid tas tillbaka. Sidornas texter följer med programmet och ändras med en ny version.",
        "How each mail reads, with invented values. The texts come with the program and can be changed here: a change counts from the next mail on, on every node, and can always be taken back. The texts of the pages come with the program and change with a new version.");

    public static readonly Phrase About = new("Varje mejl på båda språken, som text och som HTML, och var texterna ändras.", "Each mail in both languages, as text and as HTML, and where the texts are changed.");

    public static readonly Phrase Reader = new("Läses av", "Read by");
    public static readonly Phrase Link = new("Länken går till", "The link goes to");
    public static readonly Phrase File = new("Fil", "File");
    public static readonly Phrase Required = new("Måste finnas i texten", "The text has to have");
    public static readonly Phrase Back = new("Alla mejl", "All mails");
    public static readonly Phrase AsHtml = new("Visa som HTML", "Show as HTML");
    public static readonly Phrase Change = new("Ändra texten", "Change the text");
    public static readonly Phrase Changed = new("Ändrad", "Changed");
    public static readonly Phrase IsChanged = new("ändrad: {0}", "changed: {0}");
    public static readonly Phrase IsOutdated = new("passar inte: {0}", "doesn't fit: {0}");
    public static readonly Phrase VersionBy = new("Version {0}, {1} av {2}", "Version {0}, {1} by {2}");
    public static readonly Phrase WhomToAsk = new("Vem du frågar", "Whom to ask");
    public static readonly Phrase SharedNote = new(
        "Den här delen står i alla mejl, där de har {{contacts}}. Här visas den i mejlet med RSid.",
        "This part stands in every mail, where it has {{contacts}}. It is shown here in the mail with the RSid.");

    private static readonly Phrase Everybody = new("Alla", "Everybody");
    private static readonly Phrase NoOwnLink = new("–", "–");

    private static readonly Dictionary<MailLanguage, Phrase> Languages = new()
    {
        [MailLanguage.Swedish] = new("svenska", "Swedish"),
        [MailLanguage.English] = new("engelska", "English"),
    };

    private static readonly Dictionary<MailAudience, Phrase> Readers = new()
    {
        [MailAudience.Student] = new("Studenten", "The student"),
        [MailAudience.Administrator] = new("Studieadministratören", "The study administrator"),
        [MailAudience.Supervisor] = new("Handledaren", "The supervisor"),
        [MailAudience.Unit] = new("Enheten", "The unit"),
        [MailAudience.HalmstadOffice] = new("Sekreteraren i Halmstad", "The secretary in Halmstad"),
        [MailAudience.ItDepartment] = new("IT-avdelningen", "The IT department"),
        [MailAudience.HsaTeam] = new("HSA-gruppen", "The HSA team"),
    };

    private static readonly Dictionary<MailLink, Phrase> Links = new()
    {
        [MailLink.None] = new("ingen länk", "no link"),
        [MailLink.Status] = new("studentens egen sida (hemlig länk)", "the student's own page (secret link)"),
        [MailLink.List] = new("listan", "the list"),
        [MailLink.Case] = new("ärendet", "the case"),
        [MailLink.Home] = new("startsidan", "the first page"),
        [MailLink.OwnStudents] = new("de egna studenterna", "the own students"),
        [MailLink.Unit] = new("praktikens sida (hemlig länk)", "the page of the placement (secret link)"),
    };

    /// <summary>Null: the part that all mails share.</summary>
    public static Phrase ReaderOf(MailPreviewKind? mail) => mail is null ? Everybody : Readers[mail.Audience];

    /// <summary>Null: the part that all mails share.</summary>
    public static Phrase LinkOf(MailPreviewKind? mail) => mail is null ? NoOwnLink : Links[mail.Link];

    public static Phrase LanguageOf(MailLanguage language) => Languages[language];
}
