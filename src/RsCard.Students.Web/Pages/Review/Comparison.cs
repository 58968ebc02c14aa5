using RsCard.Students.DirectorySync;
using RsCard.Students.Review;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>One field of the row beside the same field of an entry.</summary>
public sealed record ComparedField(Phrase Name, string InList, string InDirectory, bool Differs);

/// <summary>A row beside one entry, field by field (D-6). No personal number is part of it.</summary>
public sealed record Comparison(IReadOnlyList<ComparedField> Fields)
{
    public static Comparison Of(ReviewItem item, FoundEntry found, PageLanguage language)
    {
        var (listed, held) = ($"{Show.Day(item.FirstDay)} – {Show.Day(item.LastDay)}", $"{Show.Day(found.ValidFrom)} – {Show.Day(found.ValidTo)}");
        var card = found.Card is { } facts
            ? $"{language[CommonTexts.CardStateOf(facts.State)]}, {language[facts.HasPhoto ? CaseTexts.WithPhoto : CaseTexts.WithoutPhoto]}, {Show.Day(facts.ValidTo)}"
            : "–";
        return new Comparison(
        [
            new(CommonTexts.Name, item.Person.FullName, found.FullName, item.Person.FullName != found.FullName),
            new(CommonTexts.Period, listed, held, listed != held),
            new(ReviewTexts.Status, "", found.Status ?? FoundEntry.Active, false),
            new(CommonTexts.Card, "", card, false),
            new(ReviewTexts.Branch, "", language[ReviewTexts.BranchOf(found.Branch)], found.Branch != DirectoryBranch.Students),
            new(CaseTexts.RsId, "", found.RsId ?? "–", false),
        ]);
    }
}
