using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Journal;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.DirectorySync;

/// <summary>Values of entries as people may see them: a number, a password, and what isn't text are named, never shown (D-41).</summary>
internal static class ShownValues
{
    private const string Password = "userPassword";

    /// <param name="attribute">By our name or the directory's.</param>
    /// <param name="language"><c>sv</c> or <c>en</c>.</param>
    public static string Of(string attribute, IReadOnlyList<string> values, DirectoryOptions options, string language) => values.Count == 0
        ? DriftTexts.None.In(language)
        : string.Join(" | ", values.Select(value => Hidden(attribute, value, options)?.In(language) ?? (DirectoryTime.ToDay(value) is { } day ? Show.Day(day) : value)).Distinct());

    /// <summary>As the directory spells them, for programs.</summary>
    public static string Raw(string attribute, IReadOnlyList<string> values, DirectoryOptions options) => values.Count == 0
        ? "(none)"
        : string.Join(" | ", values.Select(value => Hidden(attribute, value, options)?.English ?? value).Distinct());

    /// <summary>The field's name for people; the directory's own where we have none for it.</summary>
    public static Phrase FieldOf(string attribute, DirectoryOptions options) =>
        DriftTexts.FieldOf(DirectoryNames.All.FirstOrDefault(ours => Is(attribute, options.NameOf(ours))) ?? attribute);

    /// <summary>How people know an entry: its name and RSid, as it is found or will be.</summary>
    /// <param name="language"><c>sv</c> or <c>en</c>.</param>
    public static string NameOf(PlannedEntry plan, string language)
    {
        var name = ValueOf(plan, DirectoryNames.CommonName) ?? HistoryTexts.NewEntry.In(language);
        return ValueOf(plan, DirectoryNames.RsId) is { } rsId ? $"{name}, RSid {rsId}" : name;
    }

    private static string? ValueOf(PlannedEntry plan, string attribute) => plan.Found is { } found
        ? found.ValuesOf(attribute) is [{ } there, ..] ? there : null
        : plan.Changes.FirstOrDefault(change => change.Attribute == attribute)?.To is [{ } wanted, ..] ? wanted : null;

    private static Phrase? Hidden(string attribute, string value, DirectoryOptions options) =>
        value.StartsWith(EntryImage.Binary, StringComparison.Ordinal) ? DriftTexts.Binary
        : Is(attribute, Password) ? DriftTexts.APassword
        : Is(attribute, DirectoryNames.PersonalNumber) || Is(attribute, options.NameOf(DirectoryNames.PersonalNumber)) || FreeText.HasNumber(value) ? DriftTexts.ANumber
        : null;

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
