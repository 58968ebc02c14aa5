namespace RsCard.Students.Submissions;

/// <summary>A yes or no in a list: ja/j/x/1/yes/true, nej/n/tom/0/no/false, or empty.</summary>
internal static class MarkCell
{
    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "ja", "j", "x", "1", "yes", "y", "true", "sant" };
    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "", "nej", "n", "tom", "0", "no", "false", "falskt" };

    internal static bool IsYes(string text) => Yes.Contains(text);

    internal static bool IsNo(string text) => No.Contains(text);
}
