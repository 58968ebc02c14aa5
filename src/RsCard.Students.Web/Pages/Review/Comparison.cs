using RsCard.Students.DirectorySync;
using RsCard.Students.Review;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>A row beside one entry, field by field (D-6). No personal number is part of it.</summary>
internal static class Comparison
{
    public static SideBySide Of(ReviewItem item, FoundEntry found, PageLanguage language)
    {
        var (listed, held) = ($"{Show.Day(item.FirstDay)} – {Show.Day(item.LastDay)}", found is { ValidFrom: null, ValidTo: null } ? "–" : $"{Show.Day(found.ValidFrom)} – {Show.Day(found.ValidTo)}");
        var card = found.Card is { } facts
            ? $"{language[CommonTexts.CardStateOf(facts.State)]}, {language[facts.HasPhoto ? CaseTexts.WithPhoto : CaseTexts.WithoutPhoto]}, {Show.Day(facts.ValidTo)}"
            : "–";
        return new SideBySide(
            language[ReviewTexts.Field],
            [language[ReviewTexts.InList], language[ReviewTexts.InDirectory]],
            [
                new(language[CommonTexts.Name], [item.Person.FullName, found.FullName], item.Person.FullName != found.FullName),
                new(language[CommonTexts.Period], [listed, held], listed != held),
                new(language[ReviewTexts.Status], ["–", found.Status ?? FoundEntry.Active]),
                new(language[CommonTexts.Card], ["–", card]),
                new(language[ReviewTexts.Branch], ["–", language[ReviewTexts.BranchOf(found.Branch)]], found.Branch != DirectoryBranch.Students),
                new(language[CaseTexts.RsId], ["–", found.RsId ?? "–"]),
            ]);
    }
}
