using System.Text.RegularExpressions;

namespace RsCard.Students.Web.Pages.Administration;

/// <summary>The code of a station or an institution: it stands in groups of the directory and in addresses.</summary>
internal static partial class AdministrationCode
{
    /// <summary>What the page for a new one is called.</summary>
    private const string Reserved = "NEW";

    /// <summary>Whether the address is that of the page for a new one.</summary>
    public static bool IsNew(string code) => code.Equals(Reserved, StringComparison.OrdinalIgnoreCase);

    /// <returns>In capital letters; null for what can't be a code.</returns>
    public static string? Read(string? text) => text?.Trim().ToUpperInvariant() is { } code && code != Reserved && Code().IsMatch(code) ? code : null;

    [GeneratedRegex("^[A-Z0-9][A-Z0-9-]{1,19}$")]
    private static partial Regex Code();
}
