using RsCard.Students.Database;

namespace RsCard.Students.Web.CommandLine;

/// <summary>Case ids as typed.</summary>
internal static class CaseIds
{
    /// <exception cref="FileNotFoundException">Something that isn't a case id.</exception>
    public static IReadOnlyList<CaseId> Parse(IEnumerable<string> texts) =>
        [.. texts.Select(text => Guid.TryParse(text, out var id) ? new CaseId(id) : throw new FileNotFoundException($"expected a case id, got '{text}'"))];
}
