namespace RsCard.Students.Submissions;

/// <summary>What a row by itself, and among its list, is (D-2). What the database and the directory say of it comes later.</summary>
public enum RowKind
{
    /// <summary>Goes on.</summary>
    Good,

    /// <summary>Says the same as an earlier row: DUPLICATE-IN-LIST, verdict <c>unchanged</c>.</summary>
    Repeated,

    /// <summary>Has errors and comes back.</summary>
    Refused,

    /// <summary>D-4: nothing is kept but the row's number.</summary>
    Protected,

    /// <summary>D-5: the placement in Halmstad is its secretary's.</summary>
    HandedOver,
}

/// <summary>A row and what was found.</summary>
/// <param name="Row">As in <see cref="ListRecord"/>.</param>
/// <param name="Data">There for good, repeated and handed-over rows; null otherwise.</param>
/// <param name="Errors">All errors of a refused row; the one note of a repeated, protected or handed-over row; none of a good one.</param>
public sealed record JudgedRow(int Row, RowKind Kind, ListRow? Data, IReadOnlyList<RowError> Errors)
{
    /// <summary>The answer to a row with protected identity: its number and the fact.</summary>
    public static JudgedRow Protected(int row) =>
        new(row, RowKind.Protected, null, [new RowError(ListColumn.ProtectedIdentity, RowCodes.Protected)]);
}

/// <summary>One thing that is wrong, or worth a note; its text stands in <see cref="RowTexts"/>.</summary>
/// <param name="Column">Name of the column, or null where the row as a whole is meant.</param>
/// <param name="Code">One of <see cref="RowCodes"/>.</param>
/// <param name="Variant">Chooses a closer text of the same code, such as <c>zeros</c>. Nothing of the row's content.</param>
public sealed record RowError(string? Column, string Code, string? Variant = null);
