using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Home;

/// <summary>Something that waits for a person, and where it is done.</summary>
/// <param name="Oldest">Since when; null where that says nothing.</param>
/// <param name="Overdue">How many are past their day.</param>
public sealed record HomeLine(string Address, Phrase What, int Count, DateTimeOffset? Oldest = null, int Overdue = 0);
