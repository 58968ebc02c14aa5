namespace RsCard.Students.Submissions;

/// <summary>
/// The same person in several rows of one list (D-3). Another programme is another enrolment, and another unit another placement of
/// the same enrolment: both are right. The same said twice is a note on the later row. All else is a conflict, and nobody here can
/// know which row is right: both are refused.
/// </summary>
internal static class Duplicates
{
    internal static void Judge(JudgedRow[] rows)
    {
        var people = rows
            .Select((row, place) => (Key: row.Data?.PersonKey, Place: place))
            .Where(row => row.Key is not null)
            .GroupBy(row => row.Key, row => row.Place);
        foreach (var places in people.Select(person => person.ToArray()).Where(places => places.Length > 1))
            JudgePerson(rows, places);
    }

    private static void JudgePerson(JudgedRow[] rows, int[] places)
    {
        if (Differ(places, place => PersonOf(Data(rows, place))))
        {
            Refuse(rows, places);
            return;
        }

        foreach (var enrolment in places.GroupBy(place => ProgrammeOf(Data(rows, place))).Select(group => group.ToArray()))
        {
            if (Differ(enrolment, place => EnrolmentOf(Data(rows, place))))
                Refuse(rows, enrolment);
            else
                JudgePlacements(rows, enrolment);
        }
    }

    private static void JudgePlacements(JudgedRow[] rows, int[] places)
    {
        if (places.Any(place => Data(rows, place).Placement is null) && places.Any(place => Data(rows, place).Placement is not null))
        {
            Refuse(rows, places);
            return;
        }

        foreach (var unit in places.GroupBy(place => UnitOf(Data(rows, place))).Select(group => group.ToArray()))
        {
            if (Differ(unit, place => Data(rows, place).Placement))
                Refuse(rows, unit);
            else
                Note(rows, unit[1..]);
        }
    }

    private static (string, string, string) PersonOf(ListRow row) =>
        (row.GivenName, row.FamilyName, row.Email.ToUpperInvariant());

    private static string ProgrammeOf(ListRow row) => row.Programme.ToUpperInvariant();

    private static ListRow EnrolmentOf(ListRow row) =>
        row with { Placement = null, Programme = ProgrammeOf(row), Email = row.Email.ToUpperInvariant() };

    private static (bool, string?) UnitOf(ListRow row) =>
        (row.Placement?.Kind == UnitKind.Halmstad, row.Placement?.Unit?.ToUpperInvariant());

    private static bool Differ<T>(int[] places, Func<int, T> part) => places.Select(part).Distinct().Skip(1).Any();

    private static void Refuse(JudgedRow[] rows, int[] places)
    {
        foreach (var place in places)
            rows[place] = rows[place] with { Kind = RowKind.Refused, Errors = [Error(rows[place], RowCodes.DuplicateConflict)], Data = null };
    }

    private static void Note(JudgedRow[] rows, int[] places)
    {
        foreach (var place in places)
            rows[place] = rows[place] with { Kind = RowKind.Repeated, Errors = [Error(rows[place], RowCodes.DuplicateInList)] };
    }

    private static RowError Error(JudgedRow row, string code) =>
        new(row.Data?.Number is null ? ListColumn.PassportNumber : ListColumn.PersonalNumber, code);

    private static ListRow Data(JudgedRow[] rows, int place) =>
        rows[place].Data ?? throw new InvalidOperationException($"Row {rows[place].Row} has no data to compare.");
}
