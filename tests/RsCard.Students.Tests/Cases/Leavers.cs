using System.Text.Json;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Cases;

/// <summary>Students who withdraw at a certain step, and what they were told until then (D-36).</summary>
internal sealed class Leavers(ProductNode node)
{
    private static readonly string[] Waiting =
        ["RsCard.Await", "RsCard.Wait", "RsCard.SendMail", "RsCard.WriteDirectoryEntry", "RsCard.CloseDirectoryEntry"];

    private static readonly string[] WorkKinds = ["submission", "directory", "placements", "cancel-cards", "mail"];

    private readonly Dictionary<CaseId, long> mailsAtWithdrawal = [];

    /// <summary>The steps at which somebody left, <c>definition/activity</c>.</summary>
    public SortedSet<string> Stood { get; } = new(StringComparer.Ordinal);

    /// <summary>Every activity of these definitions that can be open, but the listener itself.</summary>
    public static SortedSet<string> StepsThatWait(IReadOnlyCollection<string> definitions)
    {
        var steps = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in definitions)
        {
            using var definition = JsonDocument.Parse(File.ReadAllText(Path.Combine(SlapdServer.Root(), "workflows", id + ".json")));
            foreach (var activity in definition.RootElement.GetProperty("root").GetProperty("activities").EnumerateArray())
            {
                if (Waiting.Any(activity.GetProperty("type").GetString()!.StartsWith))
                    steps.Add($"{id}/{activity.GetProperty("id").GetString()}");
            }
        }

        steps.Remove("enrolment/withdrawal");
        return steps;
    }

    public async Task LeaveAsync(CaseId id, string step)
    {
        await UntilAsync(id, step);
        Assert.Equal((step, CaseChange.Done), (step, await node.Get<CaseDesk>().WithdrawAsync(id, "Slutar", "staff:test", ProductNode.NoToken)));
        mailsAtWithdrawal[id] = await MailsAsync(id);
        Stood.Add(step);
        if (step == "photo/backToReview")
            Stood.Add("review/review");
    }

    /// <summary>Lets the node work kind by kind until the step is open, and not a step further.</summary>
    public async Task UntilAsync(CaseId id, string step)
    {
        List<Func<Task<int>>> acts =
        [
            () => node.Get<TimerWorker>().RunOnceAsync(ProductNode.NoToken),
            .. WorkKinds.Select(kind => (Func<Task<int>>)(() => node.Get<WorkItemWorker>().RunOnceAsync(kind, ProductNode.NoToken))),
        ];
        var done = 1;
        while (done > 0)
        {
            done = 0;
            foreach (var act in acts)
            {
                if ((await StepsAsync(id)).Contains(step))
                    return;
                done += await act();
            }
        }

        Assert.Fail($"{step} is not reached; open: {string.Join(' ', await StepsAsync(id))}");
    }

    /// <summary>Nobody who left was told anything afterwards but that they have left, and to give the card back.</summary>
    public async Task JudgeAsync()
    {
        foreach (var (id, mails) in mailsAtWithdrawal)
            Assert.Equal((id, mails), (id, await MailsAsync(id)));
    }

    private Task<List<string>> StepsAsync(CaseId id) => node.ListAsync<string>(
        "select definition_id || '/' || activity_id from workflow.bookmark b join workflow.instance i on i.id = b.instance_id where b.correlation_id = @id", new { id = id.Value });

    private Task<long> MailsAsync(CaseId id) =>
        node.ScalarAsync<long>("select count(*) from mail where case_id = @id and state = 'sent' and kind not in ('Withdrawn', 'CardReturn')", new { id = id.Value });
}
