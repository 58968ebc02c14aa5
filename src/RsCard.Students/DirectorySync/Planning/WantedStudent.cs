using RsCard.Students.Database;

namespace RsCard.Students.DirectorySync.Planning;

/// <summary>What the database wants of one student's entry, and what it last proved of it.</summary>
/// <param name="PersonalNumberKey">As <see cref="MirroredEntry.PersonalNumberKey"/>.</param>
/// <param name="Proved">Null before the first proof.</param>
/// <param name="IsMoving">A directory item of the student waits or is in flight: the process writes the entry, reconciliation keeps away.</param>
public sealed record WantedStudent(
    StudentId Student,
    string? PersonalNumberKey,
    WantedEntry Entry,
    EntryLife Life,
    ProvedEntry? Proved,
    bool IsMoving)
{
    /// <summary>The last day that this is wanted for, whatever else stays as it is.</summary>
    public DateOnly Until { get; init; } = DateOnly.MaxValue;

    /// <summary>Hash of everything in the database that it rests on.</summary>
    public long Fingerprint { get; init; }

    public override string ToString() => $"Wanted student {Student}";
}

/// <summary>Where an entry is in its life (D-35).</summary>
public enum EntryLife
{
    /// <summary>A period counts, or its grace time does.</summary>
    Open,

    /// <summary>Closed, and kept.</summary>
    Closed,

    /// <summary>Closed for longer than the rule keeps entries: it is to be deleted. Identifiers are never given again.</summary>
    Erasable,
}

/// <summary>An entry as it was read back after our last write, or accepted by a person since.</summary>
/// <param name="Digests">Keyed hash of the values of each mapped attribute, by our names: tells our change from one made by hand, without keeping values.</param>
public sealed record ProvedEntry(Guid EntryUuid, string EntryCsn, string? Dn, IReadOnlyDictionary<string, string> Digests);
