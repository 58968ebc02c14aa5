using RsCard.Ldap;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Live;

namespace RsCard.Students.Web.Submissions;

/// <summary>Goes through lists before they are sent, beside the pages: the page of a preview tells how far it has come, and may be closed and opened again.</summary>
public sealed partial class ListPreviews(PendingLists kept, SubmissionReceiver receiver, LivePages pages, IHostApplicationLifetime lifetime, ILogger<ListPreviews> logger)
{
    /// <summary>Keeps the file and begins to go through it.</summary>
    /// <returns>Null where there is no room now.</returns>
    public PendingList? Begin(string owner, string institution, string fileName, byte[] bytes)
    {
        if (kept.Keep(owner, institution, fileName, bytes) is not { } list)
            return null;

        _ = Task.Run(() => JudgeAsync(list, lifetime.ApplicationStopping), CancellationToken.None);
        return list;
    }

    /// <summary>The file is gone, as if it had never been chosen.</summary>
    public void Drop(PendingList list) => kept.Drop(list);

    private async Task JudgeAsync(PendingList list, CancellationToken stopping)
    {
        ListPreview? preview = null;
        try
        {
            preview = await receiver.PreviewAsync(list.Institution, list.Bytes, list.FileName, (done, of) => Tell(list, (done, of)), stopping);
        }
        catch (LdapException)
        {
            // The list can be sent all the same: its rows wait for the directory.
        }
        catch (Exception exception) when (list.IsWiped || stopping.IsCancellationRequested)
        {
            LogGone(logger, exception);
        }
        catch (Exception exception)
        {
            LogBroken(logger, exception);
        }

        list.Judge(preview);
        Tell(list, list.Progress);
    }

    private void Tell(PendingList list, (int Done, int Of) progress)
    {
        list.Progress = progress;
        pages.Tell(LiveTopics.OfPreview(list.Name));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A preview ended with its file")]
    private static partial void LogGone(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A list could not be previewed")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
