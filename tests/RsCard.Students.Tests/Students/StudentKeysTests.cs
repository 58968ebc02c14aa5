using Microsoft.Extensions.DependencyInjection;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Students;

/// <summary>What a student's own key seals, in every place, and what its destruction erases (D-4, D-40).</summary>
public sealed class StudentKeysTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly CancellationToken NoToken = CancellationToken.None;

    [Fact]
    public async Task Destroyed_key_erases_the_person_the_row_and_the_mails_and_leaves_the_case()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new() { GivenName = "Glömda" }, new()];
        var list = await node.ReceiveAsync("LU", StudentRow.Csv(rows));
        await node.RunAsync();
        await node.ApproveAllAsync();
        var id = await node.CaseAsync(rows[0]);
        Assert.NotNull((await node.ViewAsync(id)).Person);

        await DestroyAsync(node, id);
        Assert.Null((await node.ViewAsync(id)).Person);
        Assert.NotNull((await node.ViewAsync(id)).RsId);
        Assert.Null(Assert.Single(await node.Get<RsCard.Students.Mail.MailBook>().ListAsync(id, NoToken)).Mail);
        var kept = System.Text.Encoding.UTF8.GetString(await node.Get<SubmissionBook>().AsSentAsync(list, NoToken));
        Assert.DoesNotContain("Glömda", kept, StringComparison.Ordinal);
        Assert.Contains(rows[1].Email, kept, StringComparison.Ordinal);
        Assert.NotNull((await node.ViewAsync(await node.CaseAsync(rows[1]))).Person);
    }

    [Fact]
    public async Task D4_Nothing_more_is_written_or_mailed_about_a_student_whose_key_is_destroyed()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow().Placed("privat", ProductNode.FirstDay.AddDays(30));
        var id = (await node.EnterAsync(row))[0];
        var sent = await node.SentKindsAsync();
        Assert.Contains("RsId", sent);
        await DestroyAsync(node, id);
        await node.AdvanceAsync(25);
        Assert.Equal(sent, await node.SentKindsAsync());
    }

    [Fact]
    public async Task Node_with_a_new_master_key_reads_what_lies_under_the_old_one()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var list = await node.ReceiveAsync("LU", StudentRow.Csv(row, new StudentRow { Email = "wrong" }));
        await node.RunAsync();
        var before = await node.Get<SubmissionBook>().AsSentAsync(list, NoToken);

        await File.AppendAllTextAsync(node.Site.KeyFile, $"master-2 {ProductSite.NewKey()}\n");
        await using var rotated = await node.BesideAsync();
        Assert.Equal("master-2", rotated.Get<MasterKeys>().Current);
        Assert.Equal(row.FullName, (await rotated.ViewAsync(await rotated.CaseAsync(row))).Person?.FullName);
        Assert.Equal(before, await rotated.Get<SubmissionBook>().AsSentAsync(list, NoToken));
        Assert.NotNull(await rotated.Get<SubmissionBook>().RefusedRowsAsync(list, "sv", NoToken));

        await rotated.SubmitAsync("LU", row, new StudentRow());
        Assert.Equal(["master-1", "master-2"], await rotated.ListAsync<string>("select master_key from student_key order by 1"));
    }

    [Fact]
    public async Task Key_of_one_student_opens_nothing_of_another()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync("LU", new StudentRow(), new StudentRow());
        await node.ExecuteAsync("update student set person_sealed = (select person_sealed from student order by id limit 1) where id = (select id from student order by id desc limit 1)");
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(node.WaitingAsync);
    }

    private static Task DestroyAsync(ProductNode node, CaseId id) => node.ExecuteAsync(
        """
        update student_key
        set wrapped = null,
            destroyed_at = now()
        where student_id = (select e.student_id from student_case c join enrolment e on e.id = c.enrolment_id where c.id = @id)
        """,
        new { id = id.Value });
}
