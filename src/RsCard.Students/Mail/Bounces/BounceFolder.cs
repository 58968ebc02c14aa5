using System.Text.RegularExpressions;

namespace RsCard.Students.Mail.Bounces;

/// <summary>
/// Reads a maildir that delivery reports come to. What is about a mail of ours is noted, then moved to <c>cur</c> as seen; all else, and
/// what can't be understood, is moved there flagged, for a person to look at. Nothing is read twice, and nothing is thrown away. It may be
/// read by several nodes at once, and again after a run that was broken off.
/// </summary>
public sealed class BounceFolder(BounceDesk desk)
{
    /// <summary>A report is a few kilobytes; of anything larger the beginning is read.</summary>
    private const int MostBytes = 1024 * 1024;

    private const char Seen = 'S';
    private const char Flagged = 'F';

    /// <summary>Whether reports can come to this folder: it has the parts of a maildir.</summary>
    public static bool IsMaildir(string folder) => Directory.Exists(Path.Combine(folder, "new")) && Directory.Exists(Path.Combine(folder, "cur"));

    /// <exception cref="DirectoryNotFoundException">The folder isn't there, or isn't a maildir.</exception>
    public async Task<BounceCount> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!IsMaildir(folder))
            throw new DirectoryNotFoundException($"expected a maildir with new/ and cur/, got '{folder}'");

        var (fresh, read) = (Path.Combine(folder, "new"), Path.Combine(folder, "cur"));
        var count = new BounceCount(0, 0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(fresh).Concat(Directory.EnumerateFiles(read).Where(file => !IsRead(file))).Order(StringComparer.Ordinal).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var noted = await NoteAsync(await ReadFileAsync(file, cancellationToken), cancellationToken);
                Move(file, read, noted == BounceResult.NotOurs ? Flagged : Seen);
                count = count.With(noted);
            }
            catch (FileNotFoundException)
            {
                // Another node was quicker.
            }
            catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
            {
                // One file that can't be opened or moved mustn't hold up those behind it.
                count = count with { Unreadable = count.Unreadable + 1 };
            }
        }

        return count;
    }

    private async Task<BounceResult> NoteAsync(byte[] message, CancellationToken cancellationToken) =>
        Find(message) is { } report ? await desk.NoteAsync(report, cancellationToken) : BounceResult.NotOurs;

    /// <returns>Null also for a mail that is made to be slow to read.</returns>
    private static DeliveryReport? Find(byte[] message)
    {
        try
        {
            return DeliveryReport.Find(message);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var message = new byte[Math.Min(stream.Length, MostBytes)];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return message;
    }

    /// <summary>Beside what has the same name already: a name should be one of a kind, but what comes is never lost.</summary>
    private static void Move(string file, string folder, char flag)
    {
        var (name, flags) = Flags(file);
        for (var more = 0; ; more++)
        {
            var target = Path.Combine(folder, $"{name}{(more == 0 ? "" : $".{more}")}:2,{string.Concat(flags.Append(flag).Distinct().Order())}");
            try
            {
                File.Move(file, target, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(target) && File.Exists(file))
            {
                // The next name.
            }
        }
    }

    private static bool IsRead(string file) => Flags(file).Flags.AsSpan().IndexOfAny(Seen, Flagged) >= 0;

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
/// <param name="Left">Mails that aren't about ours, or can't be understood: flagged for a person.</param>
public sealed record BounceCount(int Bounced, int Known, int Ignored, int Left)
{
    /// <summary>Files that can't be opened or moved, and stay where they are.</summary>
    public int Unreadable { get; init; }

    internal BounceCount With(BounceResult result) => result switch
    {
        BounceResult.Bounced => this with { Bounced = Bounced + 1 },
        BounceResult.Known => this with { Known = Known + 1 },
        BounceResult.Ignored => this with { Ignored = Ignored + 1 },
        _ => this with { Left = Left + 1 },
    };

    public override string ToString() =>
        $"{Bounced} came back, {Known} known before, {Ignored} late or delivered, {Left} not ours{(Unreadable > 0 ? $", {Unreadable} unreadable" : "")}";
}
