namespace RsCard.Students.CrashHarness;

/// <summary>Which mails each fault hit: those that were in hand at that moment may be sent once more, and no other may.</summary>
internal sealed class Ledger
{
    private readonly List<(int? Worker, HashSet<string> Mails)> hits = [];

    /// <param name="worker">Null where all workers were hit.</param>
    /// <param name="mails">What was in hand right after the fault, while every lease still stood, or before it.</param>
    public void Note(int? worker, IEnumerable<string> mails) => hits.Add((worker, mails.ToHashSet(StringComparer.Ordinal)));

    /// <summary>How often this mail may have been sent more than once: the mail server knows which worker sent what.</summary>
    /// <param name="mailId">The left side of its Message-ID.</param>
    public int HitsOf(string mailId, IReadOnlyCollection<int> senders) =>
        hits.Count(hit => hit.Mails.Contains(mailId) && (hit.Worker is not { } worker || senders.Contains(worker)));
}
