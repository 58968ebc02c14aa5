using System.Globalization;
using System.Text;

namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>The closed sets of words that a <see cref="ValueTemplate"/> knows.</summary>
public static class TemplateWords
{
    public static readonly Func<DateOnly, string> GeneralizedTime = DirectoryTime.FromDay;

    public static IReadOnlyDictionary<string, Func<WantedEntry, string?>> TextFields { get; } = new Dictionary<string, Func<WantedEntry, string?>>
    {
        ["rsId"] = wanted => wanted.RsId,
        ["hsaId"] = wanted => wanted.HsaId,
        ["personalNumber"] = wanted => wanted.PersonalNumber,
        ["givenName"] = wanted => wanted.GivenName,
        ["familyName"] = wanted => wanted.FamilyName,
        ["email"] = wanted => wanted.Email,
        ["status"] = wanted => wanted.Closed ? FoundEntry.Ended : FoundEntry.Active,
    };

    public static IReadOnlyDictionary<string, Func<WantedEntry, DateOnly>> DayFields { get; } = new Dictionary<string, Func<WantedEntry, DateOnly>>
    {
        ["periodStart"] = wanted => wanted.ValidFrom,
        ["periodEnd"] = wanted => wanted.ValidTo,
    };

    public static IReadOnlyDictionary<string, Func<string, string>> Texts { get; } = new Dictionary<string, Func<string, string>>
    {
        ["upper"] = text => text.ToUpperInvariant(),
        ["lower"] = text => text.ToLowerInvariant(),
        ["trim"] = text => text.Trim(),
        ["ascii"] = Ascii,
    };

    /// <summary>How a day is written: noon in UTC as generalized time, <c>2027-06-06</c>, <c>20270606</c>.</summary>
    public static IReadOnlyDictionary<string, Func<DateOnly, string>> Days { get; } = new Dictionary<string, Func<DateOnly, string>>
    {
        ["generalizedTime"] = GeneralizedTime,
        ["isoDate"] = day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["digits"] = day => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
    };

    /// <summary>Letters that have a plain form get it (å → a, é → e, ø → o, ß → ss); others stay as they are.</summary>
    private static string Ascii(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in ValueComparer.Composed(text, NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            _ = c switch
            {
                'ø' => plain.Append('o'),
                'Ø' => plain.Append('O'),
                'æ' => plain.Append("ae"),
                'Æ' => plain.Append("AE"),
                'ł' => plain.Append('l'),
                'Ł' => plain.Append('L'),
                'đ' => plain.Append('d'),
                'Đ' => plain.Append('D'),
                'ß' => plain.Append("ss"),
                _ => plain.Append(c),
            };
        }

        return ValueComparer.Composed(plain.ToString(), NormalizationForm.FormC);
    }
}
