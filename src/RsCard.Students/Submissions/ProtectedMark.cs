namespace RsCard.Students.Submissions;

/// <summary>
/// Whether a row is marked 'protected identity' (D-4). Anything that isn't clearly no counts as protected: a mistake this way costs a
/// telephone call, the other way a person's safety.
/// </summary>
internal static class ProtectedMark
{
    internal static bool Is(HeaderMap header, ListRecord record) =>
        header.PlacesOf(ListColumn.ProtectedIdentity).Any(place => IsAt(place, header, record));

    /// <summary>
    /// For a row that is refused: whether a delimiter in a name may have moved the mark to the right though only empty cells stand beyond
    /// the header. A row that is right in everything isn't moved, whatever empty cells end it.
    /// </summary>
    internal static bool MayHaveMoved(HeaderMap header, ListRecord record) =>
        header.PlacesOf(ListColumn.ProtectedIdentity).Any(place => IsYesWithin(place, record.Cells.Length - header.Cells.Count, record));

    /// <summary>Whether the row says yes, not only something that isn't clearly no.</summary>
    internal static bool IsClear(HeaderMap header, ListRecord record) =>
        header.PlacesOf(ListColumn.ProtectedIdentity).Any(place => IsYesWithin(place, Math.Max(0, RowShape.Surplus(header, record)), record));

    private static bool IsAt(int place, HeaderMap header, ListRecord record)
    {
        if (RowShape.Fits(header, record))
            return place < record.Cells.Length && !MarkCell.IsNo(CellText.Clean(record.Cells[place]));

        // Too many cells: a delimiter in a name may have moved the mark to the right. What stands here need not be the mark,
        // so only a clear yes counts.
        return IsYesWithin(place, RowShape.Surplus(header, record), record);
    }

    private static bool IsYesWithin(int place, int surplus, ListRecord record)
    {
        var last = Math.Min(place + surplus, record.Cells.Length - 1);
        for (var i = place; i <= last; i++)
        {
            if (MarkCell.IsYes(CellText.Clean(record.Cells[i])))
                return true;
        }

        return false;
    }
}
