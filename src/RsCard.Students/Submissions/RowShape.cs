namespace RsCard.Students.Submissions;

/// <summary>Whether a record has the header's number of cells; empty ones at the end don't count.</summary>
internal static class RowShape
{
    private const int MaxCellLength = 1_000;

    internal static bool Fits(HeaderMap header, ListRecord record) =>
        record.Cells.Length >= header.Width && Surplus(header, record) == 0;

    /// <summary>A cell longer than anything that a list tells of a student.</summary>
    internal static bool HasLongCell(ListRecord record) => Array.Exists(record.Cells, cell => cell.Length > MaxCellLength);

    /// <summary>Cells beyond the header that hold something.</summary>
    internal static int Surplus(HeaderMap header, ListRecord record) =>
        Math.Max(0, Array.FindLastIndex(record.Cells, cell => !string.IsNullOrWhiteSpace(cell)) + 1 - header.Cells.Count);
}
