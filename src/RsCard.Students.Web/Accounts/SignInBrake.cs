namespace RsCard.Students.Web.Accounts;

/// <summary>
/// Slows down guessing, for each user name and for each address, in this node's memory. The directory's account is never locked:
/// a try that comes too soon isn't shown to the directory at all. Runs on the real clock.
/// </summary>
public sealed class SignInBrake(TimeProvider clock)
{
    /// <summary>Tries with one name before the pauses begin.</summary>
    public const int FreeTriesOfAName = 5;

    /// <summary>Failures from one address before the pauses begin: a whole campus may sit behind it.</summary>
    public const int FreeTriesOfAnAddress = 50;

    private const int MostKeys = 20_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Tries> tries = [];
    private readonly Lock gate = new();

    /// <summary>Counts a try as failed until it has succeeded, so that many at once gain nothing. False: too soon.</summary>
    public bool TryBegin(string userName, string address)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            Forget(now);
            var (name, source) = (NameKey(userName), AddressKey(address));
            if (now < FreeAgain(name, FreeTriesOfAName) || now < FreeAgain(source, FreeTriesOfAnAddress))
                return false;

            Count(name, now);
            Count(source, now);
            return true;
        }
    }

    public void Succeeded(string userName, string address)
    {
        lock (gate)
        {
            tries.Remove(NameKey(userName));
            if (tries.TryGetValue(AddressKey(address), out var known))
                tries[AddressKey(address)] = known with { Number = known.Number - 1 };
        }
    }

    private DateTimeOffset FreeAgain(string key, int free)
    {
        if (!tries.TryGetValue(key, out var known) || known.Number < free)
            return DateTimeOffset.MinValue;

        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(known.Number - free, 10)));
        return known.Last + (pause < LongestPause ? pause : LongestPause);
    }

    private void Count(string key, DateTimeOffset now) =>
        tries[key] = new Tries(tries.TryGetValue(key, out var known) ? known.Number + 1 : 1, now);

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, known) in tries)
        {
            if (now - known.Last > Memory)
                tries.Remove(key);
        }

        // Somebody tries ever new names: theirs go first, the address keeps its count.
        if (tries.Count > MostKeys)
        {
            foreach (var (key, known) in tries.OrderBy(pair => pair.Value.Last).Take(MostKeys / 2).ToList())
            {
                if (known.Number < FreeTriesOfAName)
                    tries.Remove(key);
            }
        }
    }

    private static string NameKey(string userName) => "name:" + userName.Trim().ToUpperInvariant();

    private static string AddressKey(string address) => "from:" + address;

    private readonly record struct Tries(int Number, DateTimeOffset Last);
}
