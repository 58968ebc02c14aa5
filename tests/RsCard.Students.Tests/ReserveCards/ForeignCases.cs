using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Passports;
using RsCard.Students.ReserveCards;
using RsCard.Students.Runtime.Timers;

namespace RsCard.Students.Tests.ReserveCards;

/// <summary>What a test does with such a student on a whole node.</summary>
internal static class ForeignCases
{
    public const string Administrator = "staff:karber";

    private static int lastSerial = 100;

    /// <summary>The smallest PDF that is one by its first and last bytes.</summary>
    public static byte[] Pdf => "%PDF-1.7\nen vidimerad kopia\n%%EOF\n"u8.ToArray();

    /// <summary>Sends the row for an institution, and works; the case that it is about.</summary>
    public static async Task<CaseId> SendAsync(this ProductNode node, ForeignRow row, string institution = "LU")
    {
        await node.SubmitAsync(institution, ForeignRow.Csv(row));
        return new CaseId(await node.ScalarAsync<Guid>(
            """
            select c.id
            from student_case c
            join enrolment e on e.id = c.enrolment_id
            where e.institution_code = @institution
            and e.programme = @Programme
            order by c.opened_at desc, c.id desc
            limit 1
            """,
            new { institution, row.Programme }));
    }

    public static CertifiedCopy Copy(this ProductNode node, byte[]? content = null) => new(
        content ?? Pdf, node.Today.AddDays(-3), IsSigned: true, new Certifier("Lärare Lena Ahl", "046-222 00 00"), node.Today.AddYears(3));

    /// <summary>The administrator sends a copy, and the HSA team approves it.</summary>
    public static async Task CopyApprovedAsync(this ProductNode node, CaseId id)
    {
        var desk = node.Get<PassportCopyDesk>();
        Assert.IsType<DeskResult.Done>(await desk.UploadAsync(id, node.Copy(), Administrator, ProductNode.NoToken));
        Assert.IsType<DeskResult.Done>(await desk.ApproveAsync(id, (await desk.FindAsync(id, ProductNode.NoToken))!.Id, ProductNode.HsaTeam, ProductNode.NoToken));
        await node.RunAsync();
    }

    /// <summary>Sent, the copy approved where one is needed, approved in review: the student can go to a station.</summary>
    public static async Task<CaseId> EnterAsync(this ProductNode node, ForeignRow row)
    {
        var id = await node.SendAsync(row);
        if (!row.NoRegisteredAddress)
            await node.CopyApprovedAsync(id);
        await node.ApproveAllAsync();
        return id;
    }

    /// <summary>A card that nobody has had, in the stock of a station.</summary>
    public static async Task<string> StockAsync(this ProductNode node, string station = "LUND")
    {
        var serial = $"RK-{Interlocked.Increment(ref lastSerial):D6}";
        Assert.IsType<DeskResult.Done>(await node.Get<ReserveCardStock>().AddAsync(station, serial, last: null, $"staff:{station}", ProductNode.NoToken));
        return serial;
    }

    public static ReserveHandOver HandOver(this ProductNode node, string serial) => new(
        serial,
        new IdDocument("passport", node.Today.AddYears(2)),
        new Companion("Lektor Ulla Ek", new IdDocument("driving-licence", node.Today.AddYears(1)), IsSwedish: true));

    public static async Task<DeskResult> IssueAsync(this ProductNode node, CaseId id, ReserveHandOver handOver, string station = "LUND")
    {
        var result = await node.Get<ReserveCardDesk>().IssueAsync(id, station, handOver, $"staff:{station}", ProductNode.NoToken);
        await node.RunAsync();
        return result;
    }

    /// <summary>As <see cref="EnterAsync"/>, and a reserve card in hand today.</summary>
    public static async Task<CaseId> WithCardAsync(this ProductNode node, ForeignRow row)
    {
        var id = await node.EnterAsync(row);
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));
        return id;
    }

    public static async Task<DeskResult> RenewAsync(this ProductNode node, CaseId id, DateOnly? validTo = null)
    {
        var result = await node.Get<ReserveCardDesk>().RenewAsync(id, validTo, "staff:LUND", ProductNode.NoToken);
        await node.RunAsync();
        return result;
    }

    /// <summary>Many days at once: what is due on one of them is done afterwards.</summary>
    public static async Task JumpToAsync(this ProductNode node, DateOnly day)
    {
        await node.Get<BusinessClock>().ShiftAsync(TimeSpan.FromDays(day.DayNumber - node.Today.DayNumber), ProductNode.NoToken);
        await node.RunAsync();
    }

    /// <summary>Definition and activity of each step that people see, the wait for the period's end where there is no other.</summary>
    public static async Task<IReadOnlyList<string>> StepsAsync(this ProductNode node, CaseId id)
    {
        var steps = (await node.ViewAsync(id)).Steps.Select(step => $"{step.DefinitionId}/{step.ActivityId}").ToList();
        return steps is [var only] ? [only] : steps.FindAll(step => step != "period-end/wait");
    }

    public static Task<DateOnly> CertificateToAsync(this ProductNode node) => node.ScalarAsync<DateOnly>("select valid_to from card where kind = 'reserve' order by id desc limit 1");

    public static string CodeOf(this DeskResult result) => Assert.IsType<DeskResult.Refused>(result).Code;
}
