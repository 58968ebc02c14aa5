using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using RsCard.Students.Cases;
using RsCard.Students.DirectorySync.Mapping;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// What the planner's answers rest on besides students, entries and decisions: settings, keys and the planner itself. Another one, and
/// everybody is planned for anew.
/// </summary>
public sealed class PlanBasis(DirectoryOptions directory, ProcessOptions process, EntryDigests digests)
{
    /// <summary>The same on every node of the same release and settings.</summary>
    public long Value { get; } = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Release = typeof(SyncPlanner).Assembly.ManifestModule.ModuleVersionId,
        directory.BaseDn,
        directory.StudentBranch,
        directory.EmployeeBranch,
        Names = directory.AttributeNames.OrderBy(pair => pair.Key, StringComparer.Ordinal),
        Mapping = directory.Mapping.OrderBy(pair => pair.Key, StringComparer.Ordinal),
        directory.Unwanted,
        directory.DeleteAfterDays,
        process.GraceDays,
        Keys = digests.KeyedHash("plan-basis"),
    })));
}
