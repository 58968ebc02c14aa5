namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>One thing that was looked at before the directory is relied on. Without personal data: it may be shown, kept and sent.</summary>
/// <param name="Code">Stable: <c>CHK-001</c> …, in docs/operations.md.</param>
/// <param name="Expected">What had to be so.</param>
/// <param name="Came">What was found.</param>
/// <param name="Do">What a person does about it; empty where it is well.</param>
public sealed record CheckFinding(string Code, CheckLevel Level, string Expected, string Came, string Do)
{
    internal static CheckFinding Ok(string code, string expected, string came) => new(code, CheckLevel.Ok, expected, came, "");

    internal static CheckFinding Warning(string code, string expected, string came, string act) => new(code, CheckLevel.Warning, expected, came, act);

    internal static CheckFinding Error(string code, string expected, string came, string act) => new(code, CheckLevel.Error, expected, came, act);
}

public enum CheckLevel
{
    Ok,

    /// <summary>It works, but not as it should, or couldn't be proved.</summary>
    Warning,

    /// <summary>Reconciliation would fail, or do harm.</summary>
    Error,
}
