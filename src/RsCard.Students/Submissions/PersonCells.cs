using RsCard.Students.Students;

namespace RsCard.Students.Submissions;

/// <summary>Whom a row is about: a number, or else a passport with all its four fields.</summary>
internal static class PersonCells
{
    private static readonly string[] PassportColumns =
        [ListColumn.PassportCountry, ListColumn.PassportNumber, ListColumn.PassportValidTo, ListColumn.BirthDate];

    internal static PersonalNumber? Number(RowCells cells, DateOnly today)
    {
        if (cells.TextOrNull(ListColumn.PersonalNumber) is not { } text)
            return null;
        var reading = PersonalNumberReader.Read(text, today);
        if (reading is PersonalNumberReading.Refused refused)
        {
            var (code, variant) = CodeOf(refused.Fault);
            cells.Refuse(ListColumn.PersonalNumber, code, variant);
        }

        return (reading as PersonalNumberReading.Valid)?.Number;
    }

    /// <summary>The passport where all of it is there; without a number, what is missing of it is an error.</summary>
    internal static ListedPassport? Passport(RowCells cells, bool hasNumber, DateOnly today)
    {
        if (hasNumber && PassportColumns.Any(column => cells.Text(column).Length == 0))
            return null;
        if (!hasNumber && cells.Text(ListColumn.PassportCountry).Length + cells.Text(ListColumn.PassportNumber).Length == 0)
        {
            if (!PassportColumns.Any(cells.IsRefused))
                cells.Refuse(ListColumn.PersonalNumber, RowCodes.NumberMissing);
            return null;
        }

        var country = Country.Find(cells.Required(ListColumn.PassportCountry, RowCodes.PassportIncomplete));
        if (country is null && !cells.IsRefused(ListColumn.PassportCountry))
            cells.Refuse(ListColumn.PassportCountry, RowCodes.PassportIncomplete, RowVariants.Country);
        var number = cells.Required(ListColumn.PassportNumber, RowCodes.PassportIncomplete);
        var validTo = RequiredDay(cells, ListColumn.PassportValidTo);
        var birthDate = RequiredDay(cells, ListColumn.BirthDate);
        if (validTo < today)
            cells.Refuse(ListColumn.PassportValidTo, RowCodes.PassportIncomplete, RowVariants.Expired);
        if (birthDate > today)
            cells.Refuse(ListColumn.BirthDate, RowCodes.PassportIncomplete, RowVariants.Date);
        return country is { } c && validTo is { } v && birthDate is { } b && !PassportColumns.Any(cells.IsRefused)
            ? new ListedPassport(c, number.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(), v, b)
            : null;
    }

    private static DateOnly? RequiredDay(RowCells cells, string column)
    {
        cells.Required(column, RowCodes.PassportIncomplete);
        if (cells.TextOrNull(column) is not { } text)
            return null;
        var day = DateCell.Find(text);
        if (day is null)
            cells.Refuse(column, RowCodes.PassportIncomplete, RowVariants.Date);
        return day;
    }

    private static (string Code, string? Variant) CodeOf(PersonalNumberFault fault) => fault switch
    {
        PersonalNumberFault.Format => (RowCodes.NumberFormat, null),
        PersonalNumberFault.LostZeros => (RowCodes.NumberFormat, RowVariants.LostZeros),
        PersonalNumberFault.Date => (RowCodes.NumberDate, null),
        PersonalNumberFault.Checksum => (RowCodes.NumberChecksum, null),
        PersonalNumberFault.Interim => (RowCodes.NumberInterim, null),
        PersonalNumberFault.Reserve => (RowCodes.NumberReserve, null),
        PersonalNumberFault.Ambiguous => (RowCodes.NumberAmbiguous, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
