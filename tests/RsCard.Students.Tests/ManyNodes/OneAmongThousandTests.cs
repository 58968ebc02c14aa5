using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.ManyNodes;

/// <summary>A signal is one case's: what happens to one student happens to no other.</summary>
public sealed class OneAmongThousandTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private const int Students = 1000;

    [Fact]
    public async Task One_case_withdrawn_among_a_thousand_leaves_the_others_untouched()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var rows = Enumerable.Range(0, Students).Select(_ => new StudentRow()).ToArray();
        await node.SubmitAsync("LU", rows);
        await node.ApproveAllAsync();
        Assert.Equal(Students, await node.ScalarAsync<long>("select count(*) from mail where state = 'sent'"));
        var one = await node.CaseAsync(rows[500]);
        var (rowsBefore, entriesBefore) = (await RowsAsync(node, one), await EntriesAsync(node, rows[500]));

        await WithdrawAsync(node, one);
        await node.RunAsync();

        Assert.Equal("withdrawn", (await node.ViewAsync(one)).Outcome);
        Assert.Equal("ended", (await node.EntryAsync(rows[500])).Text("studentStatus"));
        Assert.Equal(rowsBefore, await RowsAsync(node, one));
        Assert.Equal(Students - 1, entriesBefore.Count);
        Assert.Equal(entriesBefore, await EntriesAsync(node, rows[500]));
    }

    private static async Task WithdrawAsync(ProductNode node, CaseId id)
    {
        await using var connection = await node.Data.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await node.Get<WorkflowEngine>().SignalAsync(transaction, [new Signal(id.Value, "withdrawal", "Withdrawn")], ProductNode.NoToken);
        await transaction.CommitAsync();
    }

    /// <summary>How many rows of the others each table has, and a hash of all their bytes.</summary>
    private static Task<List<string>> RowsAsync(ProductNode node, CaseId one) => node.ListAsync<string>(
        """
        with student as (
            select enrolment.student_id as id
            from student_case
            join enrolment on enrolment.id = student_case.enrolment_id
            where student_case.id = @one
        ), rows as (
            select 'instance' as name, instance::text as row from workflow.instance where correlation_id <> @one
            union all
            select 'bookmark', bookmark::text from workflow.bookmark where correlation_id <> @one
            union all
            select 'timer', timer::text from workflow.timer where correlation_id <> @one
            union all
            select 'item', item::text from workflow.work_item as item where correlation_id <> @one
            union all
            select 'case', student_case::text from student_case where id <> @one
            union all
            select 'event', event::text from audit_event as event where case_id <> @one
            union all
            select 'decision', decision::text from review_decision as decision where case_id <> @one
            union all
            select 'mail', mail::text from mail where case_id <> @one
            union all
            select 'link', link::text from status_link as link where case_id <> @one
            union all
            select 'enrolment', enrolment::text from enrolment where student_id not in (select id from student)
            union all
            select 'identifier', identifier::text from identifier where student_id not in (select id from student)
            union all
            select 'entry', entry::text from directory_entry as entry where student_id not in (select id from student)
        )
        select format('%s %s %s', name, count(*), md5(string_agg(row, ',' order by row)))
        from rows
        group by name
        order by name
        """,
        new { one = one.Value });

    private static async Task<List<string>> EntriesAsync(ProductNode node, StudentRow but) =>
    [
        .. (await node.Site.FindAsync(LdapFilter.Equal("givenName", but.GivenName)))
            .Where(entry => entry.Text("personalIdentityNumber") != but.Number.Digits)
            .Select(entry => $"{entry.Text("entryUUID")} {entry.Text("entryCSN")}")
            .Order(StringComparer.Ordinal),
    ];
}
