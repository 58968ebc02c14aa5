using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RsCard.Students.Tests.Rules;

/// <summary><c>docs/rules.md</c>: each rule of the domain, the tests that show it, and how they ended.</summary>
internal static partial class RuleTable
{
    /// <summary>Every test of this assembly that is named by a rule: rule, class and method.</summary>
    public static IReadOnlyList<RuleTest> Tests { get; } =
    [
        .. from type in Assembly.GetExecutingAssembly().GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           let match = Named().Match(method.Name)
           where match.Success && method.GetCustomAttributes<FactAttribute>().Any()
           let rule = int.Parse(match.Groups["rule"].Value, CultureInfo.InvariantCulture)
           orderby rule, type.FullName, method.Name
           select new RuleTest(rule, type.FullName ?? type.Name, method.Name, type.IsAbstract),
    ];

    /// <summary>The page, with the results of a run.</summary>
    /// <param name="runs">What <c>dotnet test --logger trx</c> wrote; a test that ran twice is told of by the last.</param>
    public static string Write(params IReadOnlyList<XDocument> runs)
    {
        XNamespace space = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        var last = runs.SelectMany(run => run.Descendants(space + "UnitTestResult")).GroupBy(result => (string?)result.Attribute("testName") ?? "").Select(group => group.Last());
        var results = last.Select(result => (Name: ((string?)result.Attribute("testName") ?? "").Split('(')[0], Outcome: (string?)result.Attribute("outcome"))).ToList();
        var outcomes = results.ToLookup(result => result.Name, result => result.Outcome);

        // A test of an abstract class runs in those that derive from it.
        var byMethod = results.ToLookup(result => result.Name.Split('.')[^1], result => result.Outcome);
        return Write(test => (test.IsInherited ? byMethod[test.Method] : outcomes[$"{test.Class}.{test.Method}"]).ToList() switch
        {
            [] => "not run",
            var all when all.All(outcome => outcome == "Passed") => "passed",
            _ => "failed",
        });
    }

    /// <summary>What the page must have, whatever the results: rule and test of each line.</summary>
    public static string Skeleton(string page) => Result().Replace(page, "| |");

    public static string Write(Func<RuleTest, string> resultOf)
    {
        var page = new StringBuilder(
            """
            # Rules, and the tests that show them

            Made by `./rscard test --rules` from the names and results of the tests; a test fails where this page doesn't name every one of them. The rules themselves are the domain's (`D-nn`); a test that shows one begins with its name.

            | rule | what | test | result |
            | --- | --- | --- | --- |

            """);
        foreach (var (rule, title) in RuleTitles.Of)
        {
            var tests = Tests.Where(test => test.Rule == rule).ToList();
            if (tests.Count == 0)
                page.AppendLine(CultureInfo.InvariantCulture, $"| D-{rule} | {title} | | shown by tests that are named otherwise |");
            foreach (var test in tests)
                page.AppendLine(CultureInfo.InvariantCulture, $"| D-{rule} | {title} | `{test.Class.Split('.')[^1]}.{test.Method}` | {resultOf(test)} |");
        }

        return page.ToString();
    }

    [GeneratedRegex(@"^D(?<rule>\d{1,2})_", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\| (passed|failed|not run) \|", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Result();
}

/// <summary>A test that is named by the rule it shows.</summary>
/// <param name="IsInherited">It runs in classes that derive from its own.</param>
internal sealed record RuleTest(int Rule, string Class, string Method, bool IsInherited);
