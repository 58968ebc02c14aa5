using RsCard.Ldap;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;
using Spectre.Console;

namespace RsCard.Students.Web.Demo;

/// <summary>A server that is away holds the story up, and doesn't end it: it says why, waits, and goes on.</summary>
public sealed class Patience(WorkerLoops workers, WorkerStatus status, IncidentStore incidents)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Works until nothing is due and nothing waits for a retry.</summary>
    /// <returns>How many pieces of work were done.</returns>
    /// <exception cref="DemoStoppedException">Something failed for good.</exception>
    public async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        var told = default(string);
        while (true)
        {
            var idle = await workers.RunUntilIdleAsync(cancellationToken);
            done += idle.ItemsHandled + idle.TimersFired;
            if (await incidents.ListAsync(1, cancellationToken) is [{ } failed, ..])
                throw new DemoStoppedException($"{failed.Code}: work failed for good, and a person would have to mend it: {failed.Detail}");

            var waiting = (await status.GetAsync(cancellationToken)).Kinds.FirstOrDefault(kind => kind.WaitingForRetry > 0);
            if (waiting is null)
                return done;

            Tell(ref told, $"{waiting.WaitingForRetry} pieces of {waiting.Kind} work wait: {waiting.LastReason}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Asks again until the directory answers.</summary>
    public async Task<T> UntilDirectoryAnswersAsync<T>(Func<Task<T>> ask, Func<T, bool> isAnswered, CancellationToken cancellationToken)
    {
        var told = default(string);
        while (true)
        {
            try
            {
                var answer = await ask();
                if (isAnswered(answer))
                    return answer;

                Tell(ref told, "DIR-001: the directory doesn't answer");
            }
            catch (LdapException broken)
            {
                Tell(ref told, $"DIR-001: the directory doesn't answer ({broken.Code})");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static void Tell(ref string? told, string text)
    {
        if (told == text)
            return;

        AnsiConsole.MarkupLine($"  [yellow]{Markup.Escape(text)}; waiting …[/]");
        told = text;
    }
}

/// <summary>The story can't go on.</summary>
public sealed class DemoStoppedException(string message) : Exception(message);
