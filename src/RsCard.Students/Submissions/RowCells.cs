namespace RsCard.Students.Submissions;

/// <summary>One row's cells by column, and what was found wrong with them.</summary>
internal sealed class RowCells(HeaderMap header, ListRecord record)
{
    private readonly List<RowError> errors = [];

    internal IReadOnlyList<RowError> Errors => errors;

    /// <summary>The column's text; empty where the row has none, or where it can't be used and that has been said.</summary>
    internal string Text(string column)
    {
        if (IsRefused(column))
            return "";
        var found = "";
        foreach (var place in header.PlacesOf(column))
        {
            var text = place < record.Cells.Length ? CellText.Clean(record.Cells[place]) : "";
            if (text.Length == 0 || text == found)
                continue;
            if (CellText.HasControlCharacter(text) || found.Length > 0)
            {
                Refuse(column, found.Length > 0 ? RowCodes.RowShape : RowCodes.ControlCharacter, found.Length > 0 ? RowVariants.TwoValues : null);
                return "";
            }

            found = text;
        }

        return found;
    }

    internal string? TextOrNull(string column) => Text(column) is { Length: > 0 } text ? text : null;

    /// <summary>Whether the column has been found wrong, so that nothing further need be said of it.</summary>
    internal bool IsRefused(string column)
    {
        foreach (var error in errors)
        {
            if (error.Column == column)
                return true;
        }

        return false;
    }

    internal void Refuse(string column, string code, string? variant = null) => errors.Add(new RowError(column, code, variant));

    /// <summary>A text that must be there.</summary>
    internal string Required(string column, string code)
    {
        var text = Text(column);
        if (!text.Any(char.IsLetterOrDigit) && !IsRefused(column))
            Refuse(column, code);
        return text;
    }

    /// <summary>A day that may be left out.</summary>
    internal DateOnly? Day(string column, string code)
    {
        if (TextOrNull(column) is not { } text)
            return null;
        if (DateCell.Find(text) is { } day)
            return day;
        Refuse(column, code);
        return null;
    }

    /// <summary>An address that may be left out.</summary>
    internal string? Mail(string column)
    {
        if (TextOrNull(column) is not { } text)
            return null;
        if (MailCell.Find(text) is { } address)
            return address;
        Refuse(column, RowCodes.MailFormat);
        return null;
    }

    /// <summary>A yes or no; empty is no.</summary>
    internal bool Mark(string column)
    {
        var text = Text(column);
        if (!MarkCell.IsYes(text) && !MarkCell.IsNo(text))
            Refuse(column, RowCodes.RowShape, RowVariants.YesOrNo);
        return MarkCell.IsYes(text);
    }
}
