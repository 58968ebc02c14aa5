using RsCard.Students.Recurring;

namespace RsCard.Students.Mail.Bounces;

/// <summary>Reads the delivery reports that have come to <see cref="MailOptions.BounceFolder"/> (D-63), as <c>mail bounces</c> does.</summary>
[Recurs("read-bounces", "every 5 minutes")]
public sealed class ReadBounces(BounceFolder folder, MailOptions options) : IRecurringJob
{
    /// <summary>The folder isn't there, or isn't a maildir.</summary>
    public const string NoFolder = "BOUNCE-001";

    /// <summary>A file can't be opened or moved. The others were read.</summary>
    public const string Unreadable = "BOUNCE-002";

    public async Task<RunResult> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (options.BounceFolder is not { Length: > 0 } maildir)
            return new RunResult.Done("no folder is set");
        if (!BounceFolder.IsMaildir(maildir))
            return new RunResult.Failed(NoFolder, "the folder for delivery reports isn't there, or is no maildir with new/ and cur/");

        var count = await folder.ReadAsync(maildir, cancellationToken);
        return count.Unreadable == 0 ? new RunResult.Done(count.ToString()) : new RunResult.Failed(Unreadable, count.ToString());
    }
}
