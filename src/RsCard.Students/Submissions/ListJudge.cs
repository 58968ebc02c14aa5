namespace RsCard.Students.Submissions;

/// <summary>Judges a whole list: each row by itself, then the rows of one person against each other (D-3).</summary>
public static class ListJudge
{
    /// <param name="today">The day in Stockholm.</param>
    /// <returns>One for each record, in order.</returns>
    public static IReadOnlyList<JudgedRow> Judge(ListFile file, DateOnly today)
    {
        var judge = new RowJudge(file.Header, today);
        var rows = file.Records.Select(judge.Judge).ToArray();
        ProtectEveryRowOfThem(file, rows, today);
        Duplicates.Judge(rows);
        return rows;
    }

    /// <summary>Who is marked in one row is protected in every row: the sender may have forgotten the mark in the second (D-4).</summary>
    private static void ProtectEveryRowOfThem(ListFile file, JudgedRow[] rows, DateOnly today)
    {
        var keys = new PersonKeys(file.Header, today);
        var protectedPeople = new HashSet<string>();
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Kind == RowKind.Protected)
                protectedPeople.UnionWith(keys.Of(file.Records[i]));
        }

        if (protectedPeople.Count == 0)
            return;
        for (var i = 0; i < rows.Length; i++)
        {
            if (keys.Of(file.Records[i]).Any(protectedPeople.Contains))
                rows[i] = JudgedRow.Protected(rows[i].Row);
        }
    }
}
