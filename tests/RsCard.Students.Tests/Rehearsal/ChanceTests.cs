using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Tests.Rehearsal;

public sealed class ChanceTests
{
    private readonly Chance chance = new(3);

    [Fact]
    public void Answer_depends_on_seed_student_question_and_time_alone()
    {
        Assert.Equal(chance.Of(5, "photo"), new Chance(3).Of(5, "photo"));
        double[] others = [new Chance(4).Of(5, "photo"), chance.Of(6, "photo"), chance.Of(5, "pickup"), chance.Of(5, "photo", 1)];
        Assert.DoesNotContain(chance.Of(5, "photo"), others);
        Assert.Equal(4, others.Distinct().Count());
    }

    [Theory]
    [InlineData("photo visit 739600")]
    [InlineData("photo visit 739601")]
    [InlineData("withdraws")]
    public void Shares_come_out_as_asked(string question)
    {
        var hits = Enumerable.Range(0, 100_000).Count(student => chance.Happens(0.01, student, question));
        Assert.InRange(hits, 850, 1150);
    }

    [Fact]
    public void Half_of_the_days_are_below_the_median_and_few_are_very_late()
    {
        var days = Enumerable.Range(0, 20_000).Select(student => chance.Days(10, 0.6, student, "photo")).ToList();
        Assert.InRange(days.Count(day => day < 10) / 20_000.0, 0.42, 0.5);
        Assert.InRange(days.Count(day => day > 27) / 20_000.0, 0.03, 0.07);
    }
}
