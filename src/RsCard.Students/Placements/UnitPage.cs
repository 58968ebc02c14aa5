namespace RsCard.Students.Placements;

/// <summary>What somebody outside sees of one placement behind a secret link: this and nothing else (D-5, D-15).</summary>
/// <param name="RsId">Null for an office of another region: it needs none (D-5).</param>
/// <param name="IsAnswered">VDI is ordered, or the placement received; never true of a checklist.</param>
public sealed record UnitPage(UnitPageKind Kind, string FullName, string? RsId, DateOnly? FirstDay, DateOnly? LastDay, bool IsAnswered)
{
    public override string ToString() => $"Page of {Kind}";
}

/// <summary>Who reads the page.</summary>
public enum UnitPageKind
{
    /// <summary>The private unit, which orders VDI (D-15).</summary>
    Vdi,

    /// <summary>The supervisor: what to do on the student's first day (D-15).</summary>
    Checklist,

    /// <summary>The office of another region, which confirms receipt (D-5).</summary>
    Receipt,
}
