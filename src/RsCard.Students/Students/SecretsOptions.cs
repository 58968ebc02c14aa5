namespace RsCard.Students.Students;

/// <summary>Where the keys lie that the database must not hold.</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>
    /// Path of the key file: one key a line, <c>name base64-of-32-bytes</c>. The line <c>lookup</c> finds people by number
    /// (it can't be rotated); of the others the last is the one that seals, the earlier ones still open. No default.
    /// </summary>
    public string KeyFile { get; init; } = "";

    public IEnumerable<string> Problems()
    {
        if (!File.Exists(KeyFile))
            yield return $"expected {nameof(KeyFile)} to be the path of a key file, got '{KeyFile}'";
    }
}
