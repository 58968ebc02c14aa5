using System.Globalization;
using RsCard.Ldap;

namespace RsCard.Students.DirectorySync.Preflight;

/// <summary>How far the server's clock is from ours. Only a change found by time stamp depends on it; a certificate's end does, too.</summary>
internal sealed class ClockCheck(TimeProvider realClock, Action<CheckFinding> say)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(5);

    private static readonly (string Dn, string Attribute)[] Clocks =
        [("", "currentTime"), ("cn=Current,cn=Time,cn=Monitor", "monitorTimestamp"), ("cn=monitor", "currentTime")];

    /// <param name="probed">When the server made the probe; null without one.</param>
    public async Task LookAsync(LdapConnection reader, RootDse server, DateTimeOffset? probed, CancellationToken cancellationToken)
    {
        foreach (var (dn, attribute) in Clocks)
        {
            if (Read(await TextAsync(reader, DistinguishedName.Parse(dn), attribute, cancellationToken)) is { } now)
            {
                Say(now, $"by {attribute} of {(dn.Length == 0 ? "the root DSE" : dn)}");
                return;
            }
        }

        if (probed is { } made)
            Say(made, "by the time stamp of the probe");
        else
            await LookAtLastChangeAsync(reader, server, cancellationToken);
    }

    /// <summary>A generalized time, or the time of a CSN; null for anything else.</summary>
    internal static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(
            text?.Split('#')[0],
            ["yyyyMMddHHmmss'Z'", "yyyyMMddHHmmss.f'Z'", "yyyyMMddHHmmss.fff'Z'", "yyyyMMddHHmmss.ffffff'Z'"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at)
            ? at
            : null;

    /// <summary>A change can't have been made after the server's now: its clock is at least there.</summary>
    private async Task LookAtLastChangeAsync(LdapConnection reader, RootDse server, CancellationToken cancellationToken)
    {
        DateTimeOffset? last = null;
        foreach (var context in server.NamingContexts)
            last = Read(await TextAsync(reader, context, "contextCSN", cancellationToken)) is { } at && (last is null || at > last) ? at : last;
        if (last is { } ahead && ahead - realClock.GetUtcNow() > Tolerated)
            Say(ahead, "by the last change, which lies in our future");
        else
            say(CheckFinding.Ok("CHK-070", "the server's clock goes as ours does", "not measured: it doesn't tell its time (--probe measures it); its last change lies in our past"));
    }

    private void Say(DateTimeOffset theirs, string how)
    {
        var difference = theirs - realClock.GetUtcNow();
        var came = string.Create(CultureInfo.InvariantCulture, $"{difference.TotalSeconds:+0;-0;0} s, {how}");
        say(difference.Duration() <= Tolerated
            ? CheckFinding.Ok("CHK-070", "the server's clock goes as ours does", came)
            : CheckFinding.Warning("CHK-070", $"the server's clock to go as ours within {Tolerated.TotalSeconds} s", came, "have both follow the same time servers"));
    }

    private static async Task<string?> TextAsync(LdapConnection reader, DistinguishedName dn, string attribute, CancellationToken cancellationToken)
    {
        var found = await reader.SearchAllAsync(new LdapSearch(dn, LdapScope.Base, LdapFilter.Everything, [attribute]), LdapRequestOptions.None, cancellationToken);
        return found.Entries is [{ } entry, ..] ? entry.Text(attribute) : null;
    }
}
