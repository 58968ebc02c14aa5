namespace RsCard.Students.Submissions;

/// <summary>
/// The list as it is kept (D-2, D-4): header and rows as sent, without titles, other sheets and the rows of protected identity, which
/// may tell of somebody. Rows of empty cells stand in the places of what was taken out, so that every row keeps its number.
/// </summary>
public static class KeptList
{
    /// <param name="file">What is kept of the list: <see cref="ListFile.TitleRows"/> aren't written.</param>
    public static byte[] Write(ListFile file)
    {
        // That there was a title must still be seen: rows below one are numbered otherwise.
        IEnumerable<ListRecord> title = file.HeaderRow > 1 ? [new ListRecord(1, ["-"])] : [];
        return ListWriter.Write(file, [.. title, new ListRecord(file.HeaderRow, [.. file.Header.Cells]), .. file.Records]);
    }
}
