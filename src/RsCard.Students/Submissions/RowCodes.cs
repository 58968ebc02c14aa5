namespace RsCard.Students.Submissions;

/// <summary>What a row's errors and notes are called. Stable: the same in log, page, answer and docs.</summary>
public static class RowCodes
{
    public const string NumberFormat = "PNR-FORMAT";
    public const string NumberDate = "PNR-DATE";
    public const string NumberChecksum = "PNR-CHECKSUM";
    public const string NumberInterim = "PNR-INTERIM";
    public const string NumberReserve = "PNR-RESERVE";
    public const string NumberAmbiguous = "PNR-AMBIGUOUS";
    public const string NumberMissing = "PNR-MISSING";
    public const string CoordinationDormant = "COORD-DORMANT";
    public const string NameMissing = "NAME-MISSING";
    public const string MailFormat = "MAIL-FORMAT";
    public const string MailMissing = "MAIL-MISSING";
    public const string PeriodFormat = "PERIOD-FORMAT";
    public const string PeriodOrder = "PERIOD-ORDER";
    public const string PeriodPast = "PERIOD-PAST";
    public const string ProgrammeMissing = "PROGRAMME-MISSING";
    public const string PlacementDate = "PLACEMENT-DATE";
    public const string UnitKind = "UNIT-KIND";
    public const string DuplicateInList = "DUPLICATE-IN-LIST";
    public const string DuplicateConflict = "DUPLICATE-CONFLICT";
    public const string PassportIncomplete = "PASSPORT-INCOMPLETE";
    public const string Protected = "PROTECTED";
    public const string Halmstad = "HALMSTAD";
    public const string RowShape = "ROW-SHAPE";
    public const string ControlCharacter = "CONTROL-CHARACTER";

    public static IReadOnlyList<string> All { get; } =
    [
        NumberFormat, NumberDate, NumberChecksum, NumberInterim, NumberReserve, NumberAmbiguous, NumberMissing, CoordinationDormant,
        NameMissing, MailFormat, MailMissing, PeriodFormat, PeriodOrder, PeriodPast, ProgrammeMissing, PlacementDate, UnitKind,
        DuplicateInList, DuplicateConflict, PassportIncomplete, Protected, Halmstad, RowShape, ControlCharacter,
    ];
}
