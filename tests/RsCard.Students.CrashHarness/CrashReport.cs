namespace RsCard.Students.CrashHarness;

/// <summary>What a run was, and what it found.</summary>
/// <param name="Findings">Empty when everything is as it should be.</param>
/// <param name="Folder">Where the logs of all processes lie; null when nothing was found.</param>
public sealed record CrashReport(
    CrashPlan Plan,
    IReadOnlyList<(string Name, string Value)> Faults,
    IReadOnlyList<(string Name, string Value)> Numbers,
    IReadOnlyList<string> Findings,
    string? Folder)
{
    /// <summary>A table to read, and the findings.</summary>
    public override string ToString()
    {
        var rows = Faults.Concat(Numbers).ToList();
        var width = rows.Max(row => row.Name.Length);
        var lines = rows.Select(row => $"  {row.Name.PadRight(width)}  {row.Value,8}");
        var result = Findings.Count == 0
            ? [$"Everything is as it should be. Seed {Plan.Seed}."]
            : Findings.Take(40).Select(finding => $"FOUND  {finding}").Append($"{Findings.Count} findings. Again with --seed {Plan.Seed}. The logs lie in {Folder}.");
        return string.Join('\n', lines.Concat(result));
    }
}
