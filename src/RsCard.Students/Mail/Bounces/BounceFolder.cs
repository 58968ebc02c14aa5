namespace RsCard.Students.Mail.Bounces;

/// <summary>
/// Reads a maildir that delivery reports come to. What is about a mail of ours is noted, then moved to <c>cur</c> as seen; all else is
/// left where it is. It may be read by several nodes at once, and again after a run that was broken off.
/// </summary>
public sealed class BounceFolder(BounceDesk desk)
{
    /// <summary>A report is a few kilobytes; of anything larger the beginning is read.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <exception cref="DirectoryNotFoundException">The folder isn't there, or isn't a maildir.</exception>
    public async Task<BounceCount> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var (fresh, seen) = (Path.Combine(folder, "new"), Path.Combine(folder, "cur"));
        if (!Directory.Exists(fresh) || !Directory.Exists(seen))
            throw new DirectoryNotFoundException($"expected a maildir with new/ and cur/, got '{folder}'");

        var count = new BounceCount(0, 0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(fresh).Concat(Directory.EnumerateFiles(seen).Where(file => !IsSeen(file))).Order(StringComparer.Ordinal).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await ReadFileAsync(file, cancellationToken) is not { } message)
                continue;

            var noted = DeliveryReport.Find(message) is { } report ? await desk.NoteAsync(report, cancellationToken) : BounceResult.NotOurs;
            count = count.With(noted);
            if (noted != BounceResult.NotOurs)
                MoveToSeen(file, seen);
        }

        return count;
    }

    /// <returns>Null where another node has moved it meanwhile.</returns>
    private static async Task<byte[]?> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            var message = new byte[Math.Min(stream.Length, MostBytes)];
            await stream.ReadExactlyAsync(message, cancellationToken);
            return message;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static void MoveToSeen(string file, string seen)
    {
        var (name, flags) = Flags(file);
        try
        {
            File.Move(file, Path.Combine(seen, $"{name}:2,{string.Concat(flags.Append('S').Distinct().Order())}"), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another node was quicker.
        }
    }

    private static bool IsSeen(string file) => Flags(file).Flags.Contains('S', StringComparison.Ordinal);

    /// <summary>The name, and the flags after <c>:2,</c> of a file in <c>cur</c>.</summary>
    private static (string Name, string Flags) Flags(string file)
    {
        var name = Path.GetFileName(file);
        var colon = name.IndexOf(":2,", StringComparison.Ordinal);
        return colon < 0 ? (name, "") : (name[..colon], name[(colon + 3)..]);
    }
}

/// <param name="Bounced">Mails that came back now.</param>
/// <param name="Known">Reports of mails that were known to have come back.</param>
/// <param name="Ignored">Reports that say no more than that a mail is late, or has arrived.</param>
/// <param name="Left">Mails that aren't about ours.</param>
public sealed record BounceCount(int Bounced, int Known, int Ignored, int Left)
{
    internal BounceCount With(BounceResult result) => result switch
    {
        BounceResult.Bounced => this with { Bounced = Bounced + 1 },
        BounceResult.Known => this with { Known = Known + 1 },
        BounceResult.Ignored => this with { Ignored = Ignored + 1 },
        _ => this with { Left = Left + 1 },
    };

    public override string ToString() => $"{Bounced} came back, {Known} known before, {Ignored} late or delivered, {Left} not ours";
}
