using System.Globalization;

namespace RsCard.Students.Web.Localization;

/// <summary>A text with a number in it, and what it says where that is one.</summary>
/// <param name="Many">Says how many at <c>{0}</c>.</param>
public sealed record CountedPhrase(Phrase One, Phrase Many)
{
    /// <param name="count">Stands at <c>{0}</c>.</param>
    /// <param name="others">Stand at <c>{1}</c>, <c>{2}</c> …</param>
    public Phrase Of(IFormattable count, params object[] others) =>
        (count.ToString(format: null, CultureInfo.InvariantCulture) == "1" ? One : Many).With([count, .. others]);
}
