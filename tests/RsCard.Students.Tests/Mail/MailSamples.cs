using RsCard.Students.Mail;
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

    public static MailComposer Composer { get; } = new(MailTemplates.Load(TemplateFolder), new ContactOptions(), new MailOptions().From);

    /// <summary>One of each kind.</summary>
    public static IReadOnlyList<MailFacts> AllFacts(string name = HardName) =>
    [
        new MailFacts.RsIdMail(name, "248613", [Station, new MailStation("Kortstation Lund", "")]),
        new MailFacts.EnteredInRightBranchMail(name, [Station]),
        new MailFacts.CardReadyMail(name, Station),
        new MailFacts.CardDelayedMail(name, Station, new DateOnly(2027, 3, 1)),
        new MailFacts.PlacementReminderMail(name, "248613", name, new DateOnly(2027, 2, 1), new DateOnly(2027, 1, 25), 7),
        new MailFacts.PlacementLastDayPassedMail(name, "248613", name, new DateOnly(2027, 2, 1), new DateOnly(2027, 1, 25)),
        new MailFacts.CardStillValidMail(name, new DateOnly(2027, 6, 4)),
        new MailFacts.RowRejectedMail(name, 17, name),
        new MailFacts.AskedBackMail(name, 17, name),
    ];

    public static ComposedMail Compose(MailFacts facts, MailLanguage language = MailLanguage.Swedish) =>
        Composer.Compose(facts, Link, new MailEnvelope(new MailParty("anna@example.se", HardName), language, NewMessageId(), Date));

    public static ComposedMail Mail(string to = "anna@example.se") =>
        Compose(new MailFacts.CardReadyMail(HardName, Station)) with { To = new MailParty(to, HardName) };

    public static string NewMessageId() => MailMessageId.For(Guid.NewGuid(), "hsa.1177@skane.se");

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RsCard.Students.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("expected the tests to run below the repository's root");
    }
}
