using static RsCard.Students.Tests.Replay.SavedStep;

namespace RsCard.Students.Tests.Replay;

/// <summary>What is recorded of a release: paths that together stand at least once in every activity that waits.</summary>
internal static class ReplayScripts
{
    private static readonly DateOnly Monday = new(2027, 1, 18);
    private static readonly SavedFacts Listed = new(Monday, new DateOnly(2027, 6, 4), Placement: "private", PlacementFirstDay: new DateOnly(2027, 3, 22));
    private static readonly SavedFacts Entered = Listed with { Decision = "approved", MailedRsId = true };
    private static readonly SavedFacts Photographed = Entered with { Card = "applied", PhotoOn = new(2027, 1, 25), ExpectedOn = new(2027, 2, 25) };
    private static readonly SavedFacts Late = Photographed with { ExpectedOn = new(2027, 3, 4), Card = "expected" };
    private static readonly SavedFacts Longer = Late with { Card = "handed-over", CardValidTo = new(2032, 1, 1), LastDay = new(2027, 6, 18) };

    /// <summary>The period has ended: the entry is closed, the card asked back, and given back.</summary>
    private static readonly SavedStep[] Returned =
        [OfWork("directory:Done"), OfWork("mail:Done"), OfSignal("card-return:Returned")];

    public static IReadOnlyList<SavedCase> All { get; } =
    [
        Script("whole-path", "enrolment", Listed,
        [
            OfSignal("review:AskedBack", Listed with { Decision = "asked" }),
            OfWork("mail:Done"),
            OfSignal("answer:Answered"),
            OfSignal("review:Approved", Listed with { Decision = "approved" }),
            OfWork("directory:Added"),
            OfWork("mail:Done", Entered),
            OfWork("placements:Done"),
            OfSignal("photo:SentBack"),
            OfSignal("review:Approved"),
            OfWork("directory:Moved"),
            OfWork("mail:Done"),
            OfDay(new(2027, 1, 25)),
            OfSignal("photo:Taken", Photographed),
            OfDay(new(2027, 2, 26)),
            OfWork("mail:Done"),
            OfSignal("pickup:Delayed", Late),
            OfWork("mail:Done"),
            OfDay(new(2027, 3, 5)),
            OfWork("mail:Done"),
            OfSignal("pickup:HandedOver", Late with { Card = "handed-over", CardValidTo = new(2032, 1, 1) }),
            OfDay(new(2027, 7, 5), Longer),
            OfDay(new(2027, 7, 19)),
            .. Returned,
        ]),
        Script("placement", "placement", Entered,
        [
            OfDay(new(2027, 3, 8)),
            OfWork("mail:Done"),
            OfDay(new(2027, 3, 12)),
            OfWork("mail:Done"),
            OfDay(new(2027, 3, 15)),
            OfWork("mail:Done"),
            OfDay(new(2027, 3, 16)),
            OfWork("mail:Done"),
        ]),
        Script("rejected", "enrolment", Listed,
        [
            OfSignal("review:Rejected", Listed with { Decision = "rejected" }),
            OfWork("mail:Done"),
        ]),
        Script("own-card", "enrolment", Listed,
        [
            OfSignal("review:Approved", Listed with { Decision = "own-card" }),
            OfWork("mail:Done"),
            OfWork("placements:Done"),
            OfSignal("withdrawal:Withdrawn"),
            OfWork("directory:Done"),
        ]),
        Script("card-still-valid", "enrolment", Listed with { Placement = null, Card = "handed-over", CardValidTo = new(2032, 1, 1) },
        [
            OfSignal("review:Approved", Listed with { Decision = "approved", Placement = null, Card = "handed-over", CardValidTo = new(2032, 1, 1) }),
            OfWork("directory:Reopened"),
            OfWork("mail:Done"),
            OfWork("mail:Done"),
            OfDay(new(2027, 7, 5)),
            .. Returned,
        ]),
        Script("withdrawn-in-the-month", "enrolment", Listed,
        [
            OfSignal("review:Approved", Entered),
            OfWork("directory:Changed"),
            OfWork("placements:Done"),
            OfSignal("photo:Reused", Photographed),
            OfSignal("withdrawal:Withdrawn"),
            OfWork("directory:Done"),
            OfWork("mail:Done"),
            OfWork("cancel-cards:Done", Entered),
        ]),
        Script("parked-in-the-month", "enrolment", Listed,
        [
            OfSignal("review:Approved", Entered),
            OfWork("directory:Added"),
            OfWork("placements:Done"),
            OfSignal("photo:Taken", Photographed),
            OfDay(new(2027, 2, 10)),
            OfBreak("begins"),
            OfDay(new(2027, 3, 10)),
            OfBreak("ends"),
            OfDay(new(2027, 3, 11)),
            OfDay(new(2027, 3, 26)),
            OfWork("mail:Done"),
            OfSignal("pickup:HandedOver", Late with { Card = "handed-over", CardValidTo = new(2032, 1, 1) }),
            OfDay(new(2027, 7, 5)),
            .. Returned,
        ]),
        Script("period-extension", "period-extension", Entered, [OfWork("directory:Changed")]),
        Script("start-that-failed", "period-extension", begin: null, [OfDay(Monday.AddDays(1), Entered), OfWork("directory:Unchanged")]),
    ];

    private static SavedCase Script(string name, string definition, SavedFacts? begin, IReadOnlyList<SavedStep> steps) =>
        new(name, definition, new DateTimeOffset(Monday, new TimeOnly(9, 0), TimeSpan.Zero), begin, steps);
}
