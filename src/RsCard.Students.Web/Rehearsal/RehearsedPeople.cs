namespace RsCard.Students.Web.Rehearsal;

/// <summary>
/// How the people of a rehearsal behave. Each may be changed by <c>--set People:NAME=VALUE</c>. Shares are from 0 to 1; a time is a median
/// of working days, about which people are scattered (<see cref="Spread"/>).
/// </summary>
public sealed record RehearsedPeople
{
    public const string Section = "People";

    /// <summary>The lists come in over so many working days. Default 15, 1–120.</summary>
    public int ListWorkingDays { get; init; } = 15;

    /// <summary>Of students whose programme is one term, so that their period ends within the year. Default 0.15.</summary>
    public double OneTerm { get; init; } = 0.15;

    /// <summary>Of students with a placement, and of those with one, at a private unit. Defaults 0.9 and 0.25.</summary>
    public double Placed { get; init; } = 0.9;

    public double AtPrivateUnit { get; init; } = 0.25;

    /// <summary>Without a Swedish personal number, without a registered address, and with the placement in Halmstad. Defaults 0.03, 0.01, 0.01.</summary>
    public double Foreign { get; init; } = 0.03;

    public double NoAddress { get; init; } = 0.01;

    public double InHalmstad { get; init; } = 0.01;

    /// <summary>Of placements, those of which the list names the unit's address, and the supervisor's. Defaults 0.7 and 0.5.</summary>
    public double UnitNamed { get; init; } = 0.7;

    public double SupervisorNamed { get; init; } = 0.5;

    /// <summary>Already in the directory: an entry made by hand, in a wrong branch, ended, an employee's. Defaults 0.03, 0.02, 0.03, 0.03.</summary>
    public double EnteredByHand { get; init; } = 0.03;

    public double InWrongBranch { get; init; } = 0.02;

    public double EndedEntry { get; init; } = 0.03;

    public double Employee { get; init; } = 0.03;

    /// <summary>Of the entries that stand already, those with a card that serves, and of these those whose card is inactive. Defaults 0.5 and 0.2.</summary>
    public double HasCard { get; init; } = 0.5;

    public double InactiveCard { get; init; } = 0.2;

    /// <summary>Students that the HSA team decides on, each working day, the earliest placement first. Default 250, 1–100000.</summary>
    public int DecisionsADay { get; init; } = 250;

    /// <summary>Decided otherwise than by approval. Defaults 0.03 and 0.01.</summary>
    public double AskedBack { get; init; } = 0.03;

    public double Rejected { get; init; } = 0.01;

    /// <summary>Until the administrator has answered a question. Default 2.</summary>
    public double AnswerDays { get; init; } = 2;

    /// <summary>Until the administrator sends a passport copy, and until the HSA team has decided on one, on a name, on an activation. Defaults 4 and 1.</summary>
    public double CopyDays { get; init; } = 4;

    public double DecisionDays { get; init; } = 1;

    /// <summary>Of passport copies, those that must be sent once more. Default 0.1.</summary>
    public double CopyRejected { get; init; } = 0.1;

    /// <summary>Until a unit has ordered VDI or the office in Halmstad has confirmed, and until the IT department has activated a card. Defaults 3 and 3.</summary>
    public double VdiDays { get; init; } = 3;

    public double ActivationDays { get; init; } = 3;

    /// <summary>Of units, those that never say that VDI is ordered. Default 0.05.</summary>
    public double SilentUnits { get; init; } = 0.05;

    /// <summary>Until a certificate is renewed, a card given back, a card found or given up, and a break over. Defaults 10, 10, 4 and 80.</summary>
    public double RenewalDays { get; init; } = 10;

    public double ReturnDays { get; init; } = 10;

    public double FoundDays { get; init; } = 4;

    public double BreakDays { get; init; } = 80;

    /// <summary>Once a year: loses the card, which may be found, and is; loses the PIN envelope; gets another name; takes a break. Defaults 0.02, 0.5, 0.6, 0.01, 0.01, 0.01.</summary>
    public double LosesCard { get; init; } = 0.02;

    public double MayBeFound { get; init; } = 0.5;

    public double Found { get; init; } = 0.6;

    public double LosesPin { get; init; } = 0.01;

    public double ChangesName { get; init; } = 0.01;

    public double TakesBreak { get; init; } = 0.01;

    /// <summary>Until the student, who may go, goes to a card station. Default 4.</summary>
    public double PhotoDays { get; init; } = 4;

    /// <summary>Until the student, whose card should have come, fetches it: the PIN envelope must have come, too. Default 5.</summary>
    public double PickupDays { get; init; } = 5;

    /// <summary>Standard deviation of the logarithm of these times. Default 0.6, 0–3.</summary>
    public double Spread { get; init; } = 0.6;

    /// <summary>Shows up without a valid document, and once more some days later. Default 0.01.</summary>
    public double BadDocument { get; init; } = 0.01;

    /// <summary>The station doesn't find the student and sends the case back to review. Default 0.005.</summary>
    public double SentBack { get; init; } = 0.005;

    /// <summary>Goes to another station than the photo's to fetch the card, and is told. Default 0.02.</summary>
    public double WrongStation { get; init; } = 0.02;

    /// <summary>The card is late, and the station records a new date so many days on. Defaults 0.03 and 14.</summary>
    public double LateCard { get; init; } = 0.03;

    public int LateCardDays { get; init; } = 14;

    /// <summary>Never shows up at a station. Default 0.01.</summary>
    public double NeverComes { get; init; } = 0.01;

    /// <summary>Withdraws from the studies some day of the year. Default 0.02.</summary>
    public double Withdraws { get; init; } = 0.02;

    /// <summary>The lists are sent once more, unchanged, so many days after the first time; 0: never. Default 60.</summary>
    public int ListsAgainAfterDays { get; init; } = 60;

    /// <summary>A mail server puts a mail off until the next day. Default 0.01.</summary>
    public double MailPutOff { get; init; } = 0.01;

    /// <summary>A mail server refuses the address, which is mended some working days later. Defaults 0.002 and 3.</summary>
    public double MailRefused { get; init; } = 0.002;

    public int MailMendedAfterDays { get; init; } = 3;

    /// <summary>Photos and hand-overs that one station manages on one day. Default 120, 1–100000.</summary>
    public int StationVisitsADay { get; init; } = 120;

    /// <summary>Working days on which stations are closed: 1 is Monday. Default none.</summary>
    public string StationClosed { get; init; } = "";

    public IEnumerable<string> Problems()
    {
        (string Name, double Value)[] shares =
        [
            (nameof(OneTerm), OneTerm), (nameof(Placed), Placed), (nameof(AtPrivateUnit), AtPrivateUnit), (nameof(EnteredByHand), EnteredByHand),
            (nameof(InWrongBranch), InWrongBranch), (nameof(EndedEntry), EndedEntry), (nameof(Employee), Employee), (nameof(HasCard), HasCard),
            (nameof(AskedBack), AskedBack), (nameof(Rejected), Rejected), (nameof(BadDocument), BadDocument), (nameof(SentBack), SentBack),
            (nameof(WrongStation), WrongStation), (nameof(LateCard), LateCard), (nameof(NeverComes), NeverComes), (nameof(Withdraws), Withdraws),
            (nameof(MailPutOff), MailPutOff), (nameof(MailRefused), MailRefused), (nameof(Foreign), Foreign), (nameof(NoAddress), NoAddress), (nameof(InHalmstad), InHalmstad),
            (nameof(UnitNamed), UnitNamed), (nameof(SupervisorNamed), SupervisorNamed), (nameof(InactiveCard), InactiveCard), (nameof(CopyRejected), CopyRejected),
            (nameof(SilentUnits), SilentUnits), (nameof(LosesCard), LosesCard), (nameof(MayBeFound), MayBeFound), (nameof(Found), Found), (nameof(LosesPin), LosesPin),
            (nameof(ChangesName), ChangesName), (nameof(TakesBreak), TakesBreak),
        ];
        (string Name, double Value, double Least, double Most)[] others =
        [
            (nameof(ListWorkingDays), ListWorkingDays, 1, 120), (nameof(DecisionsADay), DecisionsADay, 1, 100_000),
            (nameof(StationVisitsADay), StationVisitsADay, 1, 100_000), (nameof(AnswerDays), AnswerDays, 0, 365), (nameof(PhotoDays), PhotoDays, 0, 365),
            (nameof(PickupDays), PickupDays, 0, 365), (nameof(Spread), Spread, 0, 3), (nameof(LateCardDays), LateCardDays, 1, 365),
            (nameof(CopyDays), CopyDays, 0, 365), (nameof(DecisionDays), DecisionDays, 0, 365), (nameof(VdiDays), VdiDays, 0, 365), (nameof(ActivationDays), ActivationDays, 0, 365),
            (nameof(RenewalDays), RenewalDays, 0, 365), (nameof(ReturnDays), ReturnDays, 0, 365), (nameof(FoundDays), FoundDays, 0, 365), (nameof(BreakDays), BreakDays, 0, 365),
            (nameof(ListsAgainAfterDays), ListsAgainAfterDays, 0, 365), (nameof(MailMendedAfterDays), MailMendedAfterDays, 1, 365),
        ];
        foreach (var (name, value, least, most) in shares.Select(share => (share.Name, share.Value, 0.0, 1.0)).Concat(others))
        {
            if (!(value >= least && value <= most))
                yield return $"expected {name} to be {least}–{most}, got {value}";
        }

        if (StationClosed.Any(day => day is < '1' or > '5'))
            yield return $"expected {nameof(StationClosed)} to be digits 1–5 (Monday to Friday), got '{StationClosed}'";
    }
}
