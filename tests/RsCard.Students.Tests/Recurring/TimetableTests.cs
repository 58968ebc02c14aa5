using System.Globalization;
using RsCard.Students.Recurring;
using RsCard.Students.Web.Recurring;

namespace RsCard.Students.Tests.Recurring;

/// <summary>Local times are Stockholm's, also in the nights when its clocks change.</summary>
public sealed class TimetableTests
{
    /// <summary>Clocks go forward on 2027-03-28 and back on 2026-10-25: three nights round each.</summary>
    [Theory]
    [InlineData("15 3 * * *", "2027-03-26T12:00Z", "2027-03-27T02:15Z", "2027-03-28T01:15Z", "2027-03-29T01:15Z")]
    [InlineData("15 3 * * *", "2026-10-23T12:00Z", "2026-10-24T01:15Z", "2026-10-25T02:15Z", "2026-10-26T02:15Z")]
    [InlineData("45 1 * * *", "2027-03-26T12:00Z", "2027-03-27T00:45Z", "2027-03-28T00:45Z", "2027-03-28T23:45Z")]
    [InlineData("45 1 * * *", "2026-10-23T12:00Z", "2026-10-23T23:45Z", "2026-10-24T23:45Z", "2026-10-26T00:45Z")]
    [InlineData("0 8 * * 1-5", "2026-10-23T12:00Z", "2026-10-26T07:00Z", "2026-10-27T07:00Z", "2026-10-28T07:00Z")]
    [InlineData("0 8 * * 0", "2026-10-23T12:00Z", "2026-10-25T07:00Z", "2026-11-01T07:00Z", "2026-11-08T07:00Z")]
    [InlineData("every 30 minutes", "2026-10-25T00:10Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z")]
    [InlineData("every 30 minutes", "2027-03-28T00:40Z", "2027-03-28T01:00Z", "2027-03-28T01:30Z", "2027-03-28T02:00Z")]
    [InlineData("every 60 minutes", "2027-03-28T00:40Z", "2027-03-28T01:00Z", "2027-03-28T02:00Z", "2027-03-28T03:00Z")]
    [InlineData("every 1 minute", "2026-10-25T00:59Z", "2026-10-25T01:00Z", "2026-10-25T01:01Z", "2026-10-25T01:02Z")]
    public void Every_time_comes_once_when_the_clocks_change(string schedule, string from, params string[] expected)
    {
        var times = new List<DateTimeOffset>();
        for (var at = Utc(from); times.Count < expected.Length; at = times[^1])
            times.Add(Timetable.NextAfter(schedule, at)!.Value);
        Assert.Equal([.. expected.Select(Utc)], times);
    }

    [Theory]
    [InlineData("every 7 minutes")]
    [InlineData("every 0 minutes")]
    [InlineData("every 90 minutes")]
    [InlineData("every -5 minutes")]
    [InlineData("every five minutes")]
    [InlineData("30 2 * * *")]
    [InlineData("30 02 * * *")]
    [InlineData("30 1-3 * * *")]
    [InlineData("30 8,2 * * *")]
    [InlineData("0 * * * *")]
    [InlineData("0 */4 * * *")]
    [InlineData("0 0 3 * * ?")]
    [InlineData("15 3 * *")]
    [InlineData("61 3 * * *")]
    [InlineData("15 24 * * *")]
    [InlineData("")]
    [InlineData("nightly")]
    public void Schedule_that_cannot_be_meant_is_refused_by_name(string schedule) =>
        Assert.EndsWith($"got '{schedule}'", Timetable.ProblemOf(schedule), StringComparison.Ordinal);

    [Fact]
    public void Every_job_of_the_release_has_a_schedule_that_holds()
    {
        Assert.Equal(["check-audit", "erase-card-photos", "erase-passport-copies", "read-bounces", "remind", "seal-audit", "sync-directory-changes", "sync-directory-full", "tidy-workflow", "watch-card-activation", "watch-card-expiry", "weekly-digest"], RecurringJobs.OwnNames);
        var schedules = typeof(IRecurringJob).Assembly.GetTypes().Select(type => type.GetCustomAttributes(typeof(RecursAttribute), inherit: false).Cast<RecursAttribute>().SingleOrDefault()).OfType<RecursAttribute>();
        Assert.All(schedules, mark => Assert.Null(Timetable.ProblemOf(mark.Schedule)));
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
