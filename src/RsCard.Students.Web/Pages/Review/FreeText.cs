using System.Text.RegularExpressions;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>Text that a person writes and a mail carries: it must not hold a personal number (D-41).</summary>
internal static partial class FreeText
{
    /// <summary>What is wrong with the text, or null.</summary>
    public static string? Problem(string text, int mostCharacters, PageLanguage language) => text switch
    {
        "" => language[ReviewTexts.TextMissing],
        _ when text.Length > mostCharacters => language[ReviewTexts.TextTooLong, mostCharacters],
        _ when HasNumber(text) => language[ReviewTexts.TextHasNumber],
        _ => null,
    };

    /// <summary>As <see cref="Problem"/>, of a reason that is kept with what was done and mailed to nobody.</summary>
    public static string? ReasonProblem(string text, int mostCharacters, PageLanguage language) => text switch
    {
        "" => language[ChangeTexts.ReasonMissing],
        _ when text.Length > mostCharacters => language[ReviewTexts.TextTooLong, mostCharacters],
        _ when HasNumber(text) => language[ChangeTexts.ReasonHasNumber],
        _ => null,
    };

    /// <summary>Something in it looks like a personal number.</summary>
    public static bool HasNumber(string text) => LikeANumber().IsMatch(text);

    [GeneratedRegex(@"(?<!\d)(\d{2})?\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01]|[6-9]\d)[-+ ]?\d{4}(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex LikeANumber();
}
