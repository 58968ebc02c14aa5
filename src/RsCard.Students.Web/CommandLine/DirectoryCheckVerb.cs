using System.CommandLine;
using RsCard.Students.DirectorySync.Preflight;
using RsCard.Students.Web.Configuration;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>directory check</c>: everything that reconciliation relies on, a line each.</summary>
internal static class DirectoryCheckVerb
{
    public static Command Create()
    {
        var probe = new Option<bool>("--probe") { Description = "Also add, change and delete an entry named rscard-probe-… below the student branch" };
        var command = new Command("check", "Server, accounts, schema, rights and limits; nothing is changed") { probe };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            var asJson = parsed.GetValue(Verb.JsonOption);
            var findings = await services.GetRequiredService<DirectoryCheck>().RunAsync(
                services.GetRequiredService<Settings>().Installation.Production,
                parsed.GetValue(probe),
                finding =>
                {
                    if (!asJson)
                        Console.Out.WriteLine(Line(finding));
                },
                cancellationToken);
            var errors = findings.Count(finding => finding.Level == CheckLevel.Error);
            Verb.Answer(
                parsed,
                new { findings = findings.Select(finding => new { finding.Code, level = Word(finding.Level), finding.Expected, finding.Came, finding.Do }), errors },
                output => output.WriteLine($"{errors} errors, {findings.Count(finding => finding.Level == CheckLevel.Warning)} warnings, {findings.Count(finding => finding.Level == CheckLevel.Ok)} in order"));
            return errors == 0 ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    private static string Line(CheckFinding finding) => finding.Level == CheckLevel.Ok
        ? $"{Word(finding.Level),-8} {finding.Code}  {finding.Expected}: {finding.Came}"
        : $"{Word(finding.Level),-8} {finding.Code}  expected {finding.Expected}, got: {finding.Came}. What to do: {finding.Do}.";

    private static string Word(CheckLevel level) => level switch
    {
        CheckLevel.Ok => "ok",
        CheckLevel.Warning => "warning",
        _ => "error",
    };
}
