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

    /// <summary>A break in studies (D-33).</summary>
    public const string StudyBreak = "study-break";

    /// <summary>Mail to the student came back (D-63).</summary>
    public const string AddressRepair = "address-repair";

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
        StudyBreak,
        AddressRepair,
    ];
}
