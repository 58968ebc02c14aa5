using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using RsCard.Students.Review;

namespace RsCard.Students.Web.Pages.Review;

/// <summary>The result of a decision, carried over the redirect that follows it. Ids and codes only.</summary>
/// <param name="IsHeld">It can still be taken back.</param>
/// <param name="Until">When it is carried out; null where a second person must confirm it.</param>
public sealed record SaidDecision(int Decided, int SkippedCount, IReadOnlyList<SkippedCase> Skipped, bool IsHeld = false, DateTimeOffset? Until = null)
{
    private const string Key = "decision";

    /// <summary>It travels in a cookie: the rest is counted.</summary>
    private const int MostNamed = 20;

    public static SaidDecision Of(int decided, IReadOnlyList<SkippedCase> skipped) => new(decided, skipped.Count, [.. skipped.Take(MostNamed)]);

    public void Keep(ITempDataDictionary said) => said[Key] = JsonSerializer.Serialize(this);

    public static SaidDecision? Take(ITempDataDictionary said) =>
        said[Key] is string json ? JsonSerializer.Deserialize<SaidDecision>(json) : null;
}
