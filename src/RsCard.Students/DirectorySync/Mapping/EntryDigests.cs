using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Students;

namespace RsCard.Students.DirectorySync.Mapping;

/// <summary>The keyed hashes by which values of entries are known again without being kept (D-41).</summary>
public sealed class EntryDigests(AttributeMapping mapping, MasterKeys masterKeys)
{
    /// <summary>The key that a personal number is matched by: the one that students are found by, in base64.</summary>
    public string PersonalNumberKey(string number) => Convert.ToBase64String(masterKeys.HashOfNumber(number));

    /// <summary>What <see cref="SyncPlanner"/> compares digests by: 96 bits in base64, told apart among the values that one person's attribute has ever had, and half as long as a whole hash.</summary>
    public string KeyedHash(string text) => Convert.ToBase64String(masterKeys.LookupHash("directory-value", text).AsSpan(0, 12));

    public IReadOnlyDictionary<string, string> Of(MirroredEntry entry) => mapping.Digests(entry, KeyedHash);

    public IReadOnlyDictionary<string, string> Of(FoundEntry entry) => Of(Mirrored(entry));

    /// <summary>An entry that was read for one student, as reconciliation sees entries.</summary>
    public MirroredEntry Mirrored(FoundEntry entry) => new(
        entry.EntryUuid,
        entry.EntryCsn,
        entry.Dn,
        entry.Branch,
        entry.PersonalNumber is { } number ? PersonalNumberKey(number) : null,
        mapping.Rules
            .Where(rule => rule.Attribute != DirectoryNames.PersonalNumber)
            .ToDictionary(rule => rule.Attribute, rule => entry.ValuesOf(rule.Attribute), StringComparer.Ordinal));
}
