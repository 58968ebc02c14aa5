using RsCard.Ldap;
using RsCard.Students.Database;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;

namespace RsCard.Students.Tests.Submissions;

/// <summary>A row with protected identity leaves nothing but its number (D-4), wherever one looks.</summary>
public sealed class ProtectedRowTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private readonly StudentRow canary = new()
    {
        GivenName = "Kanariefågeln",
        FamilyName = "Hemlighetsson",
        Email = "kanarie.hemlighetsson@larosate.example",
        Unit = "Kanariemottagningen",
        UnitKind = "privat",
        PlacementFirstDay = new(2027, 3, 1),
        IsProtected = true,
    };

    [Fact]
    public async Task D4_Protected_row_leaves_nothing_in_database_mails_logs_and_directory()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var seen = new StudentRow { GivenName = "Synlig" };
        var list = StudentRow.Csv(seen, canary, new StudentRow { Email = "wrong" });
        await node.Get<SubmissionReceiver>().DryRunAsync("LU", list, "list.csv", "sv", ProductNode.NoToken);
        var id = await node.ReceiveAsync("LU", list);
        await node.RunAsync();
        await node.ApproveAllAsync();
        await node.SubmitAsync("LU", list);
        await node.AdvanceAsync(1);

        await AssertNothingToldAsync(node, id);
        var answer = await node.Get<SubmissionBook>().AnswerAsync(id, "sv", ProductNode.NoToken);
        Assert.Equal(["new", "protected", "refused"], answer.Rows.Select(row => row.Verdict));
        Assert.Contains("044-19 35 15", Assert.Single(answer.Rows[1].Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D4_Protected_row_with_errors_or_a_cell_too_many_leaves_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var wrong = canary with { NumberText = canary.Number.Digits + "X", Email = "kanarie.hemlighetsson" };
        var shifted = canary with { GivenName = "Kanariefågeln;Kanariefågeln" };
        var id = await node.ReceiveAsync("LU", StudentRow.Csv(wrong, new StudentRow(), shifted));
        await node.RunAsync();
        await AssertNothingToldAsync(node, id);
        var answer = await node.Get<SubmissionBook>().AnswerAsync(id, "sv", ProductNode.NoToken);
        Assert.Equal(["protected", "new", "protected"], answer.Rows.Select(row => row.Verdict));
    }

    [Fact]
    public async Task D4_Row_that_is_marked_in_one_place_of_the_list_is_protected_in_every_place()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var id = await node.ReceiveAsync("LU", StudentRow.Csv(canary with { IsProtected = false, Programme = "Fristående kurs" }, canary));
        await node.RunAsync();
        await AssertNothingToldAsync(node, id);
    }

    [Fact]
    public async Task D5_Placement_in_Halmstad_is_handed_over_and_nobody_reviews_or_enters_the_student()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var answer = await node.SubmitAsync("LU", new StudentRow().Placed("Halmstad", new DateOnly(2027, 3, 1)));
        Assert.Equal("handed-over", Assert.Single(answer.Rows).Verdict);
        Assert.Equal(1, answer.Totals["handed-over"]);
        Assert.Equal("halmstad", await node.ScalarAsync<string>("select path from student_case"));
        Assert.Empty(await node.WaitingAsync());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from identifier"));
    }

    [Fact]
    public async Task D5_Only_the_placement_in_Halmstad_is_handed_over_of_a_student_who_has_another()
    {
        await using var node = await ProductNode.StartAsync(slapd);
        var row = new StudentRow().Placed("offentlig", new DateOnly(2027, 3, 1));
        var answer = await node.SubmitAsync("LU", row, row.Placed("Halmstad", new DateOnly(2027, 5, 3)) with { Unit = "Hallands sjukhus" });
        Assert.Equal(["new", "handed-over"], answer.Rows.Select(answered => answered.Verdict));
        Assert.Equal(["Backaskogs läkarhus public", "Hallands sjukhus halmstad"], await node.ListAsync<string>("select unit || ' ' || unit_kind from placement order by 1"));
        Assert.Equal("service", await node.ScalarAsync<string>("select path from student_case"));
    }

    private async Task AssertNothingToldAsync(ProductNode node, SubmissionId id)
    {
        var digits = canary.Number.Digits;
        string[] words = ["Kanarie", "Hemlighetsson", digits, digits[2..], $"{digits[2..8]}-{digits[8..]}", $"{digits[..8]}-{digits[8..]}"];
        var kept = await node.Get<SubmissionBook>().AsSentAsync(id, ProductNode.NoToken);
        var refused = await node.Get<SubmissionBook>().RefusedRowsAsync(id, "sv", ProductNode.NoToken) ?? [];
        var mails = string.Concat((await node.MailsAsync()).SelectMany(mail => mail.Parts).Select(part => part.Text));
        var dump = await DatabaseDump.ReadAsync(node.Data);
        foreach (var word in words)
        {
            Assert.False(DatabaseDump.Tells(dump, word), $"the database tells '{word}'");
            Assert.DoesNotContain(word, node.Site.Logs.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, mails, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, System.Text.Encoding.UTF8.GetString(kept), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, System.Text.Encoding.UTF8.GetString(refused), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Empty(await node.EntriesAsync(canary));
        Assert.Empty(await node.Site.FindAsync(LdapFilter.Equal("sn", canary.FamilyName)));

        // Nor a hash by which somebody with the keys could tell that the person was there.
        var hash = Convert.ToHexString(node.Get<RsCard.Students.Students.MasterKeys>().LookupHash("personal-number", digits));
        Assert.DoesNotContain(hash, dump, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from submission_row where verdict = 'protected' and cells_sealed is not null"));
    }
}
