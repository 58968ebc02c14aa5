using RsCard.Ldap;
using RsCard.Students.Cases;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.DirectorySync.Planning;
using RsCard.Students.Testing;
using static RsCard.Students.Tests.ProductNode;

namespace RsCard.Students.Tests.DirectorySync.Mirror;

/// <summary>What is wanted of all students at once is what the process wants of each (D-3, D-35).</summary>
public sealed class WantedSetTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Student_whose_entry_was_written_is_wanted_as_it_was_written()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        var there = await node.EntryAsync(row);
        var wanted = await WantedAsync(node);
        Assert.Equal(
            new WantedEntry(there.Text("rsId")!, there.Text("hsaIdentity")!, row.Number.Digits, row.GivenName, row.FamilyName, row.Email, row.FirstDay, row.LastDay, Closed: false),
            wanted.Entry);
        Assert.Equal((EntryLife.Open, false, node.KeyOf(row)), (wanted.Life, wanted.IsMoving, wanted.PersonalNumberKey));
        Assert.NotNull(wanted.Proved);
        Assert.Equal((Guid.Parse(there.Text("entryUUID")!), there.Text("entryCSN"), there.Dn.ToString()), (wanted.Proved.EntryUuid, wanted.Proved.EntryCsn, wanted.Proved.Dn));
        await node.ReadAsync(ReadDepth.Full);
        Assert.Equal((await node.MirroredAsync(row)).PersonalNumberKey, wanted.PersonalNumberKey);
    }

    [Fact]
    public async Task First_entry_is_the_process_alone_to_write()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.SubmitAsync("LU", new StudentRow());
        await node.Review.ApproveAsync([.. (await node.WaitingAsync()).Select(item => item.Case)], HsaTeam, NoToken);
        Assert.Empty(await node.Get<WantedSet>().LoadAsync(NoToken));
    }

    [Fact]
    public async Task D3_Entry_is_wanted_for_the_union_of_the_periods()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        await node.SubmitAsync("LU", row with { Programme = "Specialistutbildning", FirstDay = new(2026, 8, 1), LastDay = new(2030, 1, 15) });
        await node.ApproveAllAsync();
        var wanted = await WantedAsync(node);
        Assert.Equal((new DateOnly(2026, 8, 1), new DateOnly(2030, 1, 15)), (wanted.Entry.ValidFrom, wanted.Entry.ValidTo));
    }

    [Fact]
    public async Task Question_about_an_approved_case_does_not_close_the_entry_and_a_rejection_does()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.Station.SendBackAsync(id, "LUND", "staff:LUND", NoToken);
        await node.RunAsync();
        Assert.Equal(EntryLife.Open, (await WantedAsync(node)).Life);
        await node.Review.AskAsync([id], "Stämmer namnet?", HsaTeam, NoToken);
        await node.RunAsync();
        Assert.Equal(EntryLife.Open, (await WantedAsync(node)).Life);

        await node.Review.AnswerAsync(id, "Ja.", "staff:LU", NoToken);
        await node.RunAsync();
        await node.Review.RejectAsync([id], "Nej.", HsaTeam, NoToken);
        await node.RunAsync();
        var wanted = await WantedAsync(node);
        Assert.Equal((EntryLife.Closed, true), (wanted.Life, wanted.Entry.Closed));
    }

    [Fact]
    public async Task D36_Withdrawn_student_is_wanted_closed_with_the_period_that_was_proved()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await node.Get<CaseDesk>().WithdrawAsync(id, "Avbrott.", "staff:LU", NoToken);
        await node.RunAsync();
        var wanted = await WantedAsync(node);
        Assert.Equal((EntryLife.Closed, true, row.FirstDay, row.LastDay), (wanted.Life, wanted.Entry.Closed, wanted.Entry.ValidFrom, wanted.Entry.ValidTo));
    }

    [Theory]
    [InlineData(0, EntryLife.Open)]
    [InlineData(31, EntryLife.Open)]
    [InlineData(32, EntryLife.Closed)]
    public async Task D35_Entry_is_wanted_open_through_the_grace_and_the_day_on_which_the_process_closes_it(int daysAfter, EntryLife life)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow());
        await node.ExecuteAsync("update enrolment set last_day = @day", new { day = node.Today.AddDays(-daysAfter) });
        var wanted = await WantedAsync(node);
        Assert.Equal((life, life != EntryLife.Open), (wanted.Life, wanted.Entry.Closed));
    }

    [Fact]
    public async Task D35_Closed_entry_is_kept_until_its_time_and_by_default_for_ever()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = (await node.EnterAsync(new StudentRow()))[0];
        await node.Get<CaseDesk>().WithdrawAsync(id, "Avbrott.", "staff:LU", NoToken);
        await node.RunAsync();
        await using var deleting = await node.BesideAsync(MirrorNode.With(new() { DeleteAfterDays = 90 }));
        await node.ExecuteAsync("update directory_entry set closed_at = @at", new { at = node.Today.AddDays(-90).ToDateTime(new(11, 0), DateTimeKind.Utc) });
        Assert.Equal(EntryLife.Closed, (await WantedAsync(deleting)).Life);
        await node.ExecuteAsync("update directory_entry set closed_at = closed_at - interval '1 day'");
        Assert.Equal(EntryLife.Erasable, (await WantedAsync(deleting)).Life);
        Assert.Equal(EntryLife.Closed, (await WantedAsync(node)).Life);
    }

    [Fact]
    public async Task D3_Period_that_was_entered_by_hand_is_not_made_shorter_after_our_first_write_either()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = new(2027, 6, 6) };
        await node.Site.AddEntryAsync(slapd.WrongBranch, row, ("studentPeriodStart", "20250901120000Z"), ("studentPeriodEnd", "20300606120000Z"), ("studentStatus", "active"));
        var id = (await node.EnterAsync(row))[0];
        Assert.Equal((new DateOnly(2025, 9, 1), new DateOnly(2030, 6, 6)), Period(await WantedAsync(node)));

        // The process' own next write neither.
        await node.Station.SendBackAsync(id, "LUND", "staff:LUND", NoToken);
        await node.RunAsync();
        await node.ApproveAllAsync();
        Assert.Equal("20300606120000Z", (await node.EntryAsync(row)).Text("studentPeriodEnd"));

        await node.ExecuteAsync("update directory_entry set hand_to = @yesterday", new { yesterday = node.Today.AddDays(-1) });
        Assert.Equal((row.FirstDay, row.LastDay), Period(await WantedAsync(node)));
    }

    [Fact]
    public async Task Student_whose_entry_the_process_is_writing_is_moving_and_one_whose_write_failed_for_good_is_not()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var student = new StudentId(await StudentOfAsync(node, new StudentRow()));
        await node.ExecuteAsync(
            "insert into workflow.work_item (kind, key, payload, due_at, created_at) values ('directory', @key, '{}', now() + interval '1 hour', now())",
            new { key = student.ToString() });
        Assert.True((await WantedAsync(node)).IsMoving);
        await node.ExecuteAsync("update workflow.work_item set state = 'dead'");
        Assert.False((await WantedAsync(node)).IsMoving);
        await node.ExecuteAsync("update workflow.work_item set state = 'ready', kind = 'directory-sync'");
        Assert.False((await WantedAsync(node)).IsMoving);
    }

    [Theory]
    [InlineData("update student set protected_at = now()")]
    [InlineData("update student set erased_at = now()")]
    [InlineData("update student_key set wrapped = null, destroyed_at = now()")]
    [InlineData("update student set person_sealed = null")]
    public async Task D4_Who_is_protected_or_erased_is_neither_wanted_nor_shown(string how)
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        await node.ReadAsync(ReadDepth.Full);
        await node.ExecuteAsync(how);
        Assert.Empty(await node.Get<WantedSet>().LoadAsync(NoToken));
        Assert.DoesNotContain(await node.MirrorAsync(), entry => entry.PersonalNumberKey == node.KeyOf(row));
    }

    [Fact]
    public async Task Some_students_are_wanted_as_among_all()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await node.EnterAsync(new StudentRow(), new StudentRow(), new StudentRow());
        var all = await node.Get<WantedSet>().LoadAsync(NoToken);
        var some = await node.Get<WantedSet>().FindAsync([all[0].Student, Id.New<StudentId>(), all[2].Student], NoToken);
        Assert.Equal([all[0].Student, all[2].Student], some.Keys.ToHashSet());
        foreach (var among in all.Where(wanted => some.ContainsKey(wanted.Student)))
        {
            var one = some[among.Student];
            Assert.Equal((among.Entry, among.Life, among.PersonalNumberKey, among.Proved?.Dn), (one.Entry, one.Life, one.PersonalNumberKey, one.Proved?.Dn));
        }
    }

    [Fact]
    public async Task Candidates_of_students_are_read_live_by_uuid_RSid_HSA_id_and_number_and_each_gets_their_own()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row, new StudentRow());
        var all = await node.Get<WantedSet>().LoadAsync(NoToken);
        var wanted = all.Single(one => one.PersonalNumberKey == node.KeyOf(row));
        var live = await node.Get<LiveReader>().ReadAsync(all, NoToken);
        Assert.All(all, one => Assert.Equal(one.Proved?.EntryUuid, Assert.Single(live[one.Student]).EntryUuid));
        var own = live[wanted.Student][0];
        Assert.Equal((wanted.Proved?.EntryUuid, wanted.PersonalNumberKey), (own.EntryUuid, own.PersonalNumberKey));

        await node.Site.AddEntryAsync(slapd.EmployeeBranch, row);
        await node.ChangeOneAsync(own.Dn, LdapModification.Replace("personalIdentityNumber", new StudentRow().Number.Digits), LdapModification.Replace("rsId", "099999"));
        var both = (await node.Get<LiveReader>().ReadAsync([wanted], NoToken))[wanted.Student];
        Assert.Equal([DirectoryBranch.Students, DirectoryBranch.Employees], both.Select(entry => entry.Branch).Order());
        Assert.Equal("", both.Single(entry => entry.Branch == DirectoryBranch.Employees).Dn);
    }

    private static (DateOnly, DateOnly) Period(WantedStudent wanted) => (wanted.Entry.ValidFrom, wanted.Entry.ValidTo);

    private static async Task<WantedStudent> WantedAsync(ProductNode node) => Assert.Single(await node.Get<WantedSet>().LoadAsync(NoToken));

    private static async Task<Guid> StudentOfAsync(ProductNode node, StudentRow row)
    {
        await node.EnterAsync(row);
        return await node.ScalarAsync<Guid>("select id from student");
    }
}
