namespace RsCard.Students.DirectorySync.Planning;

/// <summary>An entry of the directory as it was read last, everywhere in the tree.</summary>
/// <param name="Dn">RFC 4514, as the server wrote it.</param>
/// <param name="PersonalNumberKey">The keyed hash of the personal number, in base64: the number itself isn't kept (D-41). Null where the entry has none.</param>
/// <param name="Values">By our names (<see cref="DirectoryNames"/>), those that the mapping or a situation asks for, as many values as the entry has; without the personal number; where an entry has several, their keys.</param>
public sealed record MirroredEntry(
    Guid EntryUuid,
    string EntryCsn,
    string Dn,
    DirectoryBranch Branch,
    string? PersonalNumberKey,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>The values of an attribute, by our name; none where it is absent.</summary>
    public IReadOnlyList<string> ValuesOf(string attribute) => Values.TryGetValue(attribute, out var values) ? values : [];

    /// <summary>All of them where the entry has several: each finds it, and none of them proves whose it is.</summary>
    public IReadOnlyList<string> PersonalNumberKeys =>
        ValuesOf(DirectoryNames.PersonalNumber) is { Count: > 0 } several ? several
        : PersonalNumberKey is { } only ? [only]
        : [];

    public override string ToString() => $"Mirrored entry {EntryUuid}";
}
