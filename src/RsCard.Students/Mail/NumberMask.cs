using System.Text.RegularExpressions;

namespace RsCard.Students.Mail;

/// <summary>
/// Takes what could be a personal, coordination or interim number out of free text (D-41, D-51). Check digit and date aren't
/// asked for: a mistyped number is still somebody's, and a masked phone number costs a question at most.
/// </summary>
internal static partial class NumberMask
{
    public const string Placeholder = "[…]";

    public static string Apply(string text) => NumberForm().Replace(text, Placeholder);

    [GeneratedRegex(@"(?<![0-9])(?:[0-9]{2} ?)?[0-9]{6} ?[-+\u2010-\u2015\u2212]? ?(?:[0-9]{4}|[A-Za-z][0-9]{3})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();
}
