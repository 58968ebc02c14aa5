using System.Text;
using RsCard.Students.Status;

namespace RsCard.Students.Tests.Status;

public sealed class CalendarFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 11, 0, 5, TimeSpan.FromHours(1));

    [Fact]
    public void Day_is_a_whole_day_that_ends_before_the_next()
    {
        var text = Write(new CalendarDay("a-b", new DateOnly(2026, 12, 31), "Kortet väntas", "Lund"));

        Assert.Equal(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//RsCard.Students//Status//SV\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
            + "BEGIN:VEVENT\r\nUID:a-b\r\nDTSTAMP:20261123T100005Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"
            + "SUMMARY;LANGUAGE=sv:Kortet väntas\r\nLOCATION:Lund\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            text);
    }

    [Fact]
    public void What_separates_is_escaped_and_a_text_begins_no_line_of_its_own()
    {
        var text = Write(new CalendarDay("a", new DateOnly(2026, 12, 1), "Plan 2, hus A; \\ väst\r\nATTENDEE:x\u0007", Place: null));

        Assert.Contains(@"SUMMARY;LANGUAGE=sv:Plan 2\, hus A\; \\ väst\nATTENDEE:x" + "\r\n", text);
        Assert.DoesNotContain("\nATTENDEE", text);
        Assert.DoesNotContain("LOCATION", text);
    }

    [Theory]
    [InlineData("å")]
    [InlineData("ab𝄞")]
    public void Long_line_is_folded_at_75_octets_and_never_within_a_character(string part)
    {
        var summary = string.Concat(Enumerable.Repeat(part, 120));
        var text = Write(new CalendarDay("a", new DateOnly(2026, 12, 1), summary, Place: null));

        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Contains(summary, text.Replace("\r\n ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Day_keeps_its_name_when_the_file_is_made_anew_and_tells_nothing_of_the_case()
    {
        var id = Guid.NewGuid();

        Assert.Equal(CalendarDay.UidOf(id, "expected"), CalendarDay.UidOf(id, "expected"));
        Assert.NotEqual(CalendarDay.UidOf(id, "expected"), CalendarDay.UidOf(id, "placement"));
        Assert.NotEqual(CalendarDay.UidOf(id, "expected"), CalendarDay.UidOf(Guid.NewGuid(), "expected"));
        Assert.DoesNotContain(id.ToString(), CalendarDay.UidOf(id, "expected"));
    }

    private static string Write(CalendarDay day) => Encoding.UTF8.GetString(CalendarFile.Write([day], "sv", Now));
}
