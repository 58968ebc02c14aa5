using RsCard.Students.Mail;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Status;

namespace RsCard.Students.Tests.Mail;

/// <summary>Valid mails and facts; a test names only what matters to it.</summary>
internal static class MailSamples
{
    public const string HardName = "Müller-Ørsted d'Arc";
    public const string Token = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF-";

    public static readonly DateTimeOffset Date = new(2027, 1, 18, 7, 0, 0, TimeSpan.Zero);
    public static readonly Uri Link = new("https://kort.example.se/s/" + Token);
    public static readonly MailStation Station = new("Kortstation Malmö", "Södra Förstadsgatan 101");

    public static string TemplateFolder { get; } = Path.Combine(RepositoryRoot(), "mail-templates");

    public static MailComposer Composer { get; } = new(new ContactOptions(), new MailOptions().From);

    public static MailTextsInForce Texts { get; } = MailTextsInForce.AsDelivered(MailTemplates.Load(TemplateFolder));

    /// <summary>Everything that a mail can tell, with this wherever somebody has written something.</summary>
    public static MailFacts Facts(string free = HardName) => new()
    {
        Name = free,
        RsId = "248613",
        HsaId = "SE2321000255-U77",
        Stations = [Station, new MailStation("Kortstation Lund", "")],
        Station = Station,
        NewDate = new DateOnly(2027, 3, 1),
        CertificateTo = new DateOnly(2027, 7, 16),
        LastDay = new DateOnly(2027, 6, 4),
        UnitName = free,
        PlacementFirstDay = new DateOnly(2027, 2, 1),
        PlacementLastDay = new DateOnly(2027, 4, 30),
        SendBy = new DateOnly(2027, 1, 25),
        DaysLeft = 7,
        OtherPlacements = [new MailPlacement(Guid.Empty, free, new DateOnly(2027, 1, 28), 10)],
        List = free,
        Row = 17,
        Reason = free,
        Question = free,
        Institution = free,
        Overview = [new MailCount($"Rader att rätta i {free}", $"Rows to mend in {free}", 4, new Uri("https://kort.example.se/lists/1?a=b&c=d"), Overdue: 2)],
        Steps = [new MailStep("Foto på en kortstation", "Photo at a card station", new DateOnly(2027, 1, 4), free)],
    };

    public static ComposedMail Compose(MailKind kind, MailLanguage language = MailLanguage.Swedish) => Compose(kind, Facts(), language);

    public static ComposedMail Compose(MailKind kind, MailFacts facts, MailLanguage language = MailLanguage.Swedish) =>
        Composer.Compose(Texts, kind, facts, HasLink(kind) ? Link : null, new MailEnvelope(new MailParty("anna@example.se", HardName), language, NewMessageId(), Date));

    public static bool HasLink(MailKind kind) => MailPreview.Kinds.Single(mail => mail.Kind == kind).Link != MailLink.None;

    /// <summary>How many the HTML has: the mail's own, and one for each line of an overview.</summary>
    public static int Links(MailKind kind) => (HasLink(kind) ? 1 : 0) + (MailPreview.Kinds.Single(mail => mail.Kind == kind).Required.Contains("overview") ? 1 : 0);

    public static ComposedMail Mail(string to = "anna@example.se") =>
        Compose(MailKind.CardReady) with { To = new MailParty(to, HardName) };

    public static string NewMessageId() => MailMessageId.For(Guid.NewGuid(), "hsa.1177@skane.se");

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RsCard.Students.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("expected the tests to run below the repository's root");
    }
}
