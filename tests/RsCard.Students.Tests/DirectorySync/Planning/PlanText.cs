using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.Tests.DirectorySync.Planning;

/// <summary>A plan as text: two that read the same are the same.</summary>
internal static class PlanText
{
    public static List<string> Of(SyncPlan plan) => [.. plan.Entries.Select(Of)];

    public static string Of(PlannedEntry entry) =>
        $"{entry} [{string.Join(';', entry.Changes.Select(change => $"{change.Attribute}:{string.Join(',', change.From)}>{string.Join(',', change.To)}"))}] {entry.Why} {string.Join(',', entry.Candidates)}";
}
