namespace RsCard.Students.Cases;

/// <summary>
/// The definitions that code starts by name; all others are sub-workflows of these. One that is missing in <c>workflows/</c> refuses
/// the start (<c>RULE-009</c>).
/// </summary>
public static class CaseProcess
{
    /// <summary>The parent of everything about one enrolment: what runs under it ends with it (D-35, D-36).</summary>
    public const string Enrolment = "enrolment";

    /// <summary>A longer period without review (D-3).</summary>
    public const string PeriodExtension = "period-extension";

    public const string DirectoryEntry = "directory-entry";
    public const string StudentPath = "student-path";
    public const string StudentPathHomeDelivery = "student-path-home-delivery";
    public const string ForeignStudent = "foreign-student";
    public const string PlacementPrivateUnit = "placement-private-unit";
    public const string PlacementPublicUnit = "placement-public-unit";
    public const string PlacementHalmstad = "placement-halmstad";

    /// <summary>D-24; started anew when a longer period wants another renewal.</summary>
    public const string ReserveCardRenewal = "reserve-card-renewal";

    /// <summary>D-53.</summary>
    public const string PersonalNumberArrived = "personal-number-arrived";

    /// <summary>D-31, D-32; about the card that is replaced.</summary>
    public const string CardReplacement = "card-replacement";

    /// <summary>D-70; about the card that may be found.</summary>
    public const string CardSuspension = "card-suspension";

    /// <summary>D-30.</summary>
    public const string CardExpiry = "card-expiry";

    /// <summary>D-13.</summary>
    public const string PinReorder = "pin-reorder";

    /// <summary>D-32.</summary>
    public const string NameChange = "name-change";

    /// <summary>The rest of a path, when the case that ordered a card has ended and another needs it.</summary>
    public const string Card = "card";

    /// <inheritdoc cref="Card"/>
    public const string HomeDelivery = "home-delivery";

    /// <summary>A break in studies (D-33).</summary>
    public const string StudyBreak = "study-break";

    /// <summary>Mail to the student came back (D-63).</summary>
    public const string AddressRepair = "address-repair";

    /// <summary>Mail to a placement's unit came back (D-15, D-63).</summary>
    public const string UnitAddressRepair = "unit-address-repair";

    /// <summary>Mail to a placement's supervisor came back (D-15, D-63).</summary>
    public const string SupervisorAddressRepair = "supervisor-address-repair";

    public static IReadOnlyCollection<string> All { get; } =
    [
        Enrolment,
        PeriodExtension,
        DirectoryEntry,
        StudentPath,
        StudentPathHomeDelivery,
        ForeignStudent,
        PlacementPrivateUnit,
        PlacementPublicUnit,
        PlacementHalmstad,
        ReserveCardRenewal,
        PersonalNumberArrived,
        CardReplacement,
        CardSuspension,
        CardExpiry,
        PinReorder,
        NameChange,
        Card,
        HomeDelivery,
        StudyBreak,
        AddressRepair,
        UnitAddressRepair,
        SupervisorAddressRepair,
    ];
}
