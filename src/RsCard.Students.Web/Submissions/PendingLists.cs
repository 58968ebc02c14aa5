using System.Security.Cryptography;
using RsCard.Students.Database;
using RsCard.Students.Submissions;

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
    private readonly Dictionary<string, PendingList> lists = [];
    private readonly Lock gate = new();
    private ITimer? timer;

    /// <summary>Keeps a file; an earlier one of the same person goes.</summary>
    /// <returns>The file by its name here; null where there is no room now.</returns>
    public PendingList? Keep(string owner, string institution, string fileName, byte[] bytes)
    {
        lock (gate)
        {
            timer ??= clock.CreateTimer(_ => Wipe(), state: null, Kept, TimeSpan.FromMinutes(1));
            Drop(pair => pair.Value.Until <= clock.GetUtcNow() || pair.Value.Owner == owner);
            if (lists.Values.Sum(list => (long)list.Bytes.Length) + bytes.Length > MostBytes)
                return null;

            var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            return lists[name] = new PendingList(name, owner, institution, fileName, bytes, clock.GetUtcNow() + Kept);
        }
    }

    /// <summary>The file; null: unknown, over, or somebody else's.</summary>
    public PendingList? Look(string owner, string name)
    {
        lock (gate)
            return lists.TryGetValue(name, out var list) && list.Owner == owner && list.Until > clock.GetUtcNow() ? list : null;
    }

    public void Drop(PendingList list)
    {
        lock (gate)
            Drop(pair => pair.Value == list);
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

    private void Drop(Func<KeyValuePair<string, PendingList>, bool> which)
    {
        foreach (var (name, list) in lists.Where(which).ToList())
        {
            list.Wipe();
            lists.Remove(name);
        }
    }
}

/// <summary>A file that is looked at before it is sent.</summary>
public sealed class PendingList(string name, string owner, string institution, string fileName, byte[] bytes, DateTimeOffset until)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isLeft;
    private volatile bool isWiped;
    private Task<Receipt>? sent;

    /// <summary>What the pages name it by: 128 random bits.</summary>
    public string Name => name;

    public string Owner => owner;

    public string Institution => institution;

    public string FileName => fileName;

    public byte[] Bytes => bytes;

    public DateTimeOffset Until => until;

    /// <summary>Rows gone through, of how many; none of none before the file has been read.</summary>
    public (int Done, int Of) Progress { get; set; }

    /// <summary>What would become of it; null until that is known, and where the directory doesn't answer.</summary>
    public ListPreview? Preview { get; private set; }

    /// <summary>Ends when what can be said of the list is known.</summary>
    public Task Judged => judged.Task;

    public bool IsWiped => isWiped;

    /// <param name="preview">Null: the directory doesn't answer, so the list can only be sent unseen.</param>
    public void Judge(ListPreview? preview)
    {
        Preview = preview;
        judged.TrySetResult();
    }

    /// <summary>Sends it once, however often that is asked for; after a failure it can be asked for again. Then the bytes are wiped.</summary>
    /// <returns>Null where they were wiped before.</returns>
    public async Task<Receipt?> SendOnceAsync(Func<Task<Receipt>> send)
    {
        Task<Receipt> sending;
        lock (gate)
        {
            if (sent is not { IsFaulted: false })
            {
                if (isWiped)
                    return null;
                sent = Task.Run(send);
            }

            sending = sent;
        }

        try
        {
            var receipt = await sending;
            isLeft = true;
            return receipt;
        }
        finally
        {
            if (isLeft)
                Wipe();
        }
    }

    /// <summary>The list that it became; null before it was sent.</summary>
    public SubmissionId? SentAs => sent is { IsCompletedSuccessfully: true, Result: Receipt.Received(var id) } ? id : null;

    /// <summary>Nobody wants it any more. While it is being sent its bytes stay: half a list of zeros would be sent else.</summary>
    public void Wipe()
    {
        lock (gate)
        {
            isLeft = true;
            if (sent is { IsCompleted: false })
                return;
            isWiped = true;
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public override string ToString() => nameof(PendingList);
}
