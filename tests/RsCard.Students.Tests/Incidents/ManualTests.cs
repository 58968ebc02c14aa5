using System.Text.RegularExpressions;
using RsCard.Ldap;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Incidents;

/// <summary>Whoever meets a code of the directory's at night finds it in docs/operations.md.</summary>
public sealed partial class ManualTests
{
    [Fact]
    public void Every_code_of_the_directory_has_its_row_in_the_manual_and_no_row_tells_of_a_code_that_is_gone()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(SlapdServer.Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => InSource().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .ToHashSet();
        Assert.Contains(LdapErrorCode.ConnectFailed, sources);

        var rows = File.ReadLines(Path.Combine(SlapdServer.Root(), "docs", "operations.md")).SelectMany(Codes).ToHashSet();
        Assert.Empty(sources.Except(rows).Order());
        Assert.Empty(rows.Except(sources).Order());
    }

    /// <summary>Of a row <c>| `DIR-031` … `DIR-033`, `DIR-040` | … |</c>: all five.</summary>
    private static IEnumerable<string> Codes(string line)
    {
        if (!line.StartsWith("| `", StringComparison.Ordinal))
            yield break;

        string? last = null;
        var cell = line[..line.IndexOf('|', 2)];
        foreach (var match in InManual().Matches(cell).AsEnumerable())
        {
            var code = match.Groups["code"].Value;
            if (match.Groups["range"].Success && last is not null)
            {
                for (var number = int.Parse(last[^3..], null) + 1; number < int.Parse(code[^3..], null); number++)
                    yield return $"{code[..^3]}{number:000}";
            }

            yield return last = code;
        }
    }

    [GeneratedRegex("[\"'](?<code>(DIR|SYNC|BRAKE|DRIFT|LDAP)-\\d{3})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InSource();

    [GeneratedRegex("(?<range>… )?`(?<code>(DIR|SYNC|BRAKE|DRIFT|LDAP)-\\d{3})`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InManual();
}
