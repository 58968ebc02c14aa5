using System.Security.Cryptography;

namespace RsCard.Students.Web.Submissions;

/// <summary>
/// Files between preview and confirmation. They may hold rows of protected people, which must never be stored (D-4), so they lie
/// in this node's memory alone: for a quarter of an hour, for the one who sent them, within a limit for all together, and wiped
/// when they leave. When another node is asked, or the time is over, the file is asked for again. The other way, to ask for the
/// file twice every time, was turned down: the second file needn't be the one that was previewed.
/// </summary>
public sealed class PendingLists(TimeProvider clock) : IDisposable
{
    private const long MostBytes = 200L * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, Pending> lists = [];
    private readonly Lock gate = new();
    private ITimer? timer;

    /// <summary>Keeps a file; an earlier one of the same person goes.</summary>
    /// <returns>What the confirmation names it by; null where there is no room now.</returns>
    public string? Keep(string owner, string institution, string fileName, byte[] bytes)
    {
        lock (gate)
        {
            timer ??= clock.CreateTimer(_ => Wipe(), state: null, Kept, TimeSpan.FromMinutes(1));
            Drop(pair => pair.Value.Until <= clock.GetUtcNow() || pair.Value.Owner == owner);
            if (lists.Values.Sum(list => (long)list.Bytes.Length) + bytes.Length > MostBytes)
                return null;

            var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            lists[name] = new Pending(owner, institution, fileName, bytes, clock.GetUtcNow() + Kept);
            return name;
        }
    }

    /// <summary>Gives the file out once. Null: unknown, over, or somebody else's. The taker wipes the bytes.</summary>
    public PendingList? Take(string owner, string name)
    {
        lock (gate)
        {
            if (!lists.TryGetValue(name, out var list) || list.Owner != owner || list.Until <= clock.GetUtcNow())
                return null;

            lists.Remove(name);
            return new PendingList(list.Institution, list.FileName, list.Bytes);
        }
    }

    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
            Drop(_ => true);
    }

    private void Wipe()
    {
        lock (gate)
            Drop(pair => pair.Value.Until <= clock.GetUtcNow());
    }

    private void Drop(Func<KeyValuePair<string, Pending>, bool> which)
    {
        foreach (var (name, list) in lists.Where(which).ToList())
        {
            CryptographicOperations.ZeroMemory(list.Bytes);
            lists.Remove(name);
        }
    }

    private sealed record Pending(string Owner, string Institution, string FileName, byte[] Bytes, DateTimeOffset Until);
}

/// <summary>A file that was previewed.</summary>
public sealed record PendingList(string Institution, string FileName, byte[] Bytes)
{
    public override string ToString() => nameof(PendingList);
}
