namespace RsCard.Students.Submissions;

/// <summary>
/// Whether a row is marked 'protected identity' (D-4). Anything that isn't clearly no counts as protected: a mistake this way costs a
/// telephone call, the other way a person's safety.
/// </summary>
internal static class ProtectedMark
{
    internal static bool Is(HeaderMap header, ListRecord record) =>
        header.PlacesOf(ListColumn.ProtectedIdentity).Any(place => IsAt(place, header, record));

    private static bool IsAt(int place, HeaderMap header, ListRecord record)
    {
        if (RowShape.Fits(header, record))
            return place < record.Cells.Length && !MarkCell.IsNo(CellText.Clean(record.Cells[place]));

        // Too many cells: a delimiter in a name may have moved the mark to the right. What stands here need not be the mark,
        // so only a clear yes counts.
        var last = Math.Min(place + RowShape.Surplus(header, record), record.Cells.Length - 1);
        for (var i = place; i <= last; i++)
        {
            if (MarkCell.IsYes(CellText.Clean(record.Cells[i])))
                return true;
        }

        return false;
    }
}
