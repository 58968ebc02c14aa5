using System.CommandLine;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Web.Configuration;
using RsCard.Students.Web.Demo;
using Spectre.Console;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>demo [--once] [--students N]</c>: the ordinary path, told as a story; then the pages, unless it is told once.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Stop after the story, instead of serving the pages" };
        var students = new Option<int>("--students") { Description = "Students beside those of the sample lists", DefaultValueFactory = _ => 40 };
        var command = new Command("demo", "The ordinary student path on real servers, told as a story") { once, students };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            if (Console.IsOutputRedirected)
            {
                AnsiConsole.Profile.Capabilities.Ansi = false;
                AnsiConsole.Profile.Width = 160;
            }

            await services.GetRequiredService<BusinessClock>().BeginAtAsync(DemoStory.FirstMorning, cancellationToken);
            var patience = ActivatorUtilities.CreateInstance<Patience>(services);
            var holds = await ActivatorUtilities.CreateInstance<DemoStory>(
                services,
                patience,
                ActivatorUtilities.CreateInstance<DemoBranches>(services, patience),
                ActivatorUtilities.CreateInstance<DemoEvidence>(services),
                ActivatorUtilities.CreateInstance<DemoInvariants>(services)).TellAsync(parsed.GetValue(students), cancellationToken);
            if (!holds || parsed.GetValue(once))
                return holds ? Verb.Ok : Verb.Failed;

            var settings = services.GetRequiredService<Settings>();
            await using var site = Site.Build(settings);
            await Node.PrepareAsync(site.Services, cancellationToken);
            AnsiConsole.MarkupLine($"\nThe pages are served on [bold]{settings.Installation.Listen}[/]. Sign-ins (password [bold]demo-[/]name): [bold]annlin[/] HSA team, [bold]karber[/] administrator LU, [bold]pereks[/] card station Lund. Ctrl+C stops.");
            await site.RunAsync(cancellationToken);
            return Verb.Ok;
        });
        return command;
    }
}
