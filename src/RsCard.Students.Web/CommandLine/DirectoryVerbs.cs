using System.CommandLine;
using RsCard.Students.DirectorySync;
using RsCard.Students.Students;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>directory show|plan|sync|runs|run|undo|approve|read-only</c>.</summary>
internal static class DirectoryVerbs
{
    public static Command Create()
    {
        var student = new Argument<string>("STUDENT") { Description = "RSid or personal number" };
        var show = new Command("show", "What the directory holds of a person") { student };
        Verb.SetAction(show, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var text = parsed.GetRequiredValue(student);
            var key = PersonalNumberReader.Read(text, services.GetRequiredService<TimeProvider>().Today()) is PersonalNumberReading.Valid(var number)
                ? EntryKey.PersonalNumber(number.Digits)
                : EntryKey.RsId(text);
            var found = await services.GetRequiredService<IRegionDirectory>().FindAsync([key], cancellationToken);
            Verb.Answer(
                parsed,
                found.Select(entry => new { entry.Dn, entry.EntryUuid, branch = entry.Branch.ToString(), entry.RsId, entry.HsaId, name = entry.FullName, entry.Email, entry.ValidFrom, entry.ValidTo, entry.Status, entry.Card }),
                output =>
                {
                    foreach (var entry in found)
                        output.WriteLine($"{entry.Dn}\n  {entry.Branch}  {entry.FullName}  RSid {entry.RsId}  HSA-id {entry.HsaId}  {entry.ValidFrom:yyyy-MM-dd}–{entry.ValidTo:yyyy-MM-dd}  {entry.Status}");
                    if (found.Count == 0)
                        output.WriteLine("Nothing.");
                });
            return found.Count > 0 ? Verb.Ok : Verb.Failed;
        });
        return new Command("directory", "The region's directory")
        {
            show, DirectoryRunVerbs.Plan(), DirectoryRunVerbs.Sync(), DirectoryRunVerbs.Runs(), DirectoryRunVerbs.One(), DirectoryRunVerbs.Undo(),
            DirectoryWordVerbs.Approve(), DirectoryWordVerbs.ReadOnly(),
        };
    }
}
