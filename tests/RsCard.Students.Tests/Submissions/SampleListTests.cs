using RsCard.Students.Submissions;
using static RsCard.Students.Tests.Submissions.ListBuilder;

namespace RsCard.Students.Tests.Submissions;

public sealed class SampleListTests
{
    [Fact]
    public void Every_student_is_another_person_of_the_test_series_and_of_age()
    {
        var numbers = Enumerable.Range(0, 300_000).Select(index => SampleList.Number(index, Today)).ToList();
        Assert.Equal(numbers.Count, numbers.Select(number => number.Digits).Distinct().Count());
        Assert.All(numbers, number => Assert.InRange(number.Digits[8..11], "980", "999"));
        Assert.All(numbers, number => Assert.InRange(number.AgeOn(Today), 18, 60));
    }

    [Fact]
    public void Same_seed_gives_the_same_list_and_another_seed_another()
    {
        Assert.Equal(SampleList.Write(50, 7, Today), SampleList.Write(50, 7, Today));
        Assert.NotEqual(SampleList.Write(50, 7, Today), SampleList.Write(50, 8, Today));
    }

    [Theory]
    [InlineData("2026-11-21")]
    [InlineData("2028-02-29")]
    public void Every_row_is_good_on_the_day_it_was_made_for(string day)
    {
        var today = DateOnly.Parse(day, null);
        var file = Read(SampleList.Write(2_000, 3, today));
        Assert.All(ListJudge.Judge(file, today), row => Assert.Equal(RowKind.Good, row.Kind));
    }
}
