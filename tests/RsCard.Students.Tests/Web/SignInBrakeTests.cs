using RsCard.Students.Web.Accounts;

namespace RsCard.Students.Tests.Web;

public sealed class SignInBrakeTests
{
    private readonly MovedClock clock = new();

    [Fact]
    public void A_name_that_failed_often_waits_longer_and_longer()
    {
        var brake = new SignInBrake(clock);
        for (var i = 0; i < SignInBrake.FreeTriesOfAName; i++)
            Assert.True(brake.TryBegin("anna", "a" + i));

        Assert.False(brake.TryBegin("ANNA ", "elsewhere"));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(brake.TryBegin("anna", "elsewhere"));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.False(brake.TryBegin("anna", "elsewhere"));
        Assert.True(brake.TryBegin("another", "elsewhere"));
    }

    [Fact]
    public void A_pause_never_exceeds_half_a_minute()
    {
        var brake = new SignInBrake(clock);
        for (var i = 0; i < 100; i++)
        {
            brake.TryBegin("anna", "a" + i);
            clock.Now += TimeSpan.FromSeconds(31);
        }

        Assert.True(brake.TryBegin("anna", "b"));
    }

    [Fact]
    public void One_address_that_tries_many_names_is_slowed_down()
    {
        var brake = new SignInBrake(clock);
        for (var i = 0; i < SignInBrake.FreeTriesOfAnAddress; i++)
            Assert.True(brake.TryBegin("name" + i, "a"));

        Assert.False(brake.TryBegin("one more", "a"));
        Assert.True(brake.TryBegin("one more", "b"));
    }

    [Fact]
    public void A_success_forgets_the_failures_of_the_name()
    {
        var brake = new SignInBrake(clock);
        for (var i = 0; i < SignInBrake.FreeTriesOfAName; i++)
            brake.TryBegin("anna", "a");
        brake.Succeeded("anna", "a");

        Assert.True(brake.TryBegin("anna", "a"));
    }

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
