using System.Text.Json.Serialization;
using static RsCard.Students.Mail.MailAudience;

namespace RsCard.Students.Mail;

/// <summary>
/// What a mail is for: this is where a kind is declared, with its file of <c>mail-templates/</c>, who reads it, where its link goes, and
/// what it must and may tell (names of <see cref="MailPlaceholders"/>; <c>link</c> and <c>contacts</c> go without saying, and
/// <c>name</c> in a mail to the student). Stored by name: a name is never changed or used again.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailKind>))]
public enum MailKind
{
    /// <summary>The entry stands: RSid, what to do next, status link (D-10).</summary>
    [Mail("rsid", Student, MailLink.Status, Must = "rsId stations", IsTheRsIdMail = true)]
    RsId,

    /// <summary>The entry was moved to the right branch (D-7).</summary>
    [Mail("entered-in-right-branch", Student, MailLink.Status, Must = "stations")]
    EnteredInRightBranch,

    /// <summary>The card should be at the station (D-12).</summary>
    [Mail("card-ready", Student, MailLink.Status, Must = "station", IsOfCardOnItsWay = true)]
    CardReady,

    /// <summary>The station has recorded a delay (D-12).</summary>
    [Mail("card-delayed", Student, MailLink.Status, Must = "station newDate", IsOfCardOnItsWay = true)]
    CardDelayed,

    /// <summary>The RSid is to be sent to a private unit, in time (D-15).</summary>
    [Mail("placement-reminder", Student, MailLink.Status, Must = "rsId unit sendBy daysLeft", May = "firstDay otherPlacements")]
    PlacementReminder,

    /// <summary>The last day to send it has passed (D-15).</summary>
    [Mail("placement-last-day-passed", Student, MailLink.Status, Must = "rsId unit sendBy", May = "firstDay otherPlacements")]
    PlacementLastDayPassed,

    /// <summary>The card the person has is to be used (D-8, D-16).</summary>
    [Mail("card-still-valid", Student, MailLink.Status, Must = "lastDay")]
    CardStillValid,

    /// <summary>A row was rejected (D-6).</summary>
    [Mail("row-rejected", Administrator, MailLink.List, Must = "list row reason")]
    RowRejected,

    /// <summary>A row has a question to be answered (D-6).</summary>
    [Mail("asked-back", Administrator, MailLink.List, Must = "list row question")]
    AskedBack,

    /// <summary>A card that was inactive works (D-9).</summary>
    [Mail("card-activated", Student, MailLink.Status, May = "certificateTo")]
    CardActivated,

    /// <summary>The student has come in again, with the RSid of before (D-30).</summary>
    [Mail("renewal-received", Student, MailLink.Status, Must = "stations", May = "rsId certificateTo")]
    RenewalReceived,

    /// <summary>The card's certificate ends within 60 days (D-30).</summary>
    [Mail("card-expiring", Student, MailLink.Status, Must = "certificateTo")]
    CardExpiring,

    /// <summary>The reserve card's certificate ends within 30 days (D-24).</summary>
    [Mail("reserve-card-expiring", Student, MailLink.Status, Must = "certificateTo", May = "stations")]
    ReserveCardExpiring,

    /// <summary>The RSid, for a student without a Swedish personal number: one visit, passport, companion (D-20 to D-28).</summary>
    [Mail("rsid-foreign", Student, MailLink.Status, Must = "rsId stations", IsTheRsIdMail = true)]
    RsIdForeign,

    /// <summary>The RSid, for a student with a Swedish number and no registered address: one visit, no companion (D-26).</summary>
    [Mail("rsid-reserve-card", Student, MailLink.Status, Must = "rsId stations", IsTheRsIdMail = true)]
    RsIdReserveCard,

    /// <summary>A lost card was blocked, and a new one is to be ordered (D-31).</summary>
    [Mail("card-blocked", Student, MailLink.Status, Must = "lostCardFee stations")]
    CardBlocked,

    /// <summary>Another card is needed, and the old one taken along (D-32, D-53, D-70).</summary>
    [Mail("new-card-needed", Student, MailLink.Status, Must = "stations")]
    NewCardNeeded,

    /// <summary>The suspension is lifted (D-70).</summary>
    [Mail("card-found", Student, MailLink.Status)]
    CardFound,

    /// <summary>The card can't be used for now (D-70).</summary>
    [Mail("card-suspended", Student, MailLink.Status)]
    CardSuspended,

    /// <summary>A new PIN envelope is ordered (D-13).</summary>
    [Mail("pin-envelope-ordered", Student, MailLink.Status, Must = "pinEnvelopeFee")]
    PinEnvelopeOrdered,

    /// <summary>The name is changed in the entry; a new card goes with it (D-32).</summary>
    [Mail("name-changed", Student, MailLink.Status, Must = "stations")]
    NameChanged,

    /// <summary>The break is noted; ask whether the entry is extended (D-33).</summary>
    [Mail("break-begun", Student, MailLink.Status, May = "lastDay")]
    BreakBegun,

    /// <summary>The break is over; ask whether the entry is extended (D-33).</summary>
    [Mail("break-over", Student, MailLink.Status, May = "lastDay")]
    BreakOver,

    /// <summary>The entry ended during the break (D-33).</summary>
    [Mail("entry-ended-in-break", Student, MailLink.Status, May = "lastDay")]
    EntryEndedInBreak,

    /// <summary>The card is to be cut and returned (D-34).</summary>
    [Mail("card-return", Student, MailLink.Status, Must = "stations")]
    CardReturn,

    /// <summary>The card is to be fetched at another station than before (D-71).</summary>
    [Mail("card-transferred", Student, MailLink.Status, Must = "station", IsOfCardOnItsWay = true)]
    CardTransferred,

    /// <summary>The card is sent to the registered address (D-80).</summary>
    [Mail("card-sent", Student, MailLink.Status, Must = "stations", IsOfCardOnItsWay = true)]
    CardSent,

    /// <summary>The student has withdrawn (D-36).</summary>
    [Mail("withdrawn", Student, MailLink.Status, May = "stations")]
    Withdrawn,

    /// <summary>A personal number has come: an ordinary card instead of the reserve card (D-53).</summary>
    [Mail("number-arrived", Student, MailLink.Status, Must = "stations", May = "rsId")]
    NumberArrived,

    /// <summary>All that waits for the student, in one mail (D-60, D-64).</summary>
    [Mail("step-reminder", Student, MailLink.Status, Must = "steps")]
    StepReminder,

    /// <summary>The mail with the RSid doesn't seem to have been read (D-63).</summary>
    [Mail("rsid-reminder", Student, MailLink.Status)]
    RsIdReminder,

    /// <summary>Somebody has answered what the student said is wrong (D-17); the answer itself stands on the student's page.</summary>
    [Mail("report-answered", Student, MailLink.Status)]
    ReportAnswered,

    /// <summary>A certified copy of the passport is needed (D-20).</summary>
    [Mail("passport-copy-awaited", Administrator, MailLink.Case, Must = "student")]
    PassportCopyAwaited,

    /// <summary>The copy can't be used; another is needed (D-21).</summary>
    [Mail("passport-copy-rejected", Administrator, MailLink.Case, Must = "student reason")]
    PassportCopyRejected,

    /// <summary>A student's card ends within 60 days (D-30).</summary>
    [Mail("card-expiring-administrator", Administrator, MailLink.Case, Must = "student certificateTo")]
    CardExpiringAdministrator,

    /// <summary>A student's reserve card ends within 30 days (D-24).</summary>
    [Mail("reserve-card-expiring-administrator", Administrator, MailLink.Case, Must = "student certificateTo")]
    ReserveCardExpiringAdministrator,

    /// <summary>Nobody has said where the unit is to be written to (D-15).</summary>
    [Mail("unit-address-missing", Administrator, MailLink.Case, Must = "student unit", May = "firstDay")]
    UnitAddressMissing,

    /// <summary>The unit hasn't confirmed VDI (D-15).</summary>
    [Mail("vdi-missing", Administrator, MailLink.Case, Must = "student unit firstDay")]
    VdiMissing,

    /// <summary>A reported name isn't entered (D-32).</summary>
    [Mail("name-change-rejected", Administrator, MailLink.Case, Must = "student reason")]
    NameChangeRejected,

    /// <summary>Mail to the student comes back (D-63).</summary>
    [Mail("mail-bounced", Administrator, MailLink.Case, Must = "student")]
    MailBounced,

    /// <summary>All that waits for the administrator, and who hasn't read the mail, in one mail (D-63, D-64).</summary>
    [Mail("student-digest", Administrator, MailLink.OwnStudents, Must = "steps")]
    StudentDigest,

    /// <summary>How it stands for the institution, once a week: counts, and where to look (D-64).</summary>
    [Mail("weekly-digest", Administrator, MailLink.Home, Must = "institution overview")]
    WeeklyDigest,

    /// <summary>What to do when the student comes (D-15).</summary>
    [Mail("day-one-checklist", Supervisor, MailLink.Unit, Must = "unit firstDay serviceDeskPhone serviceDeskInternalPhone", May = "rsId placementLastDay")]
    DayOneChecklist,

    /// <summary>The student's reserve card ends during the placement (D-24).</summary>
    [Mail("reserve-card-expiring-supervisor", Supervisor, MailLink.Unit, Must = "unit certificateTo", May = "rsId")]
    ReserveCardExpiringSupervisor,

    /// <summary>VDI is to be ordered and confirmed (D-15).</summary>
    [Mail("vdi-order", Unit, MailLink.Unit, Must = "rsId unit", May = "firstDay placementLastDay")]
    VdiOrder,

    /// <summary>VDI isn't confirmed yet (D-15).</summary>
    [Mail("vdi-reminder", Unit, MailLink.Unit, Must = "rsId unit", May = "firstDay placementLastDay")]
    VdiReminder,

    /// <summary>A placement in Halmstad is handed over; everything about it stands behind the link (D-5).</summary>
    [Mail("halmstad-handover", HalmstadOffice, MailLink.Unit)]
    HalmstadHandover,

    /// <summary>The receipt isn't confirmed yet (D-5).</summary>
    [Mail("halmstad-reminder", HalmstadOffice, MailLink.Unit)]
    HalmstadReminder,

    /// <summary>A card that exists is to be activated (D-9).</summary>
    [Mail("activation-order", ItDepartment, MailLink.None, Must = "rsId hsaId")]
    ActivationOrder,

    /// <summary>The unit hasn't confirmed VDI, and the administrator is told too (D-15).</summary>
    [Mail("vdi-missing-hsa", HsaTeam, MailLink.Case, Must = "rsId unit firstDay")]
    VdiMissingHsa,
}
