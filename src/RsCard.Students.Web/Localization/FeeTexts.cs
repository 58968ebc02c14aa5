using RsCard.Students.Cards;

namespace RsCard.Students.Web.Localization;

/// <summary>Fees for lost cards and PIN envelopes (D-13, D-31).</summary>
public static class FeeTexts
{
    public static readonly Phrase Title = new("Avgifter", "Fees");
    public static readonly Phrase One = new("Avgift", "Fee");
    public static readonly Phrase Sum = new("{0} obetalda, {1} kr tillsammans.", "{0} unpaid, SEK {1} together.");
    public static readonly Phrase Owed = new("Obetalda avgifter: {0} kr", "Unpaid fees: SEK {0}");
    public static readonly Phrase OwnStations = new("Avgifter för kort på {0}.", "Fees for cards of {0}.");
    public static readonly Phrase OfStudent = new("Bara {0} visas.", "Only {0} is shown.");
    public static readonly Phrase ShowAllStudents = new("Visa alla studenter", "Show all students");
    public static readonly Phrase ShowAll = new("Visa också betalda och efterskänkta", "Show paid and waived ones too");
    public static readonly Phrase ShowOpen = new("Visa bara obetalda", "Show unpaid ones alone");
    public static readonly Phrase Empty = new("Ingen obetald avgift. Avgifter kommer när ett kort anmäls förlorat eller ett pinkodskuvert beställs igen.", "No unpaid fee. Fees come when a card is reported lost or a PIN envelope is ordered again.");
    public static readonly Phrase EmptyAll = new("Ingen avgift.", "No fee.");
    public static readonly Phrase Kind = new("För", "For");
    public static readonly Phrase Amount = new("Belopp", "Amount");
    public static readonly Phrase Kronor = new("{0} kr", "SEK {0}");
    public static readonly Phrase Recorded = new("Registrerad", "Recorded");
    public static readonly Phrase LostCard = new("förlorat kort", "lost card");
    public static readonly Phrase PinEnvelope = new("nytt pinkodskuvert", "new PIN envelope");
    public static readonly Phrase Unpaid = new("obetald", "unpaid");
    public static readonly Phrase Paid = new("betald {0}, {1}", "paid {0}, {1}");
    public static readonly Phrase Waived = new("efterskänkt {0}, {1}: {2}", "waived {0}, {1}: {2}");
    public static readonly Phrase Pay = new("Avgiften är betald", "The fee is paid");
    public static readonly Phrase PayHint = new("Pengarna tas emot på annat sätt; här noteras bara att det är betalt. Det går inte att ångra.", "The money is collected elsewhere; here it is only noted as paid. It can't be undone.");
    public static readonly Phrase Waive = new("Efterskänk avgiften", "Waive the fee");
    public static readonly Phrase WaiveHint = new("Studenten behöver inte betala. Det går inte att ångra.", "The student needn't pay. It can't be undone.");

    public static Phrase KindOf(string kind) => kind switch
    {
        Fees.LostCard => LostCard,
        Fees.PinEnvelope => PinEnvelope,
        _ => new(kind, kind),
    };

    public static string StateOf(Fee fee, PageLanguage language) => fee switch
    {
        { PaidAt: { } at } => language[Paid, Show.Day(at), Show.Who(fee.PaidRecordedBy)],
        { WaivedAt: { } at } => language[Waived, Show.Day(at), Show.Who(fee.WaivedBy), fee.WaivedReason ?? ""],
        _ => language[Unpaid],
    };
}
