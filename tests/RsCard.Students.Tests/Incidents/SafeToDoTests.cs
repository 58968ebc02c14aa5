using System.Reflection;
using System.Text.RegularExpressions;
using RsCard.Students.Incidents;
using RsCard.Students.Mail;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Incidents;

public sealed partial class SafeToDoTests
{
    [Fact]
    public void Every_sentence_stands_in_the_operators_manual_beside_its_code_and_no_other_does()
    {
        var manual = File.ReadAllLines(Path.Combine(SlapdServer.Root(), "docs", "operations.md"))
            .SkipWhile(line => line != "## Failed work")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .ToDictionary(row => row.Groups["code"].Value, row => row.Groups["safe"].Value);

        Assert.Equal(SafeToDo.All.Select(advice => (advice.Key, advice.Value.English)).Order(), manual.Select(row => (row.Key, row.Value)).Order());
        Assert.Contains($"| {SafeToDo.Unknown.English} |", File.ReadAllText(Path.Combine(SlapdServer.Root(), "docs", "operations.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_of_a_mail_that_can_fail_has_its_sentence() =>
        Assert.All(
            typeof(MailCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Where(code => string.CompareOrdinal(code, "MAIL-100") < 0),
            code => Assert.NotEqual(SafeToDo.Unknown, SafeToDo.Of(code)));

    [Fact]
    public void Every_code_that_the_sources_fail_for_good_with_has_its_sentence()
    {
        var codes = Directory.EnumerateFiles(Path.Combine(SlapdServer.Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Failure().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .ToHashSet();

        Assert.True(codes.Count > 10);
        Assert.All(codes, code => Assert.True(SafeToDo.All.ContainsKey(code), code));
    }

    [Fact]
    public void Unknown_code_gets_a_cautious_sentence_in_both_languages()
    {
        Assert.StartsWith("An unknown code: don't retry", SafeToDo.Of("XYZ-001").English, StringComparison.Ordinal);
        Assert.All(SafeToDo.All.Values.Append(SafeToDo.Unknown), advice => Assert.False(string.IsNullOrWhiteSpace(advice.Swedish) || advice.Swedish == advice.English));
    }

    [GeneratedRegex(@"^\| `(?<code>[A-Z]+-\d+)` \| [^|]+ \| (?<safe>[^|]+) \|$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    /// <summary>Where an outcome, a fault or a planner's conflict is made with its code.</summary>
    [GeneratedRegex("""(?:Permanent|Faulted|Conflict|Fault)\((?:activity\.Id, number, )?"(?<code>(?:DIR|MAIL|FLOW|WF)-\d+)"|WorkOutcome\.Transient\("(?<code>(?!WORK-002)[A-Z]+-\d+)"|'(?<code>WORK-005)'""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Failure();
}
