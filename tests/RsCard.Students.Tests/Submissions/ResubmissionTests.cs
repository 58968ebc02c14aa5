using RsCard.Ldap;
using RsCard.Students.DirectorySync.Mirror;
using RsCard.Students.Review;
using RsCard.Students.Students;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Runs;

namespace RsCard.Students.Tests.Submissions;

/// <summary>The same student once more: in the same list sent again, in another list, with another period or name (D-3).</summary>
public sealed class ResubmissionTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task D3_Same_list_again_changes_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new StudentRow().Placed("privat", new DateOnly(2027, 3, 1)), new StudentRow { Language = "en" }];
        var cases = await node.EnterAsync(rows);
        await node.PhotoAsync(cases[0]);
        var before = await StateAsync(node, rows);

        var answer = await node.SubmitAsync("LU", rows);

        Assert.Equal(["unchanged", "unchanged", "unchanged"], answer.Rows.Select(row => row.Verdict));
        Assert.Equal(before, await StateAsync(node, rows));
        Assert.Empty(await node.WaitingAsync());
    }

    [Fact]
    public async Task D3_Same_list_again_while_it_waits_for_review_changes_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        StudentRow[] rows = [new(), new()];
        await node.SubmitAsync("LU", rows);
        var answer = await node.SubmitAsync("LU", rows);
        Assert.Equal(["unchanged", "unchanged"], answer.Rows.Select(row => row.Verdict));
        Assert.Equal(2, (await node.WaitingAsync()).Count);
        Assert.Equal(2, await node.ScalarAsync<int>("select count(*)::int from student_case"));
    }

    [Fact]
    public async Task D3_Student_of_two_institutions_is_one_student_with_one_entry_over_both_periods_and_one_mail_with_the_RSid()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var lund = new StudentRow { FirstDay = new(2026, 10, 1), LastDay = new(2027, 6, 1) };
        var malmo = lund with { Programme = "Fysioterapeutprogrammet", FirstDay = new(2026, 9, 1), LastDay = new(2028, 1, 15) };
        await node.SubmitAsync("LU", lund);
        await node.SubmitAsync("MAU", malmo);
        await node.ApproveAllAsync();

        var entry = await node.EntryAsync(lund);
        Assert.Equal(("20260901120000Z", "20280115120000Z"), (entry.Text("studentPeriodStart"), entry.Text("studentPeriodEnd")));
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from student"));
        Assert.Equal(["LU", "MAU"], await node.ListAsync<string>("select institution_code from enrolment order by 1"));
        Assert.Equal([entry.Text("rsId")!], await node.ListAsync<string>("select value from identifier where kind = 'rsid'"));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D3_Second_institution_with_a_period_inside_the_first_leaves_the_entry_as_it_is_and_sends_no_second_RSid_mail()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var lund = new StudentRow();
        await node.EnterAsync(lund);
        var before = await node.EntryAsync(lund);
        var answer = await node.SubmitAsync("MAU", lund with { Programme = "Fristående kurs", FirstDay = new(2027, 1, 18), LastDay = new(2027, 6, 6) });
        Assert.Equal("new", Assert.Single(answer.Rows).Verdict);
        await node.ApproveAllAsync();

        Assert.Equal(before.Text("entryCSN"), (await node.EntryAsync(lund)).Text("entryCSN"));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
        Assert.Equal(2, await node.ScalarAsync<int>("select count(*)::int from enrolment"));
    }

    [Fact]
    public async Task D3_Longer_period_on_an_active_entry_is_applied_without_review()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = new(2027, 6, 6) };
        await node.EnterAsync(row);
        var before = await node.EntryAsync(row);
        var longer = row with { LastDay = new(2028, 1, 16) };

        var answer = await node.SubmitAsync("LU", longer);

        Assert.Equal("extended", Assert.Single(answer.Rows).Verdict);
        Assert.Empty(await node.WaitingAsync());
        var entry = await node.EntryAsync(row);
        Assert.Equal("20280116120000Z", entry.Text("studentPeriodEnd"));
        Assert.Equal((before.Text("entryUUID"), before.Text("rsId")), (entry.Text("entryUUID"), entry.Text("rsId")));
        Assert.Equal(["RsId"], await node.SentKindsAsync());
        Assert.Equal("unchanged", Assert.Single((await node.SubmitAsync("LU", longer)).Rows).Verdict);
    }

    [Fact]
    public async Task D3_Longer_period_with_another_name_is_reviewed()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow { LastDay = new(2027, 6, 6) };
        await node.EnterAsync(row);
        var answer = await node.SubmitAsync("LU", row with { LastDay = new(2028, 1, 16), FamilyName = "Ångström" });
        Assert.Equal(("review", "other-name"), (answer.Rows[0].Verdict, answer.Rows[0].Reason));
        Assert.Equal("20270606120000Z", (await node.EntryAsync(row)).Text("studentPeriodEnd"));
        Assert.Contains("other-name", Assert.Single(await node.WaitingAsync()).Reasons);
    }

    [Fact]
    public async Task D32_Name_that_was_approved_is_written_to_the_entry()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        var id = await node.CaseAsync(row);
        await node.SubmitAsync("LU", row with { FamilyName = "Ångström" });

        // Until somebody has decided, nothing of ours writes the new name, whatever is reconciled.
        await node.SyncAsync(ReadDepth.Full);
        Assert.Equal("Öberg", (await node.EntryAsync(row)).Text("sn"));
        Assert.Equal("Öberg", (await node.ViewAsync(id)).Person!.FamilyName);
        Assert.Equal("Ångström", Assert.Single(await node.WaitingAsync()).Person.FamilyName);

        await node.ApproveAllAsync();
        var entry = await node.EntryAsync(row);
        Assert.Equal(("Ångström", "Åsa Ångström"), (entry.Text("sn"), entry.Text("cn")));
        Assert.Equal("Ångström", (await node.ViewAsync(id)).Person!.FamilyName);
        Assert.Contains("NameChanged", await node.SentKindsAsync());
    }

    [Fact]
    public async Task D32_Name_that_was_rejected_stays_as_it_was_everywhere()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        await node.SubmitAsync("LU", row with { FamilyName = "Ångström" });

        await node.Review.RejectAsync([id], "Fel person.", ProductNode.HsaTeam, ProductNode.NoToken);
        await node.RunAsync();

        Assert.Equal("Öberg", (await node.ViewAsync(id)).Person!.FamilyName);
        Assert.Equal("rejected", await node.ScalarAsync<string>("select decision from name_change"));
        Assert.Equal("Öberg", (await node.EntryAsync(row)).Text("sn"));
    }

    [Fact]
    public async Task D3_List_sent_again_puts_a_student_of_the_wrong_branch_back_into_review_and_the_entry_is_moved_back()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        var id = (await node.EnterAsync(row))[0];
        var before = await node.EntryAsync(row);
        await node.Site.ByHandAsync(admin => admin.ModifyDnAsync(
            before.Dn, RelativeName.Of("uid", before.Text("uid")!), deleteOldRdn: false, slapd.WrongBranch, LdapRequestOptions.None, ProductNode.NoToken));

        var answer = await node.SubmitAsync("LU", row);

        Assert.Equal(("review", "wrong-branch"), (answer.Rows[0].Verdict, answer.Rows[0].Reason));
        var item = Assert.Single(await node.WaitingAsync());
        Assert.Equal((id, DirectorySituation.WrongBranch), (item.Case, item.Situation));

        await node.ApproveAllAsync();
        var after = await node.EntryAsync(row);
        Assert.True(after.Dn.IsBelow(slapd.StudentBranch));
        Assert.Equal((before.Text("entryUUID"), before.Text("rsId")), (after.Text("entryUUID"), after.Text("rsId")));
        Assert.Equal(["RsId", "EnteredInRightBranch"], await node.SentKindsAsync());
    }

    [Fact]
    public async Task D3_Entry_that_somebody_deleted_puts_the_student_back_into_review_and_the_RSid_stays_the_students()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        var before = await node.EntryAsync(row);
        await node.Site.ByHandAsync(admin => admin.DeleteAsync(before.Dn, LdapRequestOptions.None, ProductNode.NoToken));
        Assert.Equal(("review", "missing"), (await node.SubmitAsync("LU", row)).Rows.Select(answered => (answered.Verdict, answered.Reason)).Single());

        await node.ApproveAllAsync();
        Assert.Equal(before.Text("rsId"), (await node.EntryAsync(row)).Text("rsId"));
    }

    [Fact]
    public async Task D3_Same_birth_date_and_similar_name_under_another_number_is_matched_by_a_person()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var first = new StudentRow { FamilyName = "Lindqvist" };
        await node.SubmitAsync("LU", first);
        var answer = await node.SubmitAsync("LU", first with { Number = Twin(first.Number), FamilyName = "Lindquist", Email = "other@larosate.example" });
        Assert.Equal(("review", "match"), (answer.Rows[0].Verdict, answer.Rows[0].Reason));
        Assert.Contains((await node.WaitingAsync()), item => item.Reasons.Contains("match"));
    }

    [Fact]
    public async Task D3_Same_birth_date_with_another_name_is_nobodys_match()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var first = new StudentRow();
        await node.SubmitAsync("LU", first);
        var answer = await node.SubmitAsync("LU", first with { Number = Twin(first.Number), GivenName = "Björn", Email = "other@larosate.example" });
        Assert.Equal("new", answer.Rows[0].Verdict);
    }

    [Fact]
    public async Task D3_Rows_about_two_units_of_one_programme_are_one_enrolment_with_two_placements()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow().Placed("offentlig", new(2027, 2, 1));
        StudentRow[] rows = [row, row.Placed("privat", new(2027, 4, 5)) with { Unit = "Havsbrisen" }, new()];
        Assert.Equal(["new", "new", "new"], (await node.SubmitAsync("LU", rows)).Rows.Select(answered => answered.Verdict));
        Assert.Equal(["Backaskogs läkarhus", "Havsbrisen"], await node.ListAsync<string>("select unit from placement order by unit"));
        Assert.Equal(2, (await node.WaitingAsync()).Count);
        Assert.Equal(2, await node.ScalarAsync<int>("select count(*)::int from student_case"));

        await node.ApproveAllAsync();
        StudentRow[] longer = [.. rows.Select(sent => sent with { LastDay = sent.LastDay.AddDays(7) })];
        Assert.Equal(["extended", "extended", "extended"], (await node.SubmitAsync("LU", longer)).Rows.Select(answered => answered.Verdict));
        Assert.Equal(2, await node.ScalarAsync<int>("select count(*)::int from workflow.instance where definition_id = 'period-extension'"));
        Assert.Equal(["RsId", "RsId"], await node.SentToStudentsAsync());
    }

    [Fact]
    public async Task D3_Placement_that_a_later_list_tells_of_is_kept_though_the_row_changes_nothing_else()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.SubmitAsync("LU", row);
        Assert.Equal("unchanged", (await node.SubmitAsync("LU", row.Placed("privat", new(2027, 2, 1)))).Rows[0].Verdict);
        Assert.Equal(["Backaskogs läkarhus"], await node.ListAsync<string>("select unit from placement"));
        Assert.Equal(new DateOnly(2027, 2, 1), Assert.Single(await node.WaitingAsync()).PlacementFirstDay);
    }

    [Fact]
    public async Task D3_Programme_in_other_case_is_the_same_enrolment()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        Assert.Equal("unchanged", (await node.SubmitAsync("LU", row with { Programme = "SJUKSKÖTERSKEPROGRAMMET" })).Rows[0].Verdict);
        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from enrolment"));
    }

    [Fact]
    public async Task D3_Entry_that_somebody_disabled_is_opened_by_no_rule()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.EnterAsync(row);
        var entry = await node.EntryAsync(row);
        await node.Site.ByHandAsync(admin => admin.ModifyAsync(entry.Dn, [LdapModification.Replace("studentStatus", "disabled")], LdapRequestOptions.None, ProductNode.NoToken));
        var answer = await node.SubmitAsync("LU", row with { LastDay = row.LastDay.AddDays(30) });
        Assert.Equal(("review", "ended"), (answer.Rows[0].Verdict, answer.Rows[0].Reason));
        Assert.Equal("disabled", (await node.EntryAsync(row)).Text("studentStatus"));
    }

    [Fact]
    public async Task D30_Card_that_ends_within_60_days_opens_a_renewal_when_the_education_goes_on()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow();
        await node.Site.AddEntryAsync(
            slapd.WrongBranch, row, ("cardSerial", "1"), ("cardState", "active"), ("cardHasPhoto", "TRUE"), ("cardValidTo", "20270301120000Z"));
        await node.EnterAsync(row);
        Assert.Equal("unchanged", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
        await node.AdvanceToAsync(new DateOnly(2026, 12, 31));
        Assert.Equal("renewal", (await node.SubmitAsync("LU", row)).Rows[0].Verdict);
    }

    [Fact]
    public async Task D3_Two_lists_with_the_same_new_student_at_the_same_moment_make_one_student()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        await using var other = await node.BesideAsync();
        var row = new StudentRow();
        await node.ReceiveAsync("LU", StudentRow.Csv(row));
        await other.ReceiveAsync("MAU", StudentRow.Csv(row with { Programme = "Fysioterapeutprogrammet" }));
        await other.ReceiveAsync("LU", StudentRow.Csv(row));
        await Task.WhenAll(node.RunAsync(), other.RunAsync());

        Assert.Equal(1, await node.ScalarAsync<int>("select count(*)::int from student"));
        Assert.Equal(["LU", "MAU"], await node.ListAsync<string>("select institution_code from enrolment order by 1"));
        Assert.Equal(["new", "new", "unchanged"], await node.ListAsync<string>("select verdict from submission_row order by 1"));
    }

    /// <summary>Another number of the test series with the same birth date.</summary>
    private static PersonalNumber Twin(PersonalNumber number)
    {
        var eleven = number.Digits[..8] + (number.Digits[8..11] == "991" ? "992" : "991");
        return Enumerable.Range(0, 10)
            .Select(digit => PersonalNumberReader.Read($"{eleven}{digit}", ProductNode.FirstDay))
            .OfType<PersonalNumberReading.Valid>()
            .Single()
            .Number;
    }

    private static async Task<string> StateAsync(ProductNode node, IEnumerable<StudentRow> rows)
    {
        var entries = await Task.WhenAll(rows.Select(node.EntryAsync));
        return string.Join('\n', entries.Select(entry => entry.Text("entryCSN")))
            + await node.ScalarAsync<string>("select string_agg(message_id || state, ',' order by id) from mail")
            + await node.ScalarAsync<string>("select count(*)::text from audit_event where action not like 'submission.%'")
            + await node.ScalarAsync<string>("select string_agg(instance_id::text || execution || kind || name, ',' order by instance_id, execution) from workflow.bookmark")
            + await node.ScalarAsync<string>("select string_agg(e::text, ',' order by id) from enrolment e")
            + await node.ScalarAsync<string>("select string_agg(due_at::text, ',' order by due_at) from workflow.timer");
    }
}
