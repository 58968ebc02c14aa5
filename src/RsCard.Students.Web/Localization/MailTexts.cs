using RsCard.Students.Mail;

namespace RsCard.Students.Web.Localization;

/// <summary>The pages that show how the mails read.</summary>
public static class MailTexts
{
    public static readonly Phrase Title = new("Mejltexter", "Mail texts");
    public static readonly Phrase Note = new(
        "Så läser mottagaren varje mejl, med påhittade uppgifter. Texterna är filer i mail-templates: de ändras där, provas med rscard mail preview och läses när programmet startar. Sidornas texter följer med programmet och ändras med en ny version.",
        "How each mail reads, with invented values. The texts are files in mail-templates: they are changed there, tried with rscard mail preview, and read when the program starts. The texts of the pages come with the program and change with a new version.");

    public static readonly Phrase About = new("Varje mejl på båda språken, som text och som HTML, och hur texterna ändras.", "Each mail in both languages, as text and as HTML, and how the texts are changed.");

    public static readonly Phrase Reader = new("Läses av", "Read by");
    public static readonly Phrase Link = new("Länken går till", "The link goes to");
    public static readonly Phrase File = new("Fil", "File");
    public static readonly Phrase Required = new("Måste finnas i texten", "The text has to have");
    public static readonly Phrase Back = new("Alla mejl", "All mails");
    public static readonly Phrase AsHtml = new("Visa som HTML", "Show as HTML");

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

    public static Phrase ReaderOf(MailAudience audience) => Readers[audience];

    public static Phrase LinkOf(MailLink link) => Links[link];
}
