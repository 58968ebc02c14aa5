using System.Text.Json.Serialization;

namespace RsCard.Students.Mail;

/// <summary>The languages every mail exists in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailLanguage>))]
public enum MailLanguage
{
    Swedish,
    English,
}

public static class MailLanguages
{
    public static IReadOnlyList<MailLanguage> All { get; } = [MailLanguage.Swedish, MailLanguage.English];

    /// <summary>The two-letter code of RFC 5646: <c>sv</c> or <c>en</c>.</summary>
    public static string Code(this MailLanguage language) => language switch
    {
        MailLanguage.Swedish => "sv",
        MailLanguage.English => "en",
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "expected a language of MailLanguages.All"),
    };

    /// <summary>The language of a code, or Swedish where the code is absent or another language's.</summary>
    public static MailLanguage FromCode(string? code) =>
        string.Equals(code, "en", StringComparison.OrdinalIgnoreCase) ? MailLanguage.English : MailLanguage.Swedish;
}
