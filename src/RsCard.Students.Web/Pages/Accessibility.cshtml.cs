using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Status;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages;

/// <summary>The accessibility statement; linked from the foot of every page.</summary>
[AllowAnonymous]
public sealed class AccessibilityModel(ContactOptions contacts) : PageModel
{
    public static IReadOnlyList<Phrase> Works { get; } =
        [AccessibilityTexts.Keyboard, AccessibilityTexts.Zoom, AccessibilityTexts.Colour, AccessibilityTexts.Errors, AccessibilityTexts.Time];

    public static IReadOnlyList<Phrase> Lacks { get; } =
        [AccessibilityTexts.LacksCharts, AccessibilityTexts.LacksTrail, AccessibilityTexts.LacksCopies, AccessibilityTexts.LacksAudit];

    public ContactOptions Contacts => contacts;
}
