using System.CommandLine;
using RsCard.Students.DirectorySync.Export;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Runs;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>directory export-plan</c>: what a run would write, as LDIF for another program.</summary>
internal static class DirectoryExportVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where to; only you may read it, for it holds personal data" };
        var full = new Option<bool>("--full") { Description = "Read every entry, instead of what has changed" };
        var held = new Option<bool>("--held") { Description = "Also what the brake holds back" };
        var command = new Command("export-plan", "What a run would write, as LDIF (RFC 2849) that ldapmodify takes; writes nothing to the directory") { file, full, held };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var order = new RunOrder(parsed.GetValue(full) ? ReadDepth.Full : ReadDepth.Changes, DryRun: true, Verb.Actor);
            var forecast = await services.GetRequiredService<SyncRunner>().PlanAsync(order, (_, _, _) => { }, cancellationToken);
            if (forecast.Report.Code is { } code)
                throw new RunRefusedException(code, forecast.Report.Detail ?? "");

            var path = parsed.GetRequiredValue(file);
            var count = 0;
            await using (var output = new StreamWriter(path, OnlyMine()))
                count = services.GetRequiredService<PlanExport>().Write(output, parsed.GetValue(held) ? forecast.Plan.Entries : forecast.Verdict.Released);

            var left = parsed.GetValue(held) ? 0 : forecast.Verdict.Held.Sum(one => one.Count);
            Verb.Answer(parsed, new { file = path, changes = count, heldBack = left }, text => text.WriteLine($"{count} changes in {path}{(left > 0 ? $"; {left} are held back and not in it" : "")}."));
            return Verb.Ok;
        });
        return command;
    }

    private static FileStreamOptions OnlyMine()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
