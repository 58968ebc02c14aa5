namespace RsCard.Students.Status;

/// <summary>
/// What a student's page shows as a square for the counter's scanner: the hash of its own link as 64 hexadecimal digits. The link itself
/// never reaches the counter: the hash doesn't open the page, and it finds the student for nobody but a station. Letters and digits alone,
/// as a scanner types as a keyboard does, and one set for another country exchanges the signs.
/// </summary>
public static class CounterCode
{
    private const int Digits = 64;

    /// <param name="token">A <see cref="SecretToken"/> that counts.</param>
    public static string Of(string token) => Convert.ToHexString(SecretToken.HashOf(token));

    /// <summary>
    /// The hash to find a student by, where the text is such a code in capitals or small letters, or the whole link or its token, as
    /// somebody pastes it from a mail; else null: it may be a number. Whether it counts, the database says.
    /// </summary>
    public static byte[]? FindHash(string? text)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == Digits && typed.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(typed);

        return SecretToken.FindHash(typed) ?? SecretToken.FindHash(TokenOf(typed));
    }

    private static string? TokenOf(string typed) =>
        Uri.TryCreate(typed, UriKind.Absolute, out var address) && address.AbsolutePath.LastIndexOf("/" + StatusLink.Path, StringComparison.Ordinal) is >= 0 and var at
            ? address.AbsolutePath[(at + StatusLink.Path.Length + 1)..]
            : null;
}
