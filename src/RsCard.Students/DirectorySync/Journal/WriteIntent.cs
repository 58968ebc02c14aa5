using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Writing;

namespace RsCard.Students.DirectorySync.Journal;

/// <summary>Kept in the work item before anything is written: an attempt that comes after one that died knows by it that a write was begun, and how the entry stood (D-42).</summary>
/// <param name="CsnBefore">Null for an entry that wasn't there.</param>
/// <param name="Before">The sealed image; null for an entry that wasn't there.</param>
internal sealed record WriteIntent(WriteKind Kind, string? CsnBefore, byte[]? Before, string? MasterKey)
{
    public Begun Open(EntryKeyring keyring, StudentId? student) => new(Kind, keyring.Open<EntryImage>(student, Before, MasterKey)) { Csn = CsnBefore };
}

/// <summary>A write that was begun.</summary>
/// <param name="Before">Null for an entry that wasn't there, and where the person was erased since.</param>
internal sealed record Begun(WriteKind Kind, EntryImage? Before)
{
    public string? Csn { get; init; } = Before?.EntryCsn;

    public WriteIntent Seal(EntryKeyring keyring, StudentId? student)
    {
        var before = Before is null ? null : keyring.Seal(student, Before);
        return new WriteIntent(Kind, Csn, before?.Bytes, before?.MasterKey);
    }
}
