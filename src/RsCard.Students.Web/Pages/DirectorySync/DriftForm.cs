using Microsoft.AspNetCore.Mvc.ModelBinding;
using RsCard.Students.DirectorySync.Drift;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Pages.Review;

namespace RsCard.Students.Web.Pages.DirectorySync;

/// <summary>What a person filled in about drift.</summary>
public sealed class DriftForm
{
    public const int MostCharacters = 500;

    /// <summary>fix, accept or exempt.</summary>
    public string? Choice { get; set; }

    /// <summary>Empty: the whole.</summary>
    public string? Attribute { get; set; }

    public string? Until { get; set; }

    public string? Reason { get; set; }

    public Guid? Candidate { get; set; }

    /// <summary>Null where something is wrong with it; <paramref name="problems"/> then says what.</summary>
    public DriftWord? ToWord(DateOnly today, PageLanguage language, ModelStateDictionary problems)
    {
        if (!Enum.TryParse<DriftChoice>(Choice, ignoreCase: true, out var choice) || !Enum.IsDefined(choice))
        {
            problems.AddModelError(nameof(Choice), language[DriftTexts.ChoiceMissing]);
            return null;
        }

        var reason = Reason?.Trim() ?? "";
        var word = new DriftWord(choice, string.IsNullOrEmpty(Attribute) ? null : Attribute, Show.ParseDay(Until), reason.Length > 0 ? reason : null, Candidate);
        if (DriftDesk.ProblemOf(word, today) is { } problem)
        {
            var (field, text) = problem == DriftProblem.ReasonMissing ? (nameof(Reason), DriftTexts.ReasonMissing) : (nameof(Until), DriftTexts.UntilWrong);
            problems.AddModelError(field, language[text]);
            return null;
        }

        if (reason.Length > MostCharacters || FreeText.HasNumber(reason))
        {
            problems.AddModelError(nameof(Reason), language[DriftTexts.ReasonWrong, MostCharacters]);
            return null;
        }

        return word;
    }

    /// <summary>What came of it, in one sentence or two. Ids and names of staff alone.</summary>
    public static string Say(DriftResult result, PageLanguage language)
    {
        var said = language[DriftTexts.Decided, result.Decided];
        if (result.Skipped is not [{ } first, ..])
            return said;
        var why = first.Code switch
        {
            "DRIFT-002" => language[DriftTexts.Before, first.By ?? "", Show.Time(first.At)],
            "DRIFT-004" => language[DriftTexts.NotPossible],
            _ => language[DriftTexts.Gone],
        };
        return $"{said} {language[DriftTexts.Skipped, result.Skipped.Count, $"{why} ({first.Code})"]}";
    }
}
