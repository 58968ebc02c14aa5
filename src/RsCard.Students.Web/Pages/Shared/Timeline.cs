using RsCard.Students.Web.Flowcharts;

namespace RsCard.Students.Web.Pages.Shared;

/// <summary>A step of a <c>_Timeline</c>, in the page's language.</summary>
/// <param name="Detail">A day, a place; null: nothing to add.</param>
public sealed record TimelineStep(string Name, StepPlace Place, string? Detail = null);
