using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync.Planning;

namespace RsCard.Students.DirectorySync.Mirror;

/// <summary>The directory as it is right now, for some students at once: nothing of it comes from the mirror.</summary>
public sealed class LiveReader(DirectoryConnections connections, MirroredEntryReader entries, DirectoryOptions options)
{
    /// <summary>A filter of four terms each: a server has a limit on the length of a request, and on the entries of an answer.</summary>
    private const int StudentsInOneSearch = 64;

    /// <summary>Everything that could be each student's entry: by entryUUID, RSid, HSA-id and number.</summary>
    /// <exception cref="DirectoryReadException">It couldn't be read in a way that can be trusted.</exception>
    public async Task<IReadOnlyDictionary<StudentId, IReadOnlyList<MirroredEntry>>> ReadAsync(IReadOnlyCollection<WantedStudent> students, CancellationToken cancellationToken)
    {
        var candidates = new Dictionary<StudentId, IReadOnlyList<MirroredEntry>>();
        foreach (var some in students.Chunk(StudentsInOneSearch))
        {
            var index = new EntryIndex(await SearchAsync(some, cancellationToken));
            var own = new List<Candidate>();
            foreach (var wanted in some)
            {
                index.Candidates(wanted, own);
                candidates[wanted.Student] = [.. own.Select(candidate => index.Entries[candidate.Entry])];
            }
        }

        return candidates;
    }

    private async Task<List<MirroredEntry>> SearchAsync(IEnumerable<WantedStudent> students, CancellationToken cancellationToken)
    {
        var filter = LdapFilter.Or(students.SelectMany(KeysOf).Select(new EntryMarks(options).Has));
        try
        {
            var connection = await connections.ReaderAsync(cancellationToken);
            var found = new List<MirroredEntry>();
            var search = new LdapSearch(DistinguishedName.Parse(options.BaseDn), LdapScope.Subtree, filter, entries.Attributes);
            await foreach (var entry in connection.SearchAsync(search, LdapRequestOptions.None, cancellationToken))
                found.Add(entries.Read(entry));

            return found;
        }
        catch (LdapException broken)
        {
            throw DirectoryReadException.For(broken);
        }
    }

    private static IEnumerable<EntryKey> KeysOf(WantedStudent wanted)
    {
        yield return EntryKey.RsId(wanted.Entry.RsId);
        yield return EntryKey.HsaId(wanted.Entry.HsaId);
        if (wanted.Proved is { } proved)
            yield return EntryKey.Uuid(proved.EntryUuid);
        if (wanted.Entry.PersonalNumber is { } number)
            yield return EntryKey.PersonalNumber(number);
    }
}
