using System.Text.Json;
using RsCard.Students.Testing;
using RsCard.Students.Tests.DirectorySync.Mirror;
using RsCard.Students.Tests.DirectorySync.Runs;
using static RsCard.Students.Tests.CommandLine.CommandLineTests;

namespace RsCard.Students.Tests.CommandLine;

/// <summary>What operators ask of the directory's sync, as processes of their own: answers, codes, exit codes.</summary>
public sealed class DirectoryVerbTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    [Fact]
    public async Task Deviation_is_listed_decided_taken_back_and_decided_for_all_and_the_history_tells_it()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var row = Row(node);
        await node.EnterAsync(row);
        await node.SetAsync(row, "mail", "hand@example.se");
        await JsonAsync(node, null, "directory", "sync");
        var rsId = (await node.EntryAsync(row)).Text("uid")!;

        var item = Assert.Single((await JsonAsync(node, null, "directory", "drift", "--situation", "ChangedByHand")).GetProperty("items").EnumerateArray());
        var entry = item.GetProperty("entry");
        Assert.Equal(("ChangedByHand", "somebody changed E-mail since we wrote the entry", "open"), (entry.GetProperty("reason").GetString(), entry.GetProperty("why").GetString(), entry.GetProperty("state").GetString()));
        Assert.Equal("hand@example.se", Assert.Single(entry.GetProperty("changes").EnumerateArray()).GetProperty("from").GetString());

        Assert.Equal(1, (await JsonAsync(node, null, "directory", "decide", rsId, "--accept", "--reason", "ny adress")).GetProperty("decided").GetInt32());
        var (twice, told, _) = await RunAsync(node, null, "directory", "decide", rsId, "--fix");
        Assert.Equal(1, twice);
        Assert.Contains("DRIFT-002: cli:", told, StringComparison.Ordinal);
        var history = await JsonAsync(node, null, "directory", "history", row.Number.Digits);
        var decision = history.GetProperty("lines").EnumerateArray().First(line => line.GetProperty("decision").ValueKind != JsonValueKind.Null).GetProperty("decision");
        Assert.Equal(("Accept", "ny adress"), (decision.GetProperty("choice").GetString(), decision.GetProperty("reason").GetString()));
        Assert.DoesNotContain(row.Number.Digits, history.GetRawText(), StringComparison.Ordinal);

        var id = decision.GetProperty("id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.True((await JsonAsync(node, null, "directory", "revoke", id)).GetProperty("revoked").GetBoolean());
        var (again, gone, _) = await RunAsync(node, null, "directory", "revoke", id);
        Assert.Equal(1, again);
        Assert.Contains("DRIFT-003", gone, StringComparison.Ordinal);

        Assert.Equal(1, (await JsonAsync(node, null, "directory", "decide", "--all", "--situation", "ChangedByHand", "--fix")).GetProperty("decided").GetInt32());
        Assert.Equal(1, (await JsonAsync(node, null, "directory", "sync")).GetProperty("applied").GetProperty("Modify").GetInt32());
        Assert.Equal(row.Email, (await node.EntryAsync(row)).Text("mail"));
        var (code, lines, _) = await RunAsync(node, null, "directory", "history", rsId);
        Assert.Equal(0, code);
        Assert.Contains($"mail: hand@example.se → {row.Email}", lines, StringComparison.Ordinal);
        Assert.Contains("(taken back ", lines, StringComparison.Ordinal);
        Assert.Contains(" by cli:", lines, StringComparison.Ordinal);
        Assert.Contains("the student's case", lines, StringComparison.Ordinal);
        Assert.Contains("(a personal number)", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_is_exported_as_a_file_that_nobody_else_reads_and_show_tells_what_the_directory_holds()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var row = Row(node);
        await node.EnterAsync(row);
        var rsId = (await node.EntryAsync(row)).Text("uid")!;
        var shown = Assert.Single((await JsonAsync(node, null, "directory", "show", rsId)).EnumerateArray());
        Assert.Equal((rsId, "Students", row.FullName), (shown.GetProperty("rsId").GetString(), shown.GetProperty("branch").GetString(), shown.GetProperty("name").GetString()));
        await node.DeleteAsync(row);
        var (nothing, empty, _) = await RunAsync(node, null, "directory", "show", rsId);
        Assert.Equal((1, "Nothing."), (nothing, empty.Trim()));

        var file = Path.Combine(Path.GetDirectoryName(node.Site.KeyFile)!, "plan.ldif");
        var exported = await JsonAsync(node, null, "directory", "export-plan", file, "--full");
        Assert.Equal((1, 0), (exported.GetProperty("changes").GetInt32(), exported.GetProperty("heldBack").GetInt32()));
        Assert.Contains("changetype: add", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Empty(await node.EntriesAsync(row));
    }

    [Fact]
    public async Task Ceiling_and_read_only_are_told_with_their_reasons_and_runs_tell_the_age_of_one_that_is_open()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var row = Row(node);
        await node.EnterAsync(row);
        await node.DeleteAsync(row);
        var (approved, line, _) = await RunAsync(node, null, "directory", "approve", "close", "60", "--reason", "terminsslut", "--hours", "2");
        Assert.Equal(0, approved);
        Assert.Contains("the next run may close up to 60, once", line, StringComparison.Ordinal);
        Assert.Equal("flytt", (await JsonAsync(node, null, "directory", "read-only", "on", "--reason", "flytt")).GetProperty("readOnly").GetProperty("reason").GetString());
        var (off, text, _) = await RunAsync(node, null, "directory", "read-only", "off", "--reason", "klar");
        Assert.Equal((0, "The directory is written again; what waited goes on."), (off, text.Trim()));

        var open = await node.OrderAsync();
        await node.ExecuteAsync("update directory_run set report = jsonb_set(report, '{StartedAt}', to_jsonb(now() - interval '7 minutes')) where id = @Id", new { open.Id });
        var runs = await JsonAsync(node, null, "directory", "runs");
        var one = runs.GetProperty("runs").EnumerateArray().Single(run => run.GetProperty("id").GetString() == open.Id.ToString());
        Assert.Equal("running", one.GetProperty("state").GetString());
        Assert.InRange(one.GetProperty("age").GetDouble(), 420, 900);
        Assert.Equal("close", Assert.Single(runs.GetProperty("ceilings").EnumerateArray()).GetProperty("kind").GetString(), ignoreCase: true);
        var (_, listed, _) = await RunAsync(node, null, "directory", "runs");
        Assert.Contains(" min…", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_orders_are_refused_in_one_line_with_their_code()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        foreach (var (said, arguments) in new (string, string[])[]
        {
            ("DRIFT-001: no run has looked yet", ["decide", "100001", "--fix"]),
            ("DRIFT-001: expected one of --fix", ["decide", "100001"]),
            ("DRIFT-001: expected one of --fix", ["decide", "--all", "--fix"]),
            ("DRIFT-001: expected --until", ["decide", "100001", "--exempt", "--reason", "senare"]),
            ("DRIFT-001: expected a reason", ["decide", "100001", "--accept", "--reason", "19640823-3234"]),
            ("DRIFT-001: nobody is known", ["history", "999999"]),
            ("SYNC-006: expected COUNT", ["approve", "close", "0", "--reason", "terminsslut"]),
            ("SYNC-006: expected COUNT", ["approve", "close", "5", "--reason", "terminsslut", "--hours", "400"]),
            ("FILE: ", ["export-plan", Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "plan.ldif")]),
        })
        {
            var (code, output, errors) = await RunAsync(node, null, ["directory", .. arguments]);
            Assert.Equal((1, ""), (code, output));
            Assert.StartsWith(said, errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        }

        var (_, none, _) = await RunAsync(node, null, "directory", "drift");
        Assert.Contains("No run has looked yet", none, StringComparison.Ordinal);
    }
}
