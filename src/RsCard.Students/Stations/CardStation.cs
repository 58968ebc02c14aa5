using RsCard.Students.Editing;
using RsCard.Students.Students;

namespace RsCard.Students.Stations;

/// <summary>A counter where the ID check, the photo and the hand-over happen.</summary>
/// <param name="Code">For example <c>LUND</c>: stands in the directory's groups, with cards, and never changes.</param>
/// <param name="IsActive">Whether students are told of it.</param>
/// <param name="UnreadHours">What was written before hours were kept as times, where it can't be read as such; else empty.</param>
/// <param name="Closed">By first day; those that are over included.</param>
/// <param name="Revision">As an editor has read it.</param>
public sealed record CardStation(
    string Code, string Name, string Address, bool IsActive, OpeningHours Hours, string UnreadHours, IReadOnlyList<ClosedSpan> Closed, int Revision) : IRevised
{
    /// <summary>When it is open on a day: none on public holidays (D-61), and on the days it is closed.</summary>
    public IReadOnlyList<OpenInterval> OpenOn(DateOnly day) =>
        SwedishWorkingDays.Holidays(day.Year).Contains(day) || Closed.Any(span => span.First <= day && day <= span.Last) ? [] : Hours.On(day.DayOfWeek);

    /// <summary>Closed days that people should know of now: those that aren't over, and begin within so many days.</summary>
    public IEnumerable<ClosedSpan> ClosedSoon(DateOnly today, int withinDays = 60) => Closed.Where(span => span.Last >= today && span.First <= today.AddDays(withinDays));
}

/// <summary>Days on which a station is closed though the week says otherwise.</summary>
/// <param name="Why">For people, may be empty.</param>
public sealed record ClosedSpan(DateOnly First, DateOnly Last, string Why);
