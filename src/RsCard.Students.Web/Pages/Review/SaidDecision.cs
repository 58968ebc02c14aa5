using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using RsCard.Students.Review;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>The result of a decision, carried over the redirect that follows it. Ids and codes only.</summary>
public sealed record SaidDecision(int Decided, int SkippedCount, IReadOnlyList<SkippedCase> Skipped)
{
    private const string Key = "decision";

    /// <summary>It travels in a cookie: the rest is counted.</summary>
    private const int MostNamed = 20;

    public static void Keep(ITempDataDictionary said, DecisionResult result) =>
        said[Key] = JsonSerializer.Serialize(new SaidDecision(result.Decided, result.Skipped.Count, [.. result.Skipped.Take(MostNamed)]));

    public static SaidDecision? Take(ITempDataDictionary said) =>
        said[Key] is string json ? JsonSerializer.Deserialize<SaidDecision>(json) : null;
}
