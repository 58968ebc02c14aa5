namespace RsCard.Students.DirectorySync.Planning;

/// <summary>Whose each found entry is: the student's with the strongest reason, and nobody's where two have the same. No entry is used twice.</summary>
internal sealed class EntryClaims
{
    private const int Nobody = -1;
    private const int Several = -2;

    private readonly int[] owners;
    private readonly MatchedBy[] reasons;
    private readonly int[] counts;

    public EntryClaims(EntryIndex index, IReadOnlyList<WantedStudent> wanted)
    {
        owners = new int[index.Entries.Count];
        reasons = new MatchedBy[index.Entries.Count];
        counts = new int[index.Entries.Count];
        Array.Fill(owners, Nobody);
        Array.Fill(reasons, MatchedBy.Nothing);
        var candidates = new List<Candidate>();
        for (var student = 0; student < wanted.Count; student++)
        {
            index.Candidates(wanted[student], candidates);
            foreach (var (entry, by) in candidates)
            {
                counts[entry]++;
                if (by == reasons[entry])
                    owners[entry] = Several;
                else if (by < reasons[entry])
                    (owners[entry], reasons[entry]) = (student, by);
            }
        }
    }

    public bool IsOwner(int student, int entry) => owners[entry] == student;

    /// <summary>How many students the entry can be the one of.</summary>
    public int Count(int entry) => counts[entry];

    public bool IsWanted(int entry) => owners[entry] != Nobody;
}
