namespace RsCard.Students.Submissions;

/// <summary>What a row says of a placement.</summary>
internal static class PlacementCells
{
    private static readonly Dictionary<string, UnitKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["offentlig"] = UnitKind.Public,
        ["public"] = UnitKind.Public,
        ["privat"] = UnitKind.Private,
        ["private"] = UnitKind.Private,
        ["halmstad"] = UnitKind.Halmstad,
    };

    /// <summary>Null where no cell of a placement says anything.</summary>
    internal static ListedPlacement? Read(RowCells cells, DateOnly? periodFirst, DateOnly? periodLast)
    {
        var unit = cells.TextOrNull(ListColumn.PlacementUnit);
        var kind = Kind(cells);
        var first = cells.Day(ListColumn.PlacementFirstDay, RowCodes.PlacementDate);
        var last = cells.Day(ListColumn.PlacementLastDay, RowCodes.PlacementDate);
        var unitMail = cells.Mail(ListColumn.UnitEmail);
        var supervisorMail = cells.Mail(ListColumn.SupervisorEmail);
        if (last < first)
            cells.Refuse(ListColumn.PlacementLastDay, RowCodes.PlacementDate, RowVariants.Order);
        if (periodFirst <= periodLast)
        {
            RefuseOutside(ListColumn.PlacementFirstDay, first);
            RefuseOutside(ListColumn.PlacementLastDay, last);
        }

        return unit is null && kind is null && first is null && last is null && unitMail is null && supervisorMail is null
            ? null
            : new ListedPlacement(unit, kind, first, last, unitMail, supervisorMail);

        void RefuseOutside(string column, DateOnly? day)
        {
            if ((day < periodFirst || day > periodLast) && !cells.IsRefused(column))
                cells.Refuse(column, RowCodes.PlacementDate, RowVariants.OutsidePeriod);
        }
    }

    private static UnitKind? Kind(RowCells cells)
    {
        if (cells.TextOrNull(ListColumn.PlacementUnitKind) is not { } text)
            return null;
        if (Kinds.TryGetValue(text, out var kind))
            return kind;
        cells.Refuse(ListColumn.PlacementUnitKind, RowCodes.UnitKind);
        return null;
    }
}
