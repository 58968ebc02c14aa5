using RsCard.Students.Students;

namespace RsCard.Students.Cases;

/// <summary>Waiting times and deadlines of the process (D-44). Each may be changed for cases that begin a wait afterwards.</summary>
public sealed class ProcessOptions
{
    public const string Section = "Process";

    private SwedishWorkingDays? workingDays;

    /// <summary>Days from the list to the decision. Default 14 (D-6), 1–60.</summary>
    public int ReviewWithinDays { get; init; } = 14;

    /// <summary>Minutes in which an approval of the HSA team, or what a counter has registered, may be taken back: nothing comes of it before. Default 5, 0 (at once) – 60.</summary>
    public int UndoMinutes { get; init; } = 5;

    /// <summary><see cref="UndoMinutes"/> as a time.</summary>
    public TimeSpan UndoTime => TimeSpan.FromMinutes(UndoMinutes);

    /// <summary>An approval needs a second person of the HSA team. Default no.</summary>
    public bool FourEyes { get; init; }

    /// <summary>Hours that a case of the review belongs to whoever has taken it on. Default 8, 1–72.</summary>
    public int ClaimHours { get; init; } = 8;

    /// <summary>Working days the administrator has to answer a question. Default 5, 1–60.</summary>
    public int AnswerWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days the student has to go to a card station. Default 5 (D-62), 1–60.</summary>
    public int PhotoWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days the student has to fetch the card. Default 20, 1–60.</summary>
    public int PickupWithinWorkingDays { get; init; } = 20;

    /// <summary>
    /// From the photo until the card should be at the station (D-12): calendar months (<c>1m</c>: 31 January leads to the last day of
    /// February) or days (<c>42d</c>). Default one calendar month; up to 12 months or 365 days.
    /// </summary>
    public string CardWait { get; init; } = "1m";

    /// <summary>Days from the period's last day until the entry is closed (D-35). Default 30, 0–365.</summary>
    public int GraceDays { get; init; } = 30;

    /// <summary>A list's row about a card that ends within so many days opens a renewal (D-3, D-30). Default 60, 1–365.</summary>
    public int RenewalWithinDays { get; init; } = 60;

    /// <summary>Days a suspended card may turn up before the HSA team has it as a task (D-70). Default 14, 1–365.</summary>
    public int SuspensionDays { get; init; } = 14;

    /// <summary>Days the student has to give the card back (D-34). Default 30, 1–365.</summary>
    public int CardReturnWithinDays { get; init; } = 30;

    /// <summary>Working days from the order until a PIN envelope should have come (D-13). Default 5, 1–60.</summary>
    public int PinEnvelopeWorkingDays { get; init; } = 5;

    /// <summary>Working days the IT department has to activate a card (D-6, D-9). Default 5, 1–60.</summary>
    public int ActivationWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days until a card that was asked for at another station should be there (D-71). Default 5, 1–60.</summary>
    public int TransferWorkingDays { get; init; } = 5;

    /// <summary>VDI should be ordered so many working days before the placement's first day (D-15). Default 5, 1–60.</summary>
    public int VdiWorkingDaysBefore { get; init; } = 5;

    /// <summary>The supervisor gets the day-one checklist so many days before the placement's first day (D-15). Default 7, 1–60.</summary>
    public int ChecklistDaysBefore { get; init; } = 7;

    /// <summary>Working days the office of another region has to confirm that a placement was handed over (D-5). Default 5, 1–60.</summary>
    public int ReceiptWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days without a visit after the mail with the RSid until the student is reminded (D-63). Default 5, 1–60.</summary>
    public int UnreadWithinWorkingDays { get; init; } = 5;

    /// <summary>Working days without a visit until the student stands in the administrator's digest (D-63). Default 10, 1–60.</summary>
    public int UnreadDigestWorkingDays { get; init; } = 10;

    /// <summary>Working days between two reminders to one student (D-64). Default 5, 1–60.</summary>
    public int ReminderEveryWorkingDays { get; init; } = 5;

    /// <summary>So many reminders of one overdue step are enough. Default 6, 1–100.</summary>
    public int MostReminders { get; init; } = 6;

    /// <summary>
    /// Days on which the office is closed besides weekends and public holidays (D-61): <c>2026-12-23</c>, <c>12-24</c> (every year) or
    /// <c>midsummer-eve</c>. Default: none. Further ones are added on the pages.
    /// </summary>
    public IReadOnlyList<string> ClosedDays { get; init; } = [];

    /// <summary>Days a status link stays valid. Default 365, 1–1500.</summary>
    public int StatusLinkDays { get; init; } = 365;

    /// <summary>Size of a passport copy at most, in megabytes (1024 × 1024 bytes). Default 10 (D-20), 1–25.</summary>
    public int PassportCopyMegabytes { get; init; } = 10;

    /// <summary>
    /// Where the card is sent home (D-80): for an institution, and for periods that begin on or after a day. Default: nowhere. Cases that
    /// have begun stay on their path.
    /// </summary>
    public IReadOnlyList<HomeDeliveryRule> HomeDelivery { get; init; } = [];

    /// <summary>Whether a period that begins on this day runs the variant of D-80.</summary>
    public bool IsSentHome(string institution, DateOnly firstDay) =>
        HomeDelivery.Any(rule => (rule.Institution == HomeDeliveryRule.Everywhere || rule.Institution == institution) && firstDay >= rule.From);

    /// <summary>The last day on which VDI for a placement should be ordered (D-15).</summary>
    public DateOnly VdiDueOn(DateOnly placementFirstDay) => WorkingDays().Before(placementFirstDay, VdiWorkingDaysBefore);

    /// <summary>The last day on which a placement that was handed over on this day should be confirmed (D-5).</summary>
    public DateOnly ReceiptDueOn(DateOnly handedOverOn) => WorkingDays().Add(handedOverOn, ReceiptWithinWorkingDays);

    /// <summary>
    /// Working days as this office keeps them (D-61): always the same object, to which <see cref="OfficeCalendar"/> tells the days that
    /// people have added since.
    /// </summary>
    public SwedishWorkingDays WorkingDays() => LazyInitializer.EnsureInitialized(ref workingDays, () => new SwedishWorkingDays(new ClosedDays(ClosedDays)));

    /// <summary>The day on which a card that was applied for on this day should be at the station.</summary>
    public DateOnly CardExpectedOn(DateOnly photoOn) =>
        CalendarWait.Find(CardWait)?.After(photoOn) ?? throw new InvalidOperationException($"expected {nameof(CardWait)} to be a wait, got '{CardWait}'");

    /// <summary>Before this day nothing says that the card can be fetched (D-12). A wait that was made longer since doesn't bind a card that was ordered before.</summary>
    /// <param name="expectedOn">As reckoned at the photo, or the new date after a delay.</param>
    public DateOnly EarliestPickup(DateOnly photoOn, DateOnly expectedOn)
    {
        var reckoned = CardExpectedOn(photoOn);
        return reckoned < expectedOn ? reckoned : expectedOn;
    }

    public IEnumerable<string> Problems()
    {
        (string Name, int Value, int Least, int Most)[] settings =
        [
            (nameof(ReviewWithinDays), ReviewWithinDays, 1, 60),
            (nameof(UndoMinutes), UndoMinutes, 0, 60),
            (nameof(ClaimHours), ClaimHours, 1, 72),
            (nameof(AnswerWithinWorkingDays), AnswerWithinWorkingDays, 1, 60),
            (nameof(PhotoWithinWorkingDays), PhotoWithinWorkingDays, 1, 60),
            (nameof(PickupWithinWorkingDays), PickupWithinWorkingDays, 1, 60),
            (nameof(GraceDays), GraceDays, 0, 365),
            (nameof(RenewalWithinDays), RenewalWithinDays, 1, 365),
            (nameof(SuspensionDays), SuspensionDays, 1, 365),
            (nameof(CardReturnWithinDays), CardReturnWithinDays, 1, 365),
            (nameof(PinEnvelopeWorkingDays), PinEnvelopeWorkingDays, 1, 60),
            (nameof(ActivationWithinWorkingDays), ActivationWithinWorkingDays, 1, 60),
            (nameof(TransferWorkingDays), TransferWorkingDays, 1, 60),
            (nameof(VdiWorkingDaysBefore), VdiWorkingDaysBefore, 1, 60),
            (nameof(ChecklistDaysBefore), ChecklistDaysBefore, 1, 60),
            (nameof(ReceiptWithinWorkingDays), ReceiptWithinWorkingDays, 1, 60),
            (nameof(UnreadWithinWorkingDays), UnreadWithinWorkingDays, 1, 60),
            (nameof(UnreadDigestWorkingDays), UnreadDigestWorkingDays, 1, 60),
            (nameof(ReminderEveryWorkingDays), ReminderEveryWorkingDays, 1, 60),
            (nameof(MostReminders), MostReminders, 1, 100),
            (nameof(StatusLinkDays), StatusLinkDays, 1, 1500),
            (nameof(PassportCopyMegabytes), PassportCopyMegabytes, 1, 25),
        ];
        foreach (var (name, value, least, most) in settings)
        {
            if (value < least || value > most)
                yield return $"expected {name} to be {least}–{most}, got {value}";
        }

        foreach (var wrong in new ClosedDays(ClosedDays).Problems())
            yield return $"expected {nameof(ClosedDays)} to be days (2026-12-23, 12-24, midsummer-eve), got '{wrong}'";

        if (CalendarWait.Find(CardWait) is null)
            yield return $"expected {nameof(CardWait)} to be 1m–12m (calendar months) or 1d–365d (days), got '{CardWait}'";
    }
}

/// <summary>Where and from when the card is sent home (D-80).</summary>
public sealed class HomeDeliveryRule
{
    public const string Everywhere = "*";

    /// <summary>An institution's code, or <c>*</c> for all (the default).</summary>
    public string Institution { get; init; } = Everywhere;

    /// <summary>For enrolments whose first day is this or later.</summary>
    public DateOnly From { get; init; }
}
