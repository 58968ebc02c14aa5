namespace RsCard.Students.Students;

/// <summary>What may stand as a person's given or family name.</summary>
public static class NameRules
{
    private const int MostCharacters = 100;

    /// <summary>The name as it is kept; null for a text that is no name: empty, too long, with digits or control characters.</summary>
    public static string? Find(string? text)
    {
        var name = string.Join(' ', (text ?? "").Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length is > 0 and <= MostCharacters && !name.Any(letter => char.IsControl(letter) || char.IsDigit(letter)) ? name : null;
    }
}
