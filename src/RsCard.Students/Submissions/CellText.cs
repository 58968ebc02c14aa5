using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace RsCard.Students.Submissions;

/// <summary>A cell's text as its sender meant it.</summary>
internal static partial class CellText
{
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜ0123456789 .,-+/_@:");

    /// <summary>What a spreadsheet would run as a formula at the start of a cell, besides white space.</summary>
    private const string FormulaStarts = "=+-@＝＋－＠";

    /// <summary>Without white space around it and runs of it inside, in composed form, with the escape of our own exports taken off.</summary>
    internal static string Clean(string cell)
    {
        if (IsPlain(cell))
            return cell;
        var text = Unescape(Trim(cell));
        if (Wrapped().Match(text) is { Success: true } wrapped)
            text = wrapped.Groups["text"].Value;
        text = Spaces().Replace(Trim(text), " ");
        return HasControlCharacter(text) ? text : text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Most cells: nothing to take off, and nothing that has two forms.</summary>
    private static bool IsPlain(string cell) =>
        cell.Length == 0 || (!cell.AsSpan().ContainsAnyExcept(PlainCharacters) && cell[0] != ' ' && cell[^1] != ' ' && !cell.Contains("  ", StringComparison.Ordinal));

    /// <summary>NUL and its like, half a surrogate pair, and marks that turn the direction of what follows.</summary>
    internal static bool HasControlCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, Math.Min(i, Math.Max(0, text.Length - 2))) && i + 1 < text.Length && char.IsHighSurrogate(text[i]))
                i++;
            else if (char.IsSurrogate(text[i]) || char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                return true;
        }

        return false;
    }

    /// <summary>Keeps a spreadsheet from running a cell as a formula: an apostrophe before it.</summary>
    internal static string Escape(string cell) => IsDangerous(cell) ? "'" + cell : cell;

    /// <summary>Takes off the apostrophe of <see cref="Escape"/>.</summary>
    private static string Unescape(string cell) => cell.Length > 1 && cell[0] == '\'' && IsDangerous(cell[1..]) ? Trim(cell[1..]) : cell;

    private static bool IsDangerous(string cell) =>
        cell.Length > 0 && (FormulaStarts.Contains(cell[0], StringComparison.Ordinal) || char.IsWhiteSpace(cell[0]) || char.IsControl(cell[0]));

    private static string Trim(string text)
    {
        var span = text.AsSpan();
        while (!span.IsEmpty && IsBlank(span[0]))
            span = span[1..];
        while (!span.IsEmpty && IsBlank(span[^1]))
            span = span[..^1];
        return span.Length == text.Length ? text : span.ToString();
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF';

    /// <summary>Spaces of any width, but no tab or line end: those are control characters.</summary>
    [GeneratedRegex(@"\p{Zs}+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    /// <summary>How some programs keep a spreadsheet from making a number of it.</summary>
    [GeneratedRegex("""^="(?<text>[^"]*)"$""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Wrapped();
}
