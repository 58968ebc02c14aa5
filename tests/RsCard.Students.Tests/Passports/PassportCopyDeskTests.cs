using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Passports;
using RsCard.Students.Recurring;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using RsCard.Students.Tests.ReserveCards;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.Passports;

/// <summary>Certified passport copies: sent, verified, rejected, erased (D-20, D-21, D-25).</summary>
public sealed class PassportCopyDeskTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D20_Copy_is_awaited_from_the_administrator_before_anything_else_and_lies_sealed()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.SendAsync(new ForeignRow());
        var step = Assert.Single((await node.ViewAsync(id)).Steps);
        Assert.Equal(("passport-copy", "copy", Owners.StudyAdministrator), (step.DefinitionId, step.ActivityId, step.Owner));
        Assert.Equal(["PassportCopyAwaited"], await node.SentKindsAsync());

        var copy = node.Copy([.. ForeignCases.Pdf, .. "%%EOF\n"u8]);
        Assert.IsType<DeskResult.Done>(await node.Get<PassportCopyDesk>().UploadAsync(id, copy, ForeignCases.Administrator, NoToken));
        var kept = Assert.IsType<PassportCopyView>(await node.Get<PassportCopyDesk>().FindAsync(id, NoToken));
        Assert.Equal((copy.CertifiedOn, copy.Certifier, copy.PassportValidTo, "application/pdf"), (kept.CertifiedOn, kept.Certifier, kept.PassportValidTo, kept.Format.MediaType));
        step = Assert.Single((await node.ViewAsync(id)).Steps);
        Assert.Equal(("decision", Owners.HsaTeam), (step.ActivityId, step.Owner));

        var dump = await DatabaseDump.ReadAsync(node.Data);
        Assert.True(DatabaseDump.Tells(dump, "application/pdf"));
        Assert.False(DatabaseDump.Tells(dump, "en vidimerad kopia"));
        Assert.False(DatabaseDump.Tells(dump, copy.Certifier.Name));
        Assert.False(DatabaseDump.Tells(dump, copy.Certifier.Phone));
    }

    [Fact]
    public async Task D20_Copy_that_lacks_one_of_the_facts_or_is_no_picture_is_refused_and_nothing_changes()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.SendAsync(new ForeignRow());
        var good = node.Copy();
        (string Code, CertifiedCopy Copy)[] bad =
        [
            ("COPY-002", good with { Content = [] }),
            ("COPY-002", good with { Content = "MZ a program by the name of copy.pdf"u8.ToArray() }),
            ("COPY-003", good with { Content = [.. ForeignCases.Pdf, .. new byte[10 * 1024 * 1024], .. "%%EOF"u8] }),
            ("COPY-004", good with { CertifiedOn = node.Today.AddDays(1) }),
            ("COPY-004", good with { CertifiedOn = good.PassportValidTo.AddYears(-10).AddDays(-1) }),
            ("COPY-005", good with { IsSigned = false }),
            ("COPY-006", good with { Certifier = good.Certifier with { Name = " " } }),
            ("COPY-006", good with { Certifier = good.Certifier with { Phone = "046" } }),
            ("COPY-007", good with { PassportValidTo = node.Today.AddDays(-1) }),
        ];
        foreach (var (code, copy) in bad)
            Assert.Equal(code, (await node.Get<PassportCopyDesk>().UploadAsync(id, copy, ForeignCases.Administrator, NoToken)).CodeOf());

        Assert.Equal(bad.Select(one => one.Code), await node.ListAsync<string>("select facts->>'refused' from audit_event where action = 'copy.uploaded' order by id"));
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from passport_copy"));
        Assert.Equal(["passport-copy/copy"], await node.StepsAsync(id));

        Assert.IsType<DeskResult.Done>(await node.Get<PassportCopyDesk>().UploadAsync(
            id, good with { CertifiedOn = node.Today, PassportValidTo = node.Today, Content = CopyFormatTests.Png }, ForeignCases.Administrator, NoToken));
    }

    [Fact]
    public async Task D20_Copy_for_a_case_that_waits_for_none_is_refused()
    {
        await using var node = await StartAsync(slapd);
        var ordinary = (await node.EnterAsync(new StudentRow()))[0];
        Assert.Equal("COPY-001", (await node.Get<PassportCopyDesk>().UploadAsync(ordinary, node.Copy(), ForeignCases.Administrator, NoToken)).CodeOf());
    }

    [Fact]
    public async Task D21_Without_an_approved_copy_there_is_neither_review_nor_entry()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var id = await node.SendAsync(row);
        await node.SubmitAsync("LU", ForeignRow.Csv(row with { Email = "another@larosate.example" }));
        Assert.Empty(await node.WaitingAsync());
        await node.Get<PassportCopyDesk>().UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken);
        await node.RunAsync();
        Assert.Empty(await node.WaitingAsync());

        var copy = (await node.Get<PassportCopyDesk>().FindAsync(id, NoToken))!.Id;
        Assert.Equal("COPY-010", (await node.Get<PassportCopyDesk>().RejectAsync(id, copy, " ", HsaTeam, NoToken)).CodeOf());
        Assert.IsType<DeskResult.Done>(await node.Get<PassportCopyDesk>().RejectAsync(id, copy, "Underskriften syns inte.", HsaTeam, NoToken));
        await node.RunAsync();
        Assert.Empty(await node.WaitingAsync());
        Assert.Equal(["passport-copy/copy"], await node.StepsAsync(id));
        Assert.Equal(["PassportCopyAwaited", "PassportCopyRejected"], await node.SentKindsAsync());

        await node.CopyApprovedAsync(id);
        Assert.Equal(id, Assert.Single(await node.WaitingAsync()).Case);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from directory_entry"));
        await node.ApproveAllAsync();
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from directory_entry"));
        Assert.Equal(["PassportCopyAwaited", "PassportCopyRejected", "RsIdForeign"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D21_Decision_is_made_once_and_on_the_newest_copy_alone()
    {
        await using var node = await StartAsync(slapd);
        var desk = node.Get<PassportCopyDesk>();
        var id = await node.SendAsync(new ForeignRow());
        await desk.UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken);
        var first = (await desk.FindAsync(id, NoToken))!.Id;
        await desk.UploadAsync(id, node.Copy(CopyFormatTests.Jpeg), ForeignCases.Administrator, NoToken);
        var second = (await desk.FindAsync(id, NoToken))!.Id;

        Assert.NotEqual(first, second);
        Assert.Equal("COPY-008", (await desk.ApproveAsync(id, first, HsaTeam, NoToken)).CodeOf());
        Assert.Null(await desk.ReadAsync(id, first, HsaTeam, NoToken));
        Assert.IsType<DeskResult.Done>(await desk.ApproveAsync(id, second, HsaTeam, NoToken));
        Assert.Equal("COPY-008", (await desk.RejectAsync(id, second, "Nej.", HsaTeam, NoToken)).CodeOf());
        var decided = (await desk.FindAsync(id, NoToken))!;
        Assert.Equal((CopyDecision.Approved, HsaTeam), (decided.Decision, decided.DecidedBy));
    }

    [Fact]
    public async Task D40_Each_reading_of_a_copy_is_in_the_audit_trail()
    {
        await using var node = await StartAsync(slapd);
        var desk = node.Get<PassportCopyDesk>();
        var id = await node.SendAsync(new ForeignRow());
        await desk.UploadAsync(id, node.Copy(CopyFormatTests.Png), ForeignCases.Administrator, NoToken);
        var copy = (await desk.FindAsync(id, NoToken))!.Id;
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'copy.read'"));

        var read = await desk.ReadAsync(id, copy, HsaTeam, NoToken);
        Assert.Equal(CopyFormatTests.Png, read?.Content);
        Assert.Equal("image/png", read?.Format.MediaType);
        Assert.Equal((HsaTeam, copy), Assert.Single(await node.ListAsync<(string, Guid)>("select actor, (facts->>'copy')::uuid from audit_event where action = 'copy.read'")));
    }

    [Fact]
    public async Task D25_Copy_is_erased_when_the_card_is_handed_over_and_that_it_was_verified_stays()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.EnterAsync(new ForeignRow());
        Assert.True(await node.ScalarAsync<bool>("select content_sealed is not null from passport_copy"));
        Assert.IsType<DeskResult.Done>(await node.IssueAsync(id, node.HandOver(await node.StockAsync())));

        var copy = Assert.IsType<PassportCopyView>(await node.Get<PassportCopyDesk>().FindAsync(id, NoToken));
        Assert.NotNull(copy.ErasedAt);
        Assert.Equal((CopyDecision.Approved, HsaTeam), (copy.Decision, copy.DecidedBy));
        Assert.True(await node.ScalarAsync<bool>("select content_sealed is null from passport_copy"));
        Assert.Null(await node.Get<PassportCopyDesk>().ReadAsync(id, copy.Id, HsaTeam, NoToken));
    }

    [Fact]
    public async Task D25_Copy_is_erased_when_the_case_ends_and_nobody_decides_on_it_afterwards()
    {
        await using var node = await StartAsync(slapd);
        var desk = node.Get<PassportCopyDesk>();
        var id = await node.SendAsync(new ForeignRow());
        await desk.UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken);
        var copy = (await desk.FindAsync(id, NoToken))!.Id;
        Assert.Equal(CaseChange.Done, await node.Get<CaseDesk>().WithdrawAsync(id, "slutar", HsaTeam, NoToken));
        await node.RunAsync();

        Assert.True(await node.ScalarAsync<bool>("select content_sealed is null and erased_at is not null from passport_copy"));
        Assert.Equal("COPY-009", (await desk.ApproveAsync(id, copy, HsaTeam, NoToken)).CodeOf());
        Assert.Equal("COPY-001", (await desk.UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken)).CodeOf());
    }

    [Fact]
    public async Task D25_What_the_flow_could_not_erase_the_nightly_job_does()
    {
        await using var node = await StartAsync(slapd);
        var id = await node.SendAsync(new ForeignRow());
        await node.Get<PassportCopyDesk>().UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken);
        var job = new ErasePassportCopies(node.Data, node.Get<PassportCopyErasure>());
        Assert.Equal(new RunResult.Done("0 passport copies erased"), await job.RunOnceAsync(NoToken));

        await node.ExecuteAsync("update student_case set closed_at = now(), outcome = 'ended'");
        Assert.Equal(new RunResult.Done("1 passport copies erased"), await job.RunOnceAsync(NoToken));
        Assert.Equal(new RunResult.Done("0 passport copies erased"), await job.RunOnceAsync(NoToken));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from audit_event where action = 'copy.erased'"));
    }

    [Fact]
    public async Task D21_One_copy_serves_the_students_other_enrolment_too()
    {
        await using var node = await StartAsync(slapd);
        var row = new ForeignRow();
        var id = await node.SendAsync(row);
        await node.Get<PassportCopyDesk>().UploadAsync(id, node.Copy(), ForeignCases.Administrator, NoToken);
        var other = await node.SendAsync(row with { Programme = "Fristående kurs" }, "MAU");
        Assert.Equal(["passport-copy/copy"], await node.StepsAsync(other));

        await node.Get<PassportCopyDesk>().ApproveAsync(id, (await node.Get<PassportCopyDesk>().FindAsync(id, NoToken))!.Id, HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal([id, other], (await node.WaitingAsync()).Select(item => item.Case).OrderBy(found => found != id));

        var third = await node.SendAsync(row with { Programme = "Utbyte" }, "HKR");
        Assert.Equal(["review/review"], await node.StepsAsync(third));
        Assert.Equal(1, await node.ScalarAsync<long>("select count(*) from student"));
    }
}
