using RsCard.Students.Runtime;
using RsCard.Students.Runtime.WorkItems;

namespace RsCard.Students.Tests.Runtime;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 5);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 60)]
    [InlineData(1000, 60)]
    public void Pause_doubles_up_to_the_longest(int attempt, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Policy.PauseAfter(attempt, 0.5));
    }

    [Fact]
    public void Pause_varies_by_a_fifth_each_way()
    {
        Assert.Equal(TimeSpan.FromSeconds(8), Policy.PauseAfter(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(12), Policy.PauseAfter(1, 1));
    }

    [Fact]
    public void Option_outside_its_range_is_named()
    {
        new WorkflowRuntimeOptions().Validate();

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new WorkflowRuntimeOptions { TimerBatch = 0 }.Validate());

        Assert.Contains("expected TimerBatch to be from 1 to 5000, got 0", exception.Message);
    }
}
