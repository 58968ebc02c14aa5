using System.CommandLine;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Placements;
using RsCard.Students.Students;

namespace RsCard.Students.Web.CommandLine;

/// <summary><c>placement list|address|vdi-ordered|received</c>: what is said of one placement (D-5, D-15).</summary>
internal static class PlacementVerbs
{
    public static Command Create()
    {
        var unitMail = new Option<string?>("--unit-email") { Description = "Where the unit is to be written to" };
        var supervisorMail = new Option<string?>("--supervisor-email") { Description = "Where the supervisor is to be written to" };
        return new Command("placement", "A student's placements")
        {
            List(),
            Act("address", "Say where unit or supervisor are to be written to", [unitMail, supervisorMail], (parsed, desk, id, token) =>
                desk.GiveAddressesAsync(id, parsed.GetValue(unitMail), parsed.GetValue(supervisorMail), Verb.Actor, token)),
            Act("vdi-ordered", "The unit has ordered VDI", [], (_, desk, id, token) => desk.ConfirmVdiAsync(id, Verb.Actor, token)),
            Act("received", "The office in Halmstad has received the placement", [], (_, desk, id, token) => desk.ConfirmReceiptAsync(id, Verb.Actor, token)),
        };
    }

    private static Command List()
    {
        var student = Student();
        var command = new Command("list", "The placements, with what is known of each") { student };
        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var found = await FindAsync(services, parsed.GetRequiredValue(student), cancellationToken);
            Verb.Answer(parsed, found, output =>
            {
                foreach (var placement in found)
                {
                    output.WriteLine(
                        $"{placement.Id}  {placement.Kind,-8} {placement.FirstDay:yyyy-MM-dd}–{placement.LastDay:yyyy-MM-dd}  {placement.Unit}"
                        + (placement.LacksUnitMail ? "  no unit address" : "")
                        + (placement.LacksSupervisorMail ? "  no supervisor address" : "")
                        + (placement.VdiOrderedAt is { } ordered ? $"  VDI ordered {ordered:yyyy-MM-dd}" : "")
                        + (placement.ReceivedAt is { } received ? $"  received {received:yyyy-MM-dd}" : ""));
                }
            });
            return Verb.Ok;
        });
        return command;
    }

    private static Command Act(string name, string description, IEnumerable<Option> options, Func<ParseResult, UnitDesk, Guid, CancellationToken, Task<PlacementResult>> act)
    {
        var student = Student();
        var which = new Option<Guid?>("--placement") { Description = "Which, where there are several: an id that 'placement list' says" };
        var command = new Command(name, description) { student, which };
        foreach (var option in options)
            command.Options.Add(option);

        Verb.SetAction(command, async (parsed, services, cancellationToken) =>
        {
            await Node.PrepareAsync(services, cancellationToken);
            var found = await FindAsync(services, parsed.GetRequiredValue(student), cancellationToken);
            var chosen = parsed.GetValue(which) is { } id ? [.. found.Where(placement => placement.Id == id)] : found;
            if (chosen.Count > 1)
            {
                await Console.Error.WriteLineAsync($"PLACEMENT-002: the student has several placements; say --placement, one of {string.Join(", ", chosen.Select(placement => placement.Id))}.");
                return Verb.Failed;
            }

            var result = await act(parsed, services.GetRequiredService<UnitDesk>(), chosen is [var one] ? one.Id : default, cancellationToken);
            await Verb.DoWorkAsync(services, cancellationToken);
            var (code, swedish, english) = result switch
            {
                PlacementResult.Done done => (null, done.Swedish, done.English),
                PlacementResult.Refused refused => (refused.Code, refused.Swedish, refused.English),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            Verb.Answer(parsed, new { done = code is null, code, swedish, english }, output => output.WriteLine(code is null ? english : $"{code}: {english}"));
            return code is null ? Verb.Ok : Verb.Failed;
        });
        return command;
    }

    private static Argument<string> Student() => new("STUDENT") { Description = "RSid, personal number or case id" };

    private static async Task<IReadOnlyList<KnownPlacement>> FindAsync(IServiceProvider services, string student, CancellationToken cancellationToken)
    {
        var all = new List<KnownPlacement>();
        foreach (var id in await services.GetRequiredService<CaseBook>().FindAsync(student, services.GetRequiredService<TimeProvider>().Today(), cancellationToken))
            all.AddRange(await services.GetRequiredService<PlacementBook>().ListAsync(id, cancellationToken));
        return all;
    }
}
