using System.CommandLine;
using RsCard.Ldap;
using RsCard.Students.Submissions;
using Spectre.Console;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>submit FILE --institution CODE [--dry-run]</c>.</summary>
internal static class SubmitVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The list: CSV or XLSX" };
        var institution = new Option<string>("--institution") { Description = "Code of the institution that sends the list, for example LU", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would become of the list, and do nothing" };
        var language = new Option<string>("--language") { Description = "Language of the messages: sv or en", DefaultValueFactory = _ => "sv" };
        var command = new Command("submit", "Send a list of students") { file, institution, dryRun, language };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var bytes = await File.ReadAllBytesAsync(path.FullName, cancellationToken);
            await Node.PrepareAsync(services, cancellationToken);
            var answer = parsed.GetValue(dryRun)
                ? await services.GetRequiredService<SubmissionReceiver>().DryRunAsync(parsed.GetRequiredValue(institution), bytes, path.Name, parsed.GetRequiredValue(language), cancellationToken)
                : await SubmitAsync(services, parsed.GetRequiredValue(institution), bytes, path.Name, parsed.GetRequiredValue(language), !parsed.GetValue(Verb.JsonOption), cancellationToken);
            Verb.Answer(parsed, answer, output => Write(output, answer));
            return answer.File.Code is null ? Verb.Ok : Verb.Refused;
        });
        return command;
    }

    private static async Task<SubmissionAnswer> SubmitAsync(
        IServiceProvider services, string institution, byte[] bytes, string fileName, string language, bool showsProgress, CancellationToken cancellationToken)
    {
        var receipt = await services.GetRequiredService<SubmissionReceiver>().ReceiveAsync(institution, bytes, fileName, Verb.Actor, cancellationToken);
        if (receipt is Receipt.Refused(var refusal))
            return SubmissionAnswer.Refused(refusal, language);

        var id = ((Receipt.Received)receipt).Id;
        var book = services.GetRequiredService<SubmissionBook>();
        var runner = services.GetRequiredService<SubmissionRunner>();
        try
        {
            if (showsProgress && !Console.IsOutputRedirected)
            {
                var line = await book.FindAsync(id, cancellationToken);
                await AnsiConsole.Progress().StartAsync(async progress =>
                {
                    var task = progress.AddTask("Rows", maxValue: Math.Max(1, (line?.Rows ?? 0) - (line?.Judged ?? 0)));
                    await runner.RunAsync(id, done => task.Value = done, cancellationToken);
                });
            }
            else
            {
                await runner.RunAsync(id, _ => { }, cancellationToken);
            }

            await Verb.DoWorkAsync(services, cancellationToken);
        }
        catch (LdapException broken)
        {
            await Console.Error.WriteLineAsync($"DIR-001: the directory doesn't answer ({broken.Code}). The list is kept; its rows are applied when the directory comes back.");
        }

        return await book.AnswerAsync(id, language, cancellationToken);
    }

    private static void Write(TextWriter output, SubmissionAnswer answer)
    {
        if (answer.File.Code is { } code)
        {
            output.WriteLine($"{code}: {answer.File.Message}");
            return;
        }

        output.WriteLine($"{answer.File.Format} {answer.File.Encoding} {answer.File.Delimiter}  {answer.File.Rows} rows");
        foreach (var (verdict, count) in answer.Totals.Where(total => total.Value > 0))
            output.WriteLine($"  {verdict,-12} {count,6}");
        foreach (var row in answer.Rows)
        {
            foreach (var error in row.Errors)
                output.WriteLine($"  row {row.Row}, {error.Column ?? "row"}: {error.Code} {error.Message}");
        }
    }
}
