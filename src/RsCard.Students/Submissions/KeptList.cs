namespace RsCard.Students.Submissions;

/// <summary>The list as it is kept (D-2, D-4): rows that were taken out leave empty cells, so that every other row keeps its number.</summary>
public static class KeptList
{
    /// <param name="file">What is kept of the list.</param>
    public static byte[] Write(ListFile file) =>
        ListWriter.Write(file, [new ListRecord(file.HeaderRow, [.. file.Header.Cells]), .. file.Records]);
}
