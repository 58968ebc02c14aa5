namespace RsCard.Ldap;

/// <summary>The ids of one connection's requests, 1 to 2,147,483,647 and from 1 again (RFC 4511, 4.1.1.1). Not for several threads at once.</summary>
/// <param name="last">The one that was given last.</param>
internal sealed class MessageIds(int last = 0)
{
    private int last = last;

    /// <param name="isTaken">Of an operation that is still in flight: an answer to it would be taken for another's.</param>
    public int Next(Func<int, bool> isTaken)
    {
        do
            last = last == int.MaxValue ? 1 : last + 1;
        while (isTaken(last));
        return last;
    }
}
