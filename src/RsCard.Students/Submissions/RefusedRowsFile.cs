namespace RsCard.Students.Submissions;

/// <summary>
/// The refused rows of a list, to be mended and sent again (D-2): in the form and encoding of the list, with what is wrong in two columns
/// before it. Before, not after, so that a row with a cell too few or too many stays as it was sent.
/// </summary>
public static class RefusedRowsFile
{
    private static readonly (string Text, string Code) Swedish = ("Fel", "Felkod");
    private static readonly (string Text, string Code) English = ("Error", "Error code");

    /// <summary>Header and refused rows. What a spreadsheet would run is escaped with an apostrophe, which the reader takes off again.</summary>
    /// <param name="rows">As <see cref="ListJudge"/> gave them for this file.</param>
    /// <param name="language"><c>sv</c> or <c>en</c>.</param>
    public static byte[] Write(ListFile file, IReadOnlyList<JudgedRow> rows, string language)
    {
        var refused = rows.Where(row => row.Kind == RowKind.Refused).ToDictionary(row => row.Row);
        var (text, code) = language == "sv" ? Swedish : English;
        var header = file.Header.Cells.ToArray();
        var earlier = Enumerable.Range(0, header.Length).Where(place => IsErrorColumn(header[place])).ToHashSet();
        var records = file.Records
            .Where(record => refused.ContainsKey(record.Row))
            .Select(record => (string[])[Texts(refused[record.Row], language), Codes(refused[record.Row]), .. Without(earlier, record.Cells)])
            .Prepend([text, code, .. Without(earlier, header)])
            .Select((cells, place) => new ListRecord(place + 1, [.. cells.Select(CellText.Escape)]));
        return ListWriter.Write(file, records);
    }

    private static string Texts(JudgedRow row, string language) =>
        string.Join(' ', row.Errors.Select(error => RowTexts.Message(error, language)));

    private static string Codes(JudgedRow row) => string.Join(", ", row.Errors.Select(error => error.Code).Distinct());

    /// <summary>A list that was mended once may be refused once more: its old error columns go.</summary>
    private static bool IsErrorColumn(string header) =>
        header == Swedish.Text || header == Swedish.Code || header == English.Text || header == English.Code;

    private static IEnumerable<string> Without(HashSet<int> places, string[] cells) => cells.Where((_, place) => !places.Contains(place));
}
