namespace RsCard.Students.DirectorySync.Planning;

/// <summary>Found entries by everything that a student can be known by. Each look-up is one step, however many entries there are.</summary>
internal sealed class EntryIndex
{
    private readonly Dictionary<Guid, int> byUuid;
    private readonly Key byRsId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Key byHsaId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Key byNumber = new(StringComparer.Ordinal);

    public EntryIndex(IReadOnlyCollection<MirroredEntry> found)
    {
        byUuid = new(found.Count);
        var entries = new List<MirroredEntry>(found.Count);
        foreach (var entry in found)
        {
            // A server that lies about paging, or an entry that moved while it was read, can give one entry twice: the later state counts.
            if (byUuid.TryGetValue(entry.EntryUuid, out var at))
                entries[at] = Later(entries[at], entry);
            else
            {
                byUuid[entry.EntryUuid] = entries.Count;
                entries.Add(entry);
            }
        }

        Entries = entries;
        for (var at = 0; at < entries.Count; at++)
        {
            foreach (var rsId in entries[at].ValuesOf(DirectoryNames.RsId))
                byRsId.Add(rsId, at);
            foreach (var hsaId in entries[at].ValuesOf(DirectoryNames.HsaId))
                byHsaId.Add(hsaId, at);
            foreach (var number in entries[at].PersonalNumberKeys)
                byNumber.Add(number, at);
        }
    }

    public IReadOnlyList<MirroredEntry> Entries { get; }

    /// <summary>The entries that can be the student's, each once, with the strongest reason.</summary>
    public void Candidates(WantedStudent wanted, List<Candidate> into)
    {
        into.Clear();
        if (wanted.Proved is { } proved && byUuid.TryGetValue(proved.EntryUuid, out var known))
            into.Add(new Candidate(known, MatchedBy.EntryUuid));
        byRsId.Find(wanted.Entry.RsId, MatchedBy.RsId, into);
        byHsaId.Find(wanted.Entry.HsaId, MatchedBy.HsaId, into);
        if (wanted.PersonalNumberKey is { } number)
            byNumber.Find(number, MatchedBy.PersonalNumber, into);
    }

    private static MirroredEntry Later(MirroredEntry one, MirroredEntry other)
    {
        var order = string.CompareOrdinal(one.EntryCsn, other.EntryCsn);
        return (order != 0 ? order : string.CompareOrdinal(one.Dn, other.Dn)) >= 0 ? one : other;
    }

    /// <summary>Text → entries, as chains in one list: nearly every key has one entry, and a list for each would cost more than the rest.</summary>
    private sealed class Key(StringComparer comparer)
    {
        private readonly Dictionary<string, int> last = new(comparer);
        private readonly List<(int Entry, int Before)> links = [];

        public void Add(string key, int entry)
        {
            links.Add((entry, last.GetValueOrDefault(key, -1)));
            last[key] = links.Count - 1;
        }

        public void Find(string key, MatchedBy by, List<Candidate> into)
        {
            if (!last.TryGetValue(key, out var link))
                return;

            // An entry stands in one chain once, or (two spellings of a value) twice in a row: only what came by other keys is looked through.
            var others = into.Count;
            for (; link >= 0; link = links[link].Before)
            {
                var entry = links[link].Entry;
                if (into.FindIndex(0, others, candidate => candidate.Entry == entry) < 0 && (into.Count == others || into[^1].Entry != entry))
                    into.Add(new Candidate(entry, by));
            }
        }
    }
}

/// <param name="Entry">Its place in <see cref="EntryIndex.Entries"/>.</param>
internal readonly record struct Candidate(int Entry, MatchedBy By);

/// <summary>What an entry is matched by, the strongest first. A name never matches.</summary>
internal enum MatchedBy
{
    EntryUuid,
    RsId,
    HsaId,
    PersonalNumber,
    Nothing,
}
