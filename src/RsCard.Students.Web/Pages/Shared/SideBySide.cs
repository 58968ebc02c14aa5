namespace RsCard.Students.Web.Pages.Shared;

/// <summary>Values of the same fields from two or three sides, for <c>_SideBySide</c>.</summary>
/// <param name="Sides">Their headings, in the page's language.</param>
public sealed record SideBySide(string Field, IReadOnlyList<string> Sides, IReadOnlyList<SideBySideRow> Rows);

/// <param name="Values">One for each side.</param>
/// <param name="Differs">Is marked, in colour and in words.</param>
public sealed record SideBySideRow(string Field, IReadOnlyList<string> Values, bool Differs = false);
