namespace RsCard.Students.Submissions;

/// <summary>Judges each row by itself (D-2): pure, and all that is wrong with a row at once.</summary>
/// <param name="today">The day in Stockholm.</param>
public sealed class RowJudge(HeaderMap header, DateOnly today)
{
    /// <summary>The mark 'protected identity' wins over every error (D-4), then the shape of the row, then its cells.</summary>
    public JudgedRow Judge(ListRecord record)
    {
        if (ProtectedMark.Is(header, record))
            return JudgedRow.Protected(record.Row);
        if (!RowShape.Fits(header, record))
            return Refused(record.Row, [new RowError(null, RowCodes.RowShape)]);
        if (RowShape.HasLongCell(record))
            return Refused(record.Row, [new RowError(null, RowCodes.RowShape, RowVariants.TooLong)]);

        var cells = new RowCells(header, record);
        var data = Read(cells);
        if (data is null || cells.Errors.Count > 0)
            return ProtectedMark.MayHaveMoved(header, record) ? JudgedRow.Protected(record.Row) : Refused(record.Row, cells.Errors);
        return data.Placement?.Kind == UnitKind.Halmstad
            ? new JudgedRow(record.Row, RowKind.HandedOver, data, [new RowError(ListColumn.PlacementUnitKind, RowCodes.Halmstad)])
            : new JudgedRow(record.Row, RowKind.Good, data, []);
    }

    private static JudgedRow Refused(int row, IReadOnlyList<RowError> errors) => new(row, RowKind.Refused, null, errors);

    private ListRow? Read(RowCells cells)
    {
        var number = PersonCells.Number(cells, today);
        var hasNumber = number is not null || cells.IsRefused(ListColumn.PersonalNumber);
        var passport = PersonCells.Passport(cells, hasNumber, today);
        if (cells.Mark(ListColumn.DormantNumber) && hasNumber)
            cells.Refuse(ListColumn.DormantNumber, RowCodes.CoordinationDormant);
        var givenName = cells.Required(ListColumn.GivenName, RowCodes.NameMissing);
        var familyName = cells.Required(ListColumn.FamilyName, RowCodes.NameMissing);
        var email = cells.Mail(ListColumn.Email);
        if (email is null && !cells.IsRefused(ListColumn.Email))
            cells.Refuse(ListColumn.Email, RowCodes.MailMissing);
        var programme = cells.Required(ListColumn.Programme, RowCodes.ProgrammeMissing);
        var first = PeriodDay(cells, ListColumn.FirstDay);
        var last = PeriodDay(cells, ListColumn.LastDay);
        if (last < first)
            cells.Refuse(ListColumn.LastDay, RowCodes.PeriodOrder);
        if (last < today)
            cells.Refuse(ListColumn.LastDay, RowCodes.PeriodPast);
        var placement = PlacementCells.Read(cells, first, last);
        var language = Language(cells);
        var phone = cells.TextOrNull(ListColumn.Phone);
        var (hasCard, employed, noAddress) = (cells.Mark(ListColumn.HasCard), cells.Mark(ListColumn.Employed), cells.Mark(ListColumn.NoRegisteredAddress));
        return email is null || first is not { } firstDay || last is not { } lastDay
            ? null
            : new ListRow
            {
                Number = number,
                Passport = passport,
                GivenName = givenName,
                FamilyName = familyName,
                Email = email,
                Programme = programme,
                FirstDay = firstDay,
                LastDay = lastDay,
                Placement = placement,
                Language = language,
                Phone = phone,
                HasCard = hasCard,
                Employed = employed,
                NoRegisteredAddress = noAddress,
            };
    }

    private static DateOnly? PeriodDay(RowCells cells, string column)
    {
        var day = cells.Day(column, RowCodes.PeriodFormat);
        if (day is null && !cells.IsRefused(column))
            cells.Refuse(column, RowCodes.PeriodFormat, RowVariants.Missing);
        return day;
    }

    private static string? Language(RowCells cells)
    {
        switch (cells.Text(ListColumn.Language).ToLowerInvariant())
        {
            case "":
                return null;
            case "sv" or "svenska" or "swedish":
                return "sv";
            case "en" or "engelska" or "english":
                return "en";
            default:
                cells.Refuse(ListColumn.Language, RowCodes.RowShape, RowVariants.LanguageCode);
                return null;
        }
    }
}
