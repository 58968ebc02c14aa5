namespace RsCard.Students.Web.Pages.Shared;

/// <summary>Numbers as bars, with the same numbers in a table behind, for <c>_BarChart</c>. Texts are in the page's language.</summary>
/// <param name="Id">Unique on the page; the names of its parts begin with it.</param>
/// <param name="Title">What the bars are, for those who don't see them.</param>
/// <param name="Description">What they say, in a sentence.</param>
/// <param name="Columns">Of the table: what the labels are, then a heading for each of <see cref="Bar.Cells"/>.</param>
public sealed record BarChart(string Id, string Title, string Description, IReadOnlyList<string> Columns, IReadOnlyList<Bar> Bars)
{
    /// <summary>What the longest bar can be; null: as long as the longest is.</summary>
    public double? Full { get; init; }
}

/// <param name="Value">How long the bar is; never below 0.</param>
/// <param name="Mark">A second number, not below the first, with a line to it; null: none.</param>
/// <param name="Says">Stands beside the bar, short.</param>
/// <param name="Cells">Of the table.</param>
public sealed record Bar(string Label, double Value, double? Mark, string Says, IReadOnlyList<string> Cells);
