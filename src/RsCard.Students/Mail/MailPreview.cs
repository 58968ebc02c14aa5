using RsCard.Students.Mail.Texts;

namespace RsCard.Students.Mail;

/// <summary>Any mail as it would be, with invented values: for whoever changes a text. Nothing is stored or sent.</summary>
public sealed class MailPreview(MailComposer composer, MailOptions options)
{
    private static readonly DateTimeOffset Date = new(2027, 1, 18, 7, 0, 0, TimeSpan.Zero);

    /// <summary>Everything that a mail can tell, about nobody.</summary>
    public static MailFacts SampleFacts { get; } = new()
    {
        Name = "Åsa",
        RsId = "248613",
        HsaId = "SE2321000255-U0001",
        Stations = [new MailStation("Kortstation Lund", "Entrégatan 7"), new MailStation("Kortstation Malmö", "Södra Förstadsgatan 101")],
        Station = new MailStation("Kortstation Lund", "Entrégatan 7"),
        NewDate = new DateOnly(2027, 3, 1),
        CertificateTo = new DateOnly(2027, 3, 19),
        LastDay = new DateOnly(2027, 6, 4),
        UnitName = "Backaskogs läkarhus",
        PlacementFirstDay = new DateOnly(2027, 2, 1),
        PlacementLastDay = new DateOnly(2027, 4, 2),
        SendBy = new DateOnly(2027, 1, 25),
        DaysLeft = 7,
        OtherPlacements = [new MailPlacement(Guid.Empty, "Ljungens vårdcentral", new DateOnly(2027, 1, 28), 10)],
        List = "sjuksköterskor-vt27.csv",
        Row = 17,
        Reason = "Perioden börjar efter praktiken.\nKontrollera båda datumen.",
        Question = "Stämmer det att studenten byter program?",
        Steps =
        [
            new MailStep("Foto på en kortstation", "Photo at a card station", new DateOnly(2027, 1, 4)),
            new MailStep("Kortet hämtas på samma station", "The card is fetched at the same station", new DateOnly(2027, 1, 11)),
        ],
        Institution = "Lunds universitet",
        Overview =
        [
            new MailCount("Vidimerad passkopia från studieadministratören", "Certified passport copy from the study administrator", 4, new Uri("https://kort.example/students"), Overdue: 1),
            new MailCount("Hinner inte till sin placering", "Won't be ready for the placement", 2, new Uri("https://kort.example/forecast")),
        ],
    };

    /// <summary>All kinds, in the order in which they are declared.</summary>
    public static IReadOnlyList<MailPreviewKind> Kinds { get; } =
        [.. MailCatalogue.All.Select(mail => new MailPreviewKind(mail.Kind, mail.File, mail.Audience, mail.Link, mail.Required, mail.Allowed))];

    public ComposedMail Compose(MailTextsInForce texts, MailKind kind, MailLanguage language)
    {
        var mail = MailCatalogue.Get(kind);
        var facts = mail.Audience == MailAudience.Student ? SampleFacts : SampleFacts with { Steps = [.. (SampleFacts.Steps ?? []).Select(InAList)] };
        var to = mail.Audience == MailAudience.Student ? new MailParty("asa.oberg@larosate.example", "Åsa Öberg") : new MailParty("mottagare@example.se", "");
        var link = mail.Link switch
        {
            MailLink.None => null,
            MailLink.Status => "s/" + ComposedMail.TokenPlaceholder,
            MailLink.Unit => "unit/" + ComposedMail.TokenPlaceholder,
            MailLink.List => "lists/…",
            MailLink.Home => "",
            MailLink.OwnStudents => "students",
            _ => mail.Audience == MailAudience.Administrator ? "students/…" : "cases/…",
        };
        var envelope = new MailEnvelope(to, language, MailMessageId.For(Guid.Empty, options.FromAddress), Date);
        return composer.Compose(texts, kind, facts, link is null ? null : new Uri("https://kort.example/" + link), envelope);
    }

    private static MailStep InAList(MailStep step, int index) => step with { Student = $"rad {17 + index} i sjuksköterskor-vt27.csv" };
}

/// <summary>A kind of mail, for those who read and change its text.</summary>
/// <param name="File">The template's name before <c>.sv.txt</c> and <c>.en.txt</c>.</param>
/// <param name="Required">Placeholders that the text has to have.</param>
/// <param name="Allowed">All that it may have.</param>
public sealed record MailPreviewKind(
    MailKind Kind,
    string File,
    MailAudience Audience,
    MailLink Link,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> Allowed);
