namespace RsCard.Students.Submissions;

/// <summary>Whom the protected rows of a list are about (D-4), while the list is still in memory: of such a row nothing is kept.</summary>
internal static class ProtectedPeople
{
    /// <summary>
    /// By <see cref="PersonKeys"/>, of rows that clearly say yes. A mark that can't be read keeps its row out (a mistake costs a telephone
    /// call), but ends nobody's case: what is erased can't be brought back.
    /// </summary>
    public static IReadOnlyCollection<string> Of(ListFile file, IReadOnlyList<JudgedRow> judged, DateOnly today)
    {
        var keys = new PersonKeys(file.Header, today);
        return
        [
            .. file.Records.Zip(judged)
                .Where(pair => pair.Second.Kind == RowKind.Protected && ProtectedMark.IsClear(file.Header, pair.First))
                .SelectMany(pair => keys.Of(pair.First))
                .Distinct(),
        ];
    }
}
