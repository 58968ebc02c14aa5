using System.Globalization;
using System.Text;

namespace RsCard.Students.Students;

/// <summary>Same birth date and similar name: perhaps the same person under another number (D-3).</summary>
public static class Likeness
{
    /// <summary>What two such people have in common: birth date, and the names' first letters without case and diacritics. Null without a birth date.</summary>
    public static string? Of(Person person) =>
        person.BirthDate is { } birth
            ? $"{birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture)} {Start(person.GivenName)} {Start(person.FamilyName)}"
            : null;

    /// <summary>Names are the same but for case, spaces and how letters are composed.</summary>
    public static bool IsSameName(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Start(string name)
    {
        var letters = name.Normalize(NormalizationForm.FormD).Where(char.IsLetter).Select(char.ToLowerInvariant).Take(4);
        return string.Concat(letters);
    }

    private static string Plain(string name) =>
        string.Join(' ', name.Normalize(NormalizationForm.FormC).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
