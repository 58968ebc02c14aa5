using RsCard.Students.DirectorySync.Mirror;

namespace RsCard.Students.DirectorySync.Runs;

/// <summary>
/// The run that a new one would only repeat: nothing has changed on either side, and nothing was left to write. It is confirmed instead,
/// without a student or an entry being opened; what it put before people stays before them.
/// </summary>
public sealed class StandingRun(LookBook looks, MirrorReader reader, RunBook book, TimeProvider clock)
{
    /// <summary>Called by who holds the run lock.</summary>
    /// <returns>Null: a run is needed.</returns>
    internal async Task<RunReport?> TryConfirmAsync(CancellationToken cancellationToken)
    {
        if (await looks.FindStandingAsync(cancellationToken) is not { } run || !await IsUnchangedAsync(cancellationToken))
            return null;

        await looks.ConfirmAsync(run, clock.GetUtcNow(), cancellationToken);
        return await book.GetAsync(run, cancellationToken);
    }

    private async Task<bool> IsUnchangedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.IsUnchangedAsync(cancellationToken);
        }
        catch (Exception failure) when (DirectoryFailure.Is(failure))
        {
            // The run that is begun now meets it again, and writes it down.
            return false;
        }
    }
}
