using System.CommandLine;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>clock advance DAYS</c>: moves the business clock for every node, outside production only.</summary>
internal static class ClockVerbs
{
    public static Command Create()
    {
        var days = new Argument<int>("DAYS") { Description = "1 to 3650" };
        var advance = new Command("advance", "Move the business clock, a day at a time") { days };
        Verb.SetAction(advance, async (parsed, services, cancellationToken) =>
        {
            var count = parsed.GetValue(days);
            if (services.GetRequiredService<Settings>().Installation.Production || count is < 1 or > 3650)
            {
                await Console.Error.WriteLineAsync("CLOCK-001: the clock moves 1 to 3650 days, and never in production.");
                return Verb.Failed;
            }

            await Node.PrepareAsync(services, cancellationToken);
            await services.GetRequiredService<DayByDay>().AdvanceAsync(count, cancellationToken);
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            Verb.Answer(parsed, new { now }, output => output.WriteLine($"It is now {now:yyyy-MM-dd HH:mm}Z."));
            return Verb.Ok;
        });
        return new Command("clock", "The business clock") { advance };
    }
}
