using System.Globalization;

namespace RsCard.Students.Tests;

/// <summary>
/// A property of whatever comes of a seed. The same seeds in every run, so that what fails fails again; RSCARD_SEED begins elsewhere,
/// to look for more.
/// </summary>
internal static class SeededCheck
{
    private const string Variable = "RSCARD_SEED";

    public static void Holds(int times, Action<Random> holds)
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var told) ? told : 1;
        for (var seed = first; seed < first + times; seed++)
        {
            try
            {
                holds(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"It doesn't hold with {Variable}={seed}: {failure.Message}", failure);
            }
        }
    }
}
