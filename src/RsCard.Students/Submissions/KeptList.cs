namespace RsCard.Students.Submissions;

/// <summary>
/// The list as it may be kept (D-2, D-4): as sent, with the rows of protected identity taken out. Nothing of such a row is left in any
/// byte; rows of empty cells stand in their places, so that every other row keeps its number.
/// </summary>
public static class KeptList
{
    /// <summary>
    /// A CSV without such rows is kept byte for byte. An XLSX is always written anew from the sheet that was read: its other sheets,
    /// comments and shared texts may hold anything.
    /// </summary>
    /// <param name="sent">The file as sent.</param>
    /// <param name="file">What was read of it.</param>
    /// <param name="rows">As <see cref="ListJudge"/> gave them for this file.</param>
    public static byte[] Write(ReadOnlyMemory<byte> sent, ListFile file, IReadOnlyList<JudgedRow> rows)
    {
        var taken = rows.Where(row => row.Kind == RowKind.Protected).Select(row => row.Row).ToHashSet();
        if (taken.Count == 0 && file.Format == ListFormat.Csv)
            return sent.ToArray();

        // A title such as 'Gäller även Anna, som har skyddad identitet' would tell. That there was a title must still be seen:
        // rows below one are numbered otherwise.
        var titles = taken.Count == 0 ? file.TitleRows : file.TitleRows.Select(title => new ListRecord(title.Row, ["-"]));
        return ListWriter.Write(
            file,
            [.. titles, new ListRecord(file.HeaderRow, [.. file.Header.Cells]), .. file.Records.Where(record => !taken.Contains(record.Row))]);
    }
}
