using System.Xml.Linq;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Rules;

public sealed class RuleTableTests
{
    /// <summary>The list: each has at least one test that bears its name.</summary>
    private static readonly int[] MustBeShown =
        [4, 5, 8, 9, 13, 15, 17, .. Enumerable.Range(20, 10), .. Enumerable.Range(30, 7), 53, .. Enumerable.Range(60, 5), 70, 71, 80];

    private static readonly string Page = Path.Combine(SlapdServer.Root(), "docs", "rules.md");

    /// <summary>With <c>RSCARD_RULES</c> (the results of a run, in trx) the page is written anew first.</summary>
    [Fact]
    public async Task Page_names_every_test_of_a_rule()
    {
        if (Environment.GetEnvironmentVariable("RSCARD_RULES") is { Length: > 0 } trx)
            await File.WriteAllTextAsync(Page, RuleTable.Write([.. trx.Split(Path.PathSeparator).Select(file => XDocument.Load(file))]));

        Assert.Equal(RuleTable.Skeleton(RuleTable.Write(_ => "passed")), RuleTable.Skeleton(await File.ReadAllTextAsync(Page)));
    }

    [Fact]
    public async Task Page_tells_of_no_failure() =>
        Assert.DoesNotContain("| failed |", await File.ReadAllTextAsync(Page), StringComparison.Ordinal);

    [Fact]
    public void Every_test_that_is_named_by_a_rule_names_one_that_there_is() =>
        Assert.All(RuleTable.Tests, test => Assert.True(RuleTitles.Of.ContainsKey(test.Rule), test.Method));

    [Fact]
    public void Every_branch_of_the_process_is_shown_by_a_test_with_its_name() =>
        Assert.Empty(MustBeShown.Except(RuleTable.Tests.Select(test => test.Rule)));
}
