using RsCard.Students.DirectorySync.Journal;

namespace RsCard.Students.DirectorySync.Writing;

/// <summary>One write of one entry in the directory's own words, whoever planned it.</summary>
/// <param name="Now">The entry as it was read: the write is refused where it is another by then. Null for <see cref="WriteKind.Add"/>.</param>
/// <param name="To">The name that the entry gets: for <see cref="WriteKind.Add"/> and <see cref="WriteKind.Move"/>.</param>
/// <param name="Changes">By the directory's names. All values of a new entry; after a move, the changes that go with it.</param>
public sealed record EntryWrite(WriteKind Kind, EntryImage? Now, string? To, IReadOnlyList<ValueChange> Changes)
{
    public static EntryWrite Add(string dn, IReadOnlyList<ValueChange> values) => new(WriteKind.Add, Now: null, dn, values);

    public static EntryWrite Modify(EntryImage now, IReadOnlyList<ValueChange> changes) => new(WriteKind.Modify, now, To: null, changes);

    public static EntryWrite Move(EntryImage now, string to, IReadOnlyList<ValueChange> changes) => new(WriteKind.Move, now, to, changes);

    public static EntryWrite Delete(EntryImage now) => new(WriteKind.Delete, now, To: null, []);

    public override string ToString() => $"{Kind} {Now?.EntryUuid}";
}

/// <param name="Values">All values that the attribute shall have; none takes it away.</param>
public sealed record ValueChange(string Attribute, IReadOnlyList<string> Values)
{
    public override string ToString() => $"change of {Attribute}";
}

/// <summary>As <c>directory_journal.operation</c> has it, in small letters.</summary>
public enum WriteKind
{
    Add,

    /// <summary>Another name, in another branch or in the same.</summary>
    Move,
    Modify,
    Delete,
}

/// <summary>What came of a write.</summary>
/// <param name="Before">As the entry was; null for an add, and where nothing was written.</param>
/// <param name="After">As the server showed it in its answer, or when read after it; null for a delete, and where nothing was written.</param>
public sealed record WriteResult(ApplyResult Outcome, EntryImage? Before, EntryImage? After);
