namespace RsCard.Students.Web.Pages.Shared;

/// <summary>Where one is among pages, for <c>_Pager</c>; the page is part of the address.</summary>
/// <param name="Address">Of the page with that number, from one.</param>
public sealed record Pager(int At, int Pages, Func<int, string> Address);
