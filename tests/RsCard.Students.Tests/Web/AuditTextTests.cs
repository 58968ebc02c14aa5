using System.Text.RegularExpressions;
using RsCard.Students.Audit;
using RsCard.Students.Held;
using RsCard.Students.Review;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.Tests.Web;

/// <summary>The audit trail in words (D-40).</summary>
public sealed partial class AuditTextTests
{
    [Fact]
    public void Every_action_that_is_written_has_words()
    {
        var written = Directory.EnumerateFiles(Path.Combine(SlapdServer.Root(), "src", "RsCard.Students"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Action().Matches(File.ReadAllText(file)).Select(match => match.Groups["action"].Value))
            .Concat(new[] { ReviewDecision.Approved, ReviewDecision.OwnCard, ReviewDecision.Rejected, ReviewDecision.Asked }.Select(kind => "review." + kind))
            .Concat(new[] { Verdict.New, Verdict.Review, Verdict.Extended, Verdict.Renewal, Verdict.Unchanged, Verdict.Refused, Verdict.Protected, Verdict.HandedOver }.Select(verdict => "submission." + verdict))
            .Concat(new[] { "held", "undone", "seconded" }.Select(end => $"{HeldApprovals.Approval}.{end}"))
            .ToHashSet();

        Assert.True(written.Count > 70);
        Assert.Empty(written.Except(AuditTexts.Actions));
    }

    [Theory]
    [InlineData("{\"refused\": null, \"what\": 1}", null)]
    [InlineData("{\"refused\": \"STATION-001\"}", "STATION-001")]
    [InlineData("{}", null)]
    public void What_was_refused_says_so(string facts, string? code) =>
        Assert.Equal(code, new AuditLine(DateTimeOffset.UnixEpoch, "staff:test", "station.photo", facts, Words: null).Refused);

    /// <summary>An action stands in quotes where an event is made, or where a desk is told what it does.</summary>
    [GeneratedRegex("(AuditEvent\\(|ActAsync\\(|OnCardAsync\\(|ChangeAsync\\()[^;]*?\"(?<action>[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Action();
}
