using System.Collections.Concurrent;
using RsCard.Ldap;
using RsCard.Students.Accounts;

namespace RsCard.Students.Web.Accounts;

/// <summary>
/// What the directory's groups give people whose sessions are older than a few minutes, in this node's memory: the directory is
/// asked once in that time for each person, whatever they open. Runs on the real clock.
/// </summary>
public sealed class StaffGroups(StaffDirectory directory, TimeProvider clock)
{
    /// <summary>So old may be what is known of the directory's groups.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>A directory that doesn't answer isn't waited for: the groups are as they were.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (StaffMember? Member, DateTimeOffset ReadAt)> read = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="known">As the groups had it at sign-in: what counts where the directory has never answered since.</param>
    /// <returns>Null where the person is no employee any more.</returns>
    public async Task<StaffMember?> FindAsync(StaffMember known, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isRead = read.TryGetValue(known.UserName, out var last);
        if (isRead && now - last.ReadAt < Kept)
            return last.Member;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswersWithin);
        StaffMember? member;
        try
        {
            member = (await directory.FindAsync(known.UserName, limit.Token))?.Member;
        }
        catch (Exception away) when (away is LdapException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            member = isRead ? last.Member : known;
        }

        read[known.UserName] = (member, now);
        return member;
    }
}
