using System.Globalization;
using System.Text;

namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>Values as the directory compares them.</summary>
public static class ValueComparer
{
    public static string Canonical(ValueComparison comparison, string value) => comparison switch
    {
        ValueComparison.IgnoreCase => Folded(value),
        ValueComparison.Day => DirectoryTime.ToDay(value)?.ToString("O", CultureInfo.InvariantCulture) ?? value,
        _ => Composed(value, NormalizationForm.FormC),
    };

    /// <summary>RFC 4518 in short: compatibility forms and case made one, spaces trimmed and folded.</summary>
    public static string Folded(string value) =>
        string.Join(' ', Composed(value, NormalizationForm.FormKC).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A value with half a surrogate pair, which no normal form takes, is itself.</summary>
    public static string Composed(string value, NormalizationForm form)
    {
        try
        {
            return value.Normalize(form);
        }
        catch (ArgumentException)
        {
            return value;
        }
    }
}
