namespace RsCard.Students.Mail;

/// <summary>Which placeholders the template of each kind must have and may have. The names are part of what the region edits: never renamed.</summary>
internal static class TemplateVocabulary
{
    public const string Link = "link";
    public const string Contacts = "contacts";
    public const string Stations = "stations";
    public const string Reason = "reason";
    public const string Question = "question";
    public const string Name = "name";
    public const string RsId = "rsId";
    public const string Station = "station";
    public const string NewDate = "newDate";
    public const string Unit = "unit";
    public const string FirstDay = "firstDay";
    public const string SendBy = "sendBy";
    public const string DaysLeft = "daysLeft";
    public const string LastDay = "lastDay";
    public const string List = "list";
    public const string Row = "row";
    public const string HsaMail = "hsaMail";
    public const string ServiceDeskPhone = "serviceDeskPhone";
    public const string ServiceDeskInternalPhone = "serviceDeskInternalPhone";
    public const string SystemManagementPhone = "systemManagementPhone";
    public const string PrivateDentists = "privateDentists";
    public const string PinEnvelopeFee = "pinEnvelopeFee";
    public const string LostCardFee = "lostCardFee";

    /// <summary>The part with whom to ask (D-17), included by <c>{{contacts}}</c>.</summary>
    public const string ContactsPart = "whom-to-ask";

    /// <summary>Stand alone on a line and become several.</summary>
    public static IReadOnlySet<string> Blocks { get; } = new HashSet<string>(StringComparer.Ordinal) { Contacts, Stations, Reason, Question };

    public static IReadOnlyList<string> ContactsRequired { get; } =
        [HsaMail, ServiceDeskPhone, ServiceDeskInternalPhone, SystemManagementPhone, PrivateDentists];

    /// <summary>May stand in any template.</summary>
    public static IReadOnlyList<string> Common { get; } = [.. ContactsRequired, PinEnvelopeFee, LostCardFee];

    /// <summary>The file's name before <c>.sv.txt</c> and <c>.en.txt</c>.</summary>
    public static string FileStem(MailKind kind) => kind switch
    {
        MailKind.RsId => "rsid",
        MailKind.EnteredInRightBranch => "entered-in-right-branch",
        MailKind.CardReady => "card-ready",
        MailKind.CardDelayed => "card-delayed",
        MailKind.PlacementReminder => "placement-reminder",
        MailKind.PlacementLastDayPassed => "placement-last-day-passed",
        MailKind.CardStillValid => "card-still-valid",
        MailKind.RowRejected => "row-rejected",
        MailKind.AskedBack => "asked-back",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "expected a kind with a template"),
    };

    /// <summary>Every mail has the link and whom to ask; the rest is what the rules demand of the kind.</summary>
    public static IReadOnlyList<string> Required(MailKind kind) => kind switch
    {
        MailKind.RsId => [Link, Contacts, RsId, Stations],
        MailKind.EnteredInRightBranch => [Link, Contacts, Stations],
        MailKind.CardReady => [Link, Contacts, Station],
        MailKind.CardDelayed => [Link, Contacts, Station, NewDate],
        MailKind.PlacementReminder => [Link, Contacts, RsId, Unit, SendBy, DaysLeft],
        MailKind.PlacementLastDayPassed => [Link, Contacts, RsId, Unit, SendBy],
        MailKind.CardStillValid => [Link, Contacts, LastDay],
        MailKind.RowRejected => [Link, Contacts, List, Row, Reason],
        MailKind.AskedBack => [Link, Contacts, List, Row, Question],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "expected a kind with a template"),
    };

    public static IReadOnlyList<string> Optional(MailKind kind) => kind switch
    {
        MailKind.PlacementReminder or MailKind.PlacementLastDayPassed => [Name, FirstDay],
        MailKind.RowRejected or MailKind.AskedBack => [],
        _ => [Name],
    };
}
