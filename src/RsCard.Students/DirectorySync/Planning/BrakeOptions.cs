namespace RsCard.Students.DirectorySync.Planning;

/// <summary>How much one run may do to the directory without a person's word. Adding has no limit.</summary>
public sealed class BrakeOptions
{
    /// <summary>Default 50 and 5 %.</summary>
    public KindLimit Close { get; init; } = new(50, 5);

    /// <summary>Default 50 and 5 %.</summary>
    public KindLimit Move { get; init; } = new(50, 5);

    /// <summary>Default 20 and 2 %.</summary>
    public KindLimit Delete { get; init; } = new(20, 2);

    /// <summary>Default 500 and 20 %.</summary>
    public KindLimit Modify { get; init; } = new(500, 20);

    /// <summary>Default 50 and 5 %.</summary>
    public KindLimit Reopen { get; init; } = new(50, 5);

    /// <summary>So few of a kind are never held for their per cent: in a small installation one entry is many per cent. Default 5, 0–50.</summary>
    public int FewEnough { get; init; } = 5;

    /// <summary>Either side may have this many per cent fewer than last time. Default 10, 1–100.</summary>
    public double ShrinkPercent { get; init; } = 10;

    /// <summary>A loss of so few is never held. Default 10 entries.</summary>
    public int ShrinkEntries { get; init; } = 10;

    /// <summary>Null: no limit.</summary>
    public KindLimit? LimitOf(PlanKind kind) => kind switch
    {
        PlanKind.Close => Close,
        PlanKind.Move => Move,
        PlanKind.Delete => Delete,
        PlanKind.Modify => Modify,
        PlanKind.Reopen => Reopen,
        _ => null,
    };

    public IEnumerable<string> Problems()
    {
        foreach (var kind in Enum.GetValues<PlanKind>())
        {
            if (LimitOf(kind) is { } limit && (limit.Count < 0 || limit.Percent is not (>= 0 and <= 100)))
                yield return $"expected {kind} to have a Count of 0 or more and a Percent of 0–100, got {limit.Count} and {limit.Percent}";
        }

        if (FewEnough is < 0 or > 50)
            yield return $"expected {nameof(FewEnough)} to be 0–50, got {FewEnough}";
        if (ShrinkPercent is not (>= 1 and <= 100))
            yield return $"expected {nameof(ShrinkPercent)} to be 1–100, got {ShrinkPercent}";
        if (ShrinkEntries < 0)
            yield return $"expected {nameof(ShrinkEntries)} to be 0 or more, got {ShrinkEntries}";
    }
}
