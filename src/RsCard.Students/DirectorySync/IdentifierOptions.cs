namespace RsCard.Students.DirectorySync;

/// <summary>What RSid and HSA-id look like (D-52).</summary>
public sealed class IdentifierOptions
{
    public const string Section = "Identifiers";

    /// <summary>Digits of an RSid; one more when 90 % of the numbers are used. Default 6, 4–12.</summary>
    public int RsIdDigits { get; init; } = 6;

    /// <summary>The region's organisation number, ten digits. Default 2321000255.</summary>
    public string OrganisationNumber { get; init; } = "2321000255";

    /// <summary>What the suffix of our HSA-ids begins with, so that they can't meet those given elsewhere. Default <c>U</c>.</summary>
    public string HsaIdPrefix { get; init; } = "U";

    public IEnumerable<string> Problems()
    {
        if (RsIdDigits is < 4 or > 12)
            yield return $"expected {nameof(RsIdDigits)} to be 4–12, got {RsIdDigits}";
        if (OrganisationNumber.Length != 10 || !OrganisationNumber.All(char.IsAsciiDigit))
            yield return $"expected {nameof(OrganisationNumber)} to be ten digits, got '{OrganisationNumber}'";
        if (HsaIdPrefix.Length > 8 || !HsaIdPrefix.All(char.IsAsciiLetterOrDigit))
            yield return $"expected {nameof(HsaIdPrefix)} to be at most 8 letters and digits, got '{HsaIdPrefix}'";
    }
}
