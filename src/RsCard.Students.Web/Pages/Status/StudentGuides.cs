using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Status;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Status;

/// <summary>
/// The student's page for every step of every definition: one step is what the page is about, the others are told below it. A step that
/// the student has no part in, or that says the same as another, is silent.
/// </summary>
public sealed class StudentGuides(ContactOptions contacts)
{
    /// <summary>A private unit wants the RSid so long before the placement (D-15).</summary>
    private const int DaysForPrivateUnit = 7;

    /// <summary>What the page may be about, the first that is open; a step that isn't here is told below.</summary>
    private static readonly (string Definition, string Activity)[] Main =
    [
        ("card-return", "return"),
        ("review", "review"),
        ("review", "answer"),
        ("passport-copy", "copy"),
        ("passport-copy", "decision"),
        ("reserve-card", "card"),
        ("reserve-card-renewal", "renewal"),
        ("pickup", "pickup"),
        ("home-delivery", "activation"),
        ("pickup", "expected"),
        ("home-delivery", "expected"),
        ("card", "month"),
        ("home-delivery", "month"),
        ("photo", "photo"),
        ("card-activation", "order"),
        ("card-activation", "activation"),
        ("card-suspension", "found"),
    ];

    /// <summary>Steps without a text of their own, and why.</summary>
    public static IReadOnlyDictionary<(string Definition, string Activity), string> Silent { get; } = new Dictionary<(string, string), string>
    {
        [("study-break", "breakEnd")] = "the page says above all else that the student has a break",
        [("period-end", "wait")] = "the page is about what the student has",
        [("reserve-card-renewal", "wait")] = "the page says until when the card is valid",
        [("placement-private-unit", "over")] = "the placement goes on: the unit and the supervisor act",
        [("day-one-checklist", "wait")] = "the supervisor hears what to do",
        [("day-one-checklist", "over")] = "stands beside the supervisor's step",
        [("unit-address-repair", "over")] = "stands beside the address",
        [("supervisor-address-repair", "over")] = "stands beside the address",
        [("vdi-order", "lastDay")] = "stands beside the unit's step",
        [("placement-handover", "lastDay")] = "stands beside the receipt",
    };

    /// <summary>The last day to send the RSid to a private unit (D-15).</summary>
    public static DateOnly LastDayForUnit(DateOnly placementFirstDay) => placementFirstDay.AddDays(-DaysForPrivateUnit);

    /// <summary>What the page is about, and what is told below it.</summary>
    public (StudentGuide Main, IReadOnlyList<StudentGuide> Also) Of(StudentStatus status)
    {
        var keys = status.Steps.Select(step => (step.DefinitionId, step.ActivityId)).ToList();
        var main = Main.Where(keys.Contains).Select(key => ((string, string)?)key).FirstOrDefault();
        var guide = main is { } chosen && status.Steps.First(step => (step.DefinitionId, step.ActivityId) == chosen) is var open ? Find(open, status) : null;
        var others = status.Steps.Where(step => (step.DefinitionId, step.ActivityId) != main && status.Stage != StudentStage.Closed);
        var about = guide ?? Standing(status);
        return (about, [.. others.Select(step => Find(step, status)).OfType<StudentGuide>().Where(other => other.Title != about.Title).DistinctBy(other => other.Title)]);
    }

    /// <summary>Null for a silent step, for work that is done in a moment, and for a step that this release doesn't know.</summary>
    public StudentGuide? Find(CaseStep step, StudentStatus status) => (step.DefinitionId, step.ActivityId) switch
    {
        ("review", "review") => StillWith(status, Review),
        ("review", "answer") => Review with { Now = [GuideTexts.Asked] },
        ("passport-copy", "copy") => new(GuideTexts.CopyTitle, 1, [GuideTexts.CopyNow], Then: GuideTexts.CopyThen),
        ("passport-copy", "decision") => new(GuideTexts.CopyDecisionTitle, 1, [GuideTexts.CopyDecisionNow], Then: GuideTexts.CopyThen),
        ("photo", "photo") => StillWith(status, Photo),
        ("reserve-card", "card") => ReserveCard(status),
        ("reserve-card-renewal", "renewal") => new(
            StatusTexts.RenewalTitle, 5, [new(StatusTexts.RenewalNow, Show.Day(status.Card?.ValidTo))], GuidePlace.AnyStation),
        ("card", "month") => Month(status),
        ("pickup", "expected") => new(
            StatusTexts.MonthTitle, 3, [GuideTexts.NothingToDo, new(GuideTexts.Delayed, Station(status), Expected(status))], Then: GuideTexts.DelayedThen),
        ("pickup", "pickup") => Pickup(status),
        ("home-delivery", "month") => new(StatusTexts.MonthTitle, 3, [new(GuideTexts.HomeMonthNow, Expected(status))], Then: GuideTexts.HomeThen),
        ("home-delivery", "expected") => new(StatusTexts.MonthTitle, 3, [new(GuideTexts.HomeDelayed, Expected(status))], Then: GuideTexts.HomeThen),
        ("home-delivery", "activation") => new(GuideTexts.HomeTitle, 4, [GuideTexts.HomeNow, GuideTexts.HomePin], GuidePlace.AnyStation, GuideTexts.HomeBring),
        ("card-activation", "order") => new(GuideTexts.ActivationTitle, 3, [GuideTexts.ActivationToOrder], Then: GuideTexts.ActivationThen),
        ("card-activation", "activation") => new(
            GuideTexts.ActivationTitle, 3, [new(GuideTexts.ActivationOrdered, Show.Day(step.DueBy))], Then: GuideTexts.ActivationThen),
        ("card-suspension", "found") => new(
            GuideTexts.SuspendedTitle,
            5,
            [GuideTexts.SuspendedFound, IsReserve(status) ? GuideTexts.SuspendedLostFree : new Sentence(GuideTexts.SuspendedLost, contacts.LostCardFee)],
            GuidePlace.AnyStation),
        ("card-return", "return") => new(
            GuideTexts.ReturnTitle,
            5,
            [GuideTexts.ReturnNow, .. By(step), new(GuideTexts.ReturnHired, contacts.HsaMail)],
            GuidePlace.AnyStation),
        ("pin-reorder", "envelope") => new(GuideTexts.PinTitle, 4, [new(GuideTexts.PinNow, Show.Day(step.DueBy), contacts.PinEnvelopeFee)]),
        ("name-change", "decision") => new(GuideTexts.NameTitle, 5, [GuideTexts.NameNow]),
        ("address-repair", "newAddress") => new(GuideTexts.AddressTitle, 5, [GuideTexts.AddressNow]),
        ("placement", "wait14" or "wait10" or "wait7" or "waitPassed") => new(GuideTexts.UnitTitle, 5, [new(StatusTexts.ReadyPrivate, UnitBy(status))]),
        ("vdi-order", "unitAddress") => new(GuideTexts.UnitAddressTitle, 5, [GuideTexts.UnitAddressNow]),
        ("unit-address-repair", "address") => new(GuideTexts.UnitAddressWrongTitle, 5, [GuideTexts.UnitAddressWrongNow]),
        ("day-one-checklist", "supervisorAddress") => new(GuideTexts.SupervisorAddressTitle, 5, [GuideTexts.SupervisorAddressNow]),
        ("supervisor-address-repair", "address") => new(GuideTexts.SupervisorAddressWrongTitle, 5, [GuideTexts.SupervisorAddressWrongNow]),
        ("vdi-order", "vdi") => new(GuideTexts.VdiTitle, 5, [GuideTexts.VdiNow]),
        ("placement-handover", "receipt") or ("placement-halmstad", "over") => Halmstad,
        _ => null,
    };

    private static StudentGuide Review { get; } = new(StatusTexts.ReviewTitle, 1, [StatusTexts.ReviewNow], Then: StatusTexts.ReviewThen);

    private static StudentGuide Halmstad { get; } = new(GuideTexts.HalmstadTitle, 5, [GuideTexts.HalmstadNow]);

    private static StudentGuide Photo { get; } =
        new(StatusTexts.PhotoTitle, 2, [StatusTexts.PhotoNow], GuidePlace.AnyStation, StatusTexts.PhotoBring, StatusTexts.PhotoThen);

    /// <summary>The card that is to be renewed serves meanwhile (D-30).</summary>
    private static StudentGuide StillWith(StudentStatus status, StudentGuide guide) => status.Card is { State: CardState.HandedOver, ValidTo: { } validTo }
        ? guide with { Now = [.. guide.Now, new(GuideTexts.StillValid, Show.Day(validTo))] }
        : guide;

    /// <summary>Where no such step is open: how far the student has come.</summary>
    private StudentGuide Standing(StudentStatus status) => status.Stage switch
    {
        StudentStage.Review => Review,
        StudentStage.Photo => Photo,
        StudentStage.ReserveCard => ReserveCard(status),
        StudentStage.Month => Month(status),
        StudentStage.Pickup => Pickup(status),
        StudentStage.Closed => new(StatusTexts.ClosedTitle, 5, [StatusTexts.ClosedNow]),
        _ => Ready(status),
    };

    private StudentGuide Ready(StudentStatus status) => status.Card switch
    {
        // Nothing but a placement in another region (D-5): neither entry nor card of ours.
        null when status.RsId is null && status.Steps.Any(step => step.DefinitionId is "placement-handover" or "placement-halmstad") => Halmstad,
        { State: CardState.Revoked or CardState.Expired or CardState.Damaged or CardState.Returned or CardState.Cancelled or CardState.Destroyed } card =>
            new(GuideTexts.NotValidTitle, 5, [new(GuideTexts.NotValidNow, CommonTexts.CardStateOf(card.State))]),
        null => new(StatusTexts.ReadyTitle, 5, [StatusTexts.ReadyOwnCard, new(StatusTexts.ReadyLost, contacts.LostCardFee)]),
        { ValidTo: { } validTo } => new(
            StatusTexts.ReadyTitle, 5, [StatusTexts.ReadyCard, new(GuideTexts.Certificate, Show.Day(validTo)), new(StatusTexts.ReadyLost, contacts.LostCardFee)]),
        _ => new(StatusTexts.ReadyTitle, 5, [StatusTexts.ReadyCard, new(StatusTexts.ReadyLost, contacts.LostCardFee)]),
    };

    private static StudentGuide ReserveCard(StudentStatus status) => status.NeedsCompanion
        ? new(StatusTexts.PhotoTitle, 2, [StatusTexts.ReserveCardNow, StatusTexts.ReserveCardCompanion], GuidePlace.AnyStation, StatusTexts.ReserveCardBring)
        : new(StatusTexts.PhotoTitle, 2, [StatusTexts.ReserveCardNow], GuidePlace.AnyStation, StatusTexts.PhotoBring);

    private static StudentGuide Month(StudentStatus status) => new(
        StatusTexts.MonthTitle, 3, [StatusTexts.MonthNow, new(StatusTexts.MonthExpected, Station(status), Expected(status))], Then: StatusTexts.MonthThen);

    private StudentGuide Pickup(StudentStatus status) => new(
        StatusTexts.PickupTitle,
        4,
        [
            status.Card?.State == CardState.AtStation ? StatusTexts.PickupArrived : StatusTexts.PickupExpected,
            StatusTexts.PickupNow,
            new(StatusTexts.PickupLost, contacts.PinEnvelopeFee),
        ],
        GuidePlace.CardsStation,
        StatusTexts.PickupBring);

    private static Sentence[] By(CaseStep step) => step.DueBy is null ? [] : [new(GuideTexts.ReturnBy, Show.Day(step.DueBy))];

    private static bool IsReserve(StudentStatus status) => status.Card is { Kind: CardKind.Reserve };

    private static string Station(StudentStatus status) => status.Card?.StationName ?? "–";

    private static string Expected(StudentStatus status) => Show.Day(status.Card?.ExpectedOn);

    private static string UnitBy(StudentStatus status) => Show.Day(status.Placement?.FirstDay is { } first ? LastDayForUnit(first) : (DateOnly?)null);
}
