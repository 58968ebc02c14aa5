using System.Globalization;

namespace RsCard.Students.Web.Localization;

/// <summary>A text for people. Both languages are asked for by the constructor, so a missing translation doesn't compile.</summary>
/// <param name="Swedish">May have places <c>{0}</c>, <c>{1}</c> …; the same ones in both languages.</param>
public sealed record Phrase(string Swedish, string English)
{
    /// <param name="language"><c>en</c>, otherwise Swedish.</param>
    public string In(string language) => language == PageLanguage.English ? English : Swedish;

    /// <summary>With its places filled, in both languages: for a text that is carried over a redirect.</summary>
    public Phrase With(params object[] values) =>
        new(string.Format(CultureInfo.InvariantCulture, Swedish, In("", values)), string.Format(CultureInfo.InvariantCulture, English, In(PageLanguage.English, values)));

    /// <summary>A place that is filled with another text, in its language.</summary>
    private static object[] In(string language, object[] values) => [.. values.Select(value => value is Phrase text ? text.In(language) : value)];
}
