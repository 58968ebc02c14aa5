using System.Diagnostics;

namespace RsCard.Students.Benchmarks;

internal static class Measure
{
    /// <returns>The median of so many rounds of something done a second. One round goes before and isn't counted.</returns>
    public static async Task<double> RateAsync(int rounds, Func<Task<int>> act, Func<Task>? prepare = null)
    {
        var rates = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            if (prepare is not null)
                await prepare();
            var begin = Stopwatch.GetTimestamp();
            var count = await act();
            if (round > 0)
                rates.Add(count / Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        return Quantile(rates, 0.5);
    }

    public static double Quantile(IReadOnlyCollection<double> values, double part) =>
        values.Order().ElementAt((int)Math.Min(values.Count - 1, Math.Floor(values.Count * part)));

    /// <summary>Repeats a worker's cycle until it has dealt with so many.</summary>
    /// <exception cref="InvalidOperationException">The cycle found nothing more before that.</exception>
    public static async Task<int> UntilAsync(int count, Func<Task<int>> cycle)
    {
        var total = 0;
        while (total < count)
        {
            var done = await cycle();
            if (done == 0)
                throw new InvalidOperationException($"expected {count} to be dealt with, got {total}");
            total += done;
        }

        return total;
    }
}
