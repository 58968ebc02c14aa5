using RsCard.Students.Database;
using RsCard.Students.Incidents;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Incidents;

/// <summary>What people do about failed work is in the audit trail, and leads where they said (D-40).</summary>
public sealed class IncidentDeskTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private bool fails = true;

    [Fact]
    public async Task D40_Retry_of_all_with_one_cause_names_each_case_in_the_audit_trail()
    {
        await using var node = await FailedAsync(3);
        var group = Assert.Single(await node.Get<IncidentStore>().GroupsAsync(ProductNode.NoToken));
        Assert.Equal((new IncidentCause("MAIL-009", "mail"), 3L), (group.Cause, group.Retryable));
        fails = false;

        Assert.Equal(3, await node.Get<IncidentDesk>().RetryAllAsync(group.Cause, group.Last, "staff:test", ProductNode.NoToken));
        Assert.Equal(0, await node.Get<IncidentDesk>().RetryAllAsync(group.Cause, group.Last, "staff:test", ProductNode.NoToken));
        await node.RunAsync();

        Assert.Equal(["RsId", "RsId", "RsId"], await node.SentKindsAsync());
        Assert.Equal(3, await node.ScalarAsync<long>("select count(distinct case_id) from audit_event where action = 'incident.retried' and actor = 'staff:test' and facts ->> 'code' = 'MAIL-009'"));
        Assert.Equal(["mended"], await node.ListAsync<string>("select distinct state from workflow.incident"));
    }

    [Fact]
    public async Task D40_Mail_that_was_told_in_another_way_is_resolved_by_hand_and_the_case_goes_on()
    {
        await using var node = await FailedAsync(1);
        var incident = Assert.Single(await node.Get<IncidentStore>().ListAsync(10, ProductNode.NoToken));
        var desk = node.Get<IncidentDesk>();
        Assert.IsType<Resolution.NotAnOutcome>(await desk.ResolveAsync(incident.Id, "Ringde", "Sent", "staff:test", ProductNode.NoToken));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'incident.resolved'"));

        Assert.IsType<Resolution.Resolved>(await desk.ResolveAsync(incident.Id, "Ringde", "Done", "staff:test", ProductNode.NoToken));
        Assert.IsType<Resolution.Unknown>(await desk.ResolveAsync(incident.Id, "Ringde", "Done", "staff:test", ProductNode.NoToken));

        var id = new CaseId(incident.CorrelationId.GetValueOrDefault());
        Assert.Equal("photo", Assert.Single((await node.ViewAsync(id)).Steps).ActivityId);
        Assert.Equal("Ringde Done", await node.ScalarAsync<string>("select (facts ->> 'reason') || ' ' || (facts ->> 'outcome') from audit_event where action = 'incident.resolved' and case_id = @id", new { id = id.Value }));
        Assert.Empty(await node.SentKindsAsync());
    }

    [Fact]
    public async Task D36_Withdrawal_supersedes_what_had_failed_and_closes_the_entry()
    {
        await using var node = await FailedAsync(1);
        var incident = Assert.Single(await node.Get<IncidentStore>().ListAsync(10, ProductNode.NoToken));
        var id = new CaseId(incident.CorrelationId.GetValueOrDefault());

        await node.Get<RsCard.Students.Cases.CaseDesk>().WithdrawAsync(id, "Slutar", "staff:test", ProductNode.NoToken);
        await node.RunAsync();

        Assert.Equal("withdrawn", (await node.ViewAsync(id)).Outcome);
        Assert.Equal("superseded", await node.ScalarAsync<string>("select state from workflow.incident"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from workflow.work_item"));
    }

    /// <summary>Students whose mail with the RSid has failed for good.</summary>
    private async Task<ProductNode> FailedAsync(int students)
    {
        var node = await ProductNode.StartAsync(slapd, change: services => services.Wrap("MailHandler", inner => new WrappedHandler(
            inner, (_, handle) => fails ? Task.FromResult<WorkOutcome>(new WorkOutcome.Permanent("MAIL-009", "535")) : handle())));
        await node.EnterAsync([.. Enumerable.Range(0, students).Select(_ => new StudentRow())]);
        return node;
    }
}
