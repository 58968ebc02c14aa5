using System.Globalization;
using System.Text.RegularExpressions;

namespace RsCard.Students.Submissions;

/// <summary>
/// One e-mail address (RFC 5321 4.1.2, without quoted local parts and address literals). The domain may have å, ä, ö;
/// the part before the @ may not: such mail needs SMTPUTF8, which few servers take.
/// </summary>
internal static partial class MailCell
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The address with the domain in lower case; null where it isn't one address.</summary>
    internal static string? Find(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || text.Length > 254)
            return null;
        var domain = text[(at + 1)..].ToLowerInvariant();
        return LocalPart().IsMatch(text[..at]) && IsDomain(domain) ? $"{text[..at]}@{domain}" : null;
    }

    private static bool IsDomain(string domain)
    {
        if (!DomainShape().IsMatch(domain))
            return false;
        try
        {
            return AsciiDomain().IsMatch(Idn.GetAscii(domain));
        }
        catch (ArgumentException)
        {
            // The framework has no question without an exception for 'can this be an internationalised name?'.
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"\A[\p{L}\p{M}\p{Nd}-]+(\.[\p{L}\p{M}\p{Nd}-]+)+\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex DomainShape();

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex AsciiDomain();
}
