using System.Globalization;
using RsCard.Students.CrashHarness;
using RsCard.Students.Database;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.ManyNodes;

/// <summary>
/// A real worker process is frozen in the midst of its work, past its lease, while another does the work; when it wakes it can
/// finish, delete and overwrite nothing.
/// </summary>
public sealed class FrozenWorkerTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Worker_that_wakes_after_another_has_sent_its_mail_finishes_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        await using var mails = new MailSink();
        var id = await ApproveAsync(node, Row(node));
        await node.Get<WorkItemWorker>().RunOnceAsync("directory", ProductNode.NoToken);
        var hold = mails.HoldNext(1);
        await using var frozen = Start(node, mails, 1);
        await hold.Reached.WaitAsync(Limit);
        frozen.Freeze();

        await using var other = Start(node, mails, 2);
        await UntilAsync(node, "select exists (select from mail where state = 'sent')");
        var before = await RowsAsync(node, id);
        hold.Dispose();
        frozen.Wake();
        await LeaseLostAsync(frozen);
        await frozen.StopAsync(ProductNode.NoToken);

        Assert.Equal(before, await RowsAsync(node, id));
        Assert.Equal([1, 2], mails.Accepted.Select(mail => mail.Worker));
        Assert.Single(mails.Accepted.Select(mail => (mail.MessageId, mail.Digest)).Distinct());
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'mail.sent'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Worker_that_wakes_after_another_has_made_its_entry_changes_nothing_in_the_directory(bool hasWritten)
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        await using var mails = new MailSink();
        await using var proxy = new HoldingLdapProxy(slapd, holdsAnswer: hasWritten);
        var row = Row(node);
        var id = await ApproveAsync(node, row);
        await using var frozen = Start(
            node, mails, 1, ("RSCARD__Directory__Security", "Plain"), ("RSCARD__Directory__Port", proxy.Port.ToString(CultureInfo.InvariantCulture)));
        await proxy.Held.WaitAsync(Limit);
        frozen.Freeze();

        await using var other = Start(node, mails, 2);
        await UntilAsync(node, "select exists (select from mail where state = 'sent')");
        var before = await RowsAsync(node, id);
        var entry = (await node.EntryAsync(row)).Text("entryCSN");
        proxy.Release();
        frozen.Wake();
        await LeaseLostAsync(frozen);
        await frozen.StopAsync(ProductNode.NoToken);

        Assert.Equal(entry, (await node.EntryAsync(row)).Text("entryCSN"));
        Assert.Equal(before, await RowsAsync(node, id));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'directory.added'"));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from identifier where kind = 'rsid'"));
        Assert.Equal(2, Assert.Single(mails.Accepted).Worker);
    }

    /// <summary>A process of its own has the real clock.</summary>
    private static DateOnly Now() => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static StudentRow Row(ProductNode node) => new() { FirstDay = node.Today.AddDays(-10), LastDay = node.Today.AddYears(2) };

    /// <summary>The entry is ordered, and nobody has begun with it.</summary>
    private static async Task<CaseId> ApproveAsync(ProductNode node, StudentRow row)
    {
        await node.SubmitAsync("LU", row);
        var id = await node.CaseAsync(row);
        Assert.Equal(1, (await node.Review.ApproveAsync([id], ProductNode.HsaTeam, ProductNode.NoToken)).Decided);
        return id;
    }

    private static WorkerProcess Start(ProductNode node, MailSink mails, int number, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] own =
        [
            ("RSCARD__Mail__Transport", "Smtp"),
            ("RSCARD__Mail__Security", "None"),
            ("RSCARD__Mail__Host", "127.0.0.1"),
            ("RSCARD__Mail__Port", mails.Open(number).ToString(CultureInfo.InvariantCulture)),
            ("RSCARD__Workers__Lease", "00:00:03"),
            ("RSCARD__Workers__Poll", "00:00:00.2"),
        ];
        var settings = node.Site.Environment().Concat(own).Concat(more).Select(setting => KeyValuePair.Create(setting.Name, setting.Value));
        return WorkerProcess.Start(number, CrashPlan.OwnApp, SlapdServer.Root(), Path.GetDirectoryName(node.Site.KeyFile)!, settings);
    }

    private static async Task LeaseLostAsync(WorkerProcess worker)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await foreach (var line in worker.Said.Reader.ReadAllAsync(limit.Token))
        {
            if (line.Contains("lease ran out", StringComparison.Ordinal) || line.Contains("lease lost", StringComparison.Ordinal))
                return;
        }
    }

    /// <summary>Every row of the case, as text.</summary>
    private static Task<List<string>> RowsAsync(ProductNode node, CaseId id) => node.ListAsync<string>(
        """
        select 'instance ' || instance::text from workflow.instance where correlation_id = @id
        union all
        select 'bookmark ' || bookmark::text from workflow.bookmark where correlation_id = @id
        union all
        select 'timer ' || timer::text from workflow.timer where correlation_id = @id
        union all
        select 'item ' || item::text from workflow.work_item as item where correlation_id = @id
        union all
        select 'incident ' || incident::text from workflow.incident where correlation_id = @id
        union all
        select 'event ' || event::text from audit_event as event where case_id = @id
        union all
        select 'mail ' || mail::text from mail where case_id = @id
        union all
        select 'entry ' || entry::text from directory_entry as entry
        union all
        select 'identifier ' || identifier::text from identifier
        order by 1
        """,
        new { id = id.Value });

    private static async Task UntilAsync(ProductNode node, string sql)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await node.ScalarAsync<bool>(sql))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"never: {sql}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ProductNode.NoToken);
        }
    }
}
