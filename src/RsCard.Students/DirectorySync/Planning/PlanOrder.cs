namespace RsCard.Students.DirectorySync.Planning;

/// <summary>The order in which a plan can be carried out: names are made free before they are taken. The same plan always has the same order.</summary>
internal static class PlanOrder
{
    public static int Compare(PlannedEntry left, PlannedEntry right)
    {
        var order = Rank(left.Kind).CompareTo(Rank(right.Kind));
        if (order == 0)
            order = Nullable.Compare(left.Student?.Value, right.Student?.Value);
        if (order == 0)
            order = Nullable.Compare(left.Found?.EntryUuid, right.Found?.EntryUuid);
        return order != 0 ? order : left.Situation.CompareTo(right.Situation);
    }

    private static int Rank(PlanKind kind) => kind switch
    {
        PlanKind.Delete => 0,
        PlanKind.Move => 1,
        PlanKind.Add => 2,
        PlanKind.Reopen => 3,
        PlanKind.Modify => 4,
        PlanKind.Close => 5,
        PlanKind.Decide => 6,
        _ => 7,
    };
}
