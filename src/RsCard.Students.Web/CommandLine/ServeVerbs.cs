using System.CommandLine;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>serve</c>: pages and workers. <c>work</c>: workers only. Any number of each on one database.</summary>
internal static class ServeVerbs
{
    public static Command CreateServe()
    {
        var command = new Command("serve", "Serve the pages, and work");
        Verb.SetAction(command, async (_, services, cancellationToken) =>
        {
            await using var site = Site.Build(services.GetRequiredService<Settings>());
            await Node.PrepareAsync(site.Services, cancellationToken);
            await Node.RunAsync(site, cancellationToken);
            return Verb.Ok;
        });
        return command;
    }

    public static Command CreateWork()
    {
        var untilIdle = new Option<bool>("--until-idle") { Description = "Stop when nothing is due" };
        var command = new Command("work", "Work, without pages") { untilIdle };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            if (parsed.GetValue(untilIdle))
            {
                await Node.PrepareAsync(services, cancellationToken);
                var done = await services.GetRequiredService<WorkerLoops>().RunUntilIdleAsync(cancellationToken);
                Verb.Answer(parsed, done, output => output.WriteLine($"{done.TimersFired} timers, {done.ItemsHandled} items."));
                return Verb.Ok;
            }

            var builder = Host.CreateApplicationBuilder();
            builder.Services.AddNode(services.GetRequiredService<Settings>());
            builder.Services.AddWorkers();
            using var host = builder.Build();
            await Node.PrepareAsync(host.Services, cancellationToken);
            await Node.RunAsync(host, cancellationToken);
            return Verb.Ok;
        });
        return command;
    }
}
