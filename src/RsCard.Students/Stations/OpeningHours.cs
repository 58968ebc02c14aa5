namespace RsCard.Students.Stations;

/// <summary>
/// When a station is open in an ordinary week. Written and read as <c>mån–fre 8–12 och 13–16, lör 10–13</c>: so it lies in the
/// database, and in the file of institutions and stations.
/// </summary>
public sealed class OpeningHours : IEquatable<OpeningHours>
{
    private readonly IReadOnlyList<OpenInterval>[] days;

    private OpeningHours(IReadOnlyList<OpenInterval>[] days) => this.days = days;

    public static OpeningHours None { get; } = new([[], [], [], [], [], [], []]);

    /// <summary>Monday first.</summary>
    public static IReadOnlyList<DayOfWeek> Week { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public bool IsEmpty => days.All(day => day.Count == 0);

    /// <param name="on">The times of a weekday in any order; they may not overlap.</param>
    /// <returns>Null where times overlap.</returns>
    public static OpeningHours? Of(Func<DayOfWeek, IReadOnlyList<OpenInterval>> on)
    {
        var week = Week.Select(day => (IReadOnlyList<OpenInterval>)[.. on(day).OrderBy(time => time.Opens)]).ToArray();
        return week.All(day => day.Zip(day.Skip(1)).All(pair => pair.First.Closes <= pair.Second.Opens)) ? new(week) : null;
    }

    /// <returns>Null for a text that isn't hours; <see cref="None"/> for an empty one.</returns>
    public static OpeningHours? Read(string text)
    {
        var week = Week.ToDictionary(day => day, _ => new List<OpenInterval>());
        foreach (var group in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (group.Split(' ', 2) is not [var of, var hours] || Span(of) is not { } span || Times(hours, "och") is not { } times)
                return null;
            foreach (var day in span)
                week[day].AddRange(times);
        }

        return Of(day => week[day]);
    }

    /// <summary>The times of one day: <c>8–12, 13–16</c>.</summary>
    /// <returns>Null for a text that isn't times; none for an empty one.</returns>
    public static IReadOnlyList<OpenInterval>? ReadDay(string? text) => Times(text ?? "", ",");

    /// <summary>Empty where it is closed that weekday.</summary>
    public IReadOnlyList<OpenInterval> On(DayOfWeek day) => days[Place(day)];

    /// <summary>Days with the same times, Monday first; without those on which it is closed.</summary>
    public IEnumerable<(IReadOnlyList<DayOfWeek> Days, IReadOnlyList<OpenInterval> Times)> Groups()
    {
        for (var first = 0; first < days.Length;)
        {
            var next = first + 1;
            while (next < days.Length && days[next].SequenceEqual(days[first]))
                next++;
            if (days[first].Count > 0)
                yield return ([.. Week.Skip(first).Take(next - first)], days[first]);
            first = next;
        }
    }

    public override string ToString() => HoursText.Of(this, "sv");

    public bool Equals(OpeningHours? other) => other is not null && days.Zip(other.days).All(pair => pair.First.SequenceEqual(pair.Second));

    public override bool Equals(object? obj) => Equals(obj as OpeningHours);

    public override int GetHashCode() => days.Sum(day => day.Count);

    private static int Place(DayOfWeek day) => ((int)day + 6) % 7;

    private static List<OpenInterval>? Times(string text, string between)
    {
        var read = text.Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(OpenInterval.Read).ToList();
        return read.Contains(null) ? null : [.. read.OfType<OpenInterval>()];
    }

    private static IEnumerable<DayOfWeek>? Span(string text) => text.Split('–', '-') switch
    {
        [var one] when HoursText.DayOf(one) is { } day => [day],
        [var from, var to] when HoursText.DayOf(from) is { } first && HoursText.DayOf(to) is { } last && Place(last) > Place(first) => Week.Where(day => Place(day) >= Place(first) && Place(day) <= Place(last)),
        _ => null,
    };
}
