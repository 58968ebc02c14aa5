namespace RsCard.Students.Web.Rehearsal;

/// <summary>
/// What falls to whom. Each answer depends on the seed, the student and the question alone, and not on what was asked before: two runs with
/// one seed meet the same students, who behave alike wherever the process lets them, so that a difference comes from what was changed.
/// </summary>
public sealed record Chance(int Seed)
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    /// <summary>From 0 up to 1, evenly.</summary>
    /// <param name="times">Which time the same is asked of the same student.</param>
    public double Of(int student, string question, int times = 0)
    {
        // FNV-1a over the question, then splitmix64: the same on every machine and runtime.
        var hash = 0xCBF2_9CE4_8422_2325UL;
        foreach (var letter in question)
            hash = unchecked((hash ^ letter) * 0x0000_0100_0000_01B3);
        var mixed = Mix(Mix(Mix(hash ^ (uint)Seed) ^ (uint)student) ^ (uint)times);
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    public bool Happens(double share, int student, string question, int times = 0) => Of(student, question, times) < share;

    /// <summary>0 up to <paramref name="limit"/>, without it.</summary>
    public int Below(int limit, int student, string question, int times = 0) => (int)(Of(student, question, times) * limit);

    public T Pick<T>(IReadOnlyList<T> choices, int student, string question) => choices[Below(choices.Count, student, question)];

    /// <summary>A log-normal number of days, rounded: half are below the median, and a few are very late.</summary>
    /// <param name="spread">Standard deviation of the logarithm; 0.6 lets one in twenty take more than 2.7 times the median.</param>
    public int Days(double median, double spread, int student, string question, int times = 0)
    {
        var (one, other) = (1 - Of(student, question, times), Of(student, question + "'", times));
        var normal = Math.Sqrt(-2 * Math.Log(one)) * Math.Cos(2 * Math.PI * other);
        return (int)Math.Min(Math.Round(median * Math.Exp(spread * normal)), 3650);
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += Golden;
            value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
            value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
            return value ^ (value >> 31);
        }
    }
}
