using System.Globalization;

namespace RsCard.Students.LeadTimes;

/// <summary>The days that lead times are reckoned over, until today.</summary>
/// <param name="Key">As it stands in an address: <c>term</c>, or how many months.</param>
public sealed record LeadPeriod(string Key)
{
    /// <summary>Since 1 January or 1 July.</summary>
    public static LeadPeriod Term { get; } = new("term");

    /// <summary>What is shown where nothing is chosen.</summary>
    public static LeadPeriod HalfYear { get; } = new("6");

    public static IReadOnlyList<LeadPeriod> All { get; } = [Term, new("3"), HalfYear, new("12")];

    /// <returns><see cref="HalfYear"/> where nothing known is asked for.</returns>
    public static LeadPeriod Of(string? key) => All.FirstOrDefault(period => period.Key == key) ?? HalfYear;

    /// <summary>The first day. Pure.</summary>
    public DateOnly From(DateOnly today) => this == Term
        ? new DateOnly(today.Year, today.Month < 7 ? 1 : 7, 1)
        : today.AddMonths(-int.Parse(Key, CultureInfo.InvariantCulture)).AddDays(1);
}
