using System.Diagnostics;
using System.Text.Json;
using RsCard.Students.Submissions;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Cases;
using RsCard.Students.Tests.DirectorySync.Mirror;

namespace RsCard.Students.Tests.CommandLine;

/// <summary>The verbs as another program runs them: a process, its output, its exit code.</summary>
public sealed class CommandLineTests(SlapdServer slapd) : IClassFixture<SlapdServer>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Dry_run_answers_as_the_contract_says()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var list = StudentRow.Csv(
            Row(node).Placed("privat", node.Today.AddDays(300)),
            Row(node) with { NumberText = "20000101-9800" },
            Row(node) with { IsProtected = true });
        var (code, output, _) = await RunAsync(node, list, "submit", "FILE", "--institution", "LU", "--dry-run", "--json");

        Assert.Equal(0, code);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal(["file", "rows", "totals"], Names(answer));
        Assert.Equal(["format", "encoding", "delimiter", "rows", "code"], Names(answer.GetProperty("file")));
        Assert.Equal("""{"format":"csv","encoding":"utf-8","delimiter":";","rows":3,"code":null}""", Compact(answer.GetProperty("file")));
        Assert.Equal("""{"new":1,"review":0,"extended":0,"renewal":0,"unchanged":0,"refused":1,"protected":1,"handed-over":0}""", Compact(answer.GetProperty("totals")));
        var rows = answer.GetProperty("rows").EnumerateArray().ToList();
        Assert.All(rows, row => Assert.Equal(["row", "verdict", "errors", "forecast"], Names(row)));
        Assert.Equal("""{"row":2,"verdict":"new","errors":[],"forecast":"in-time"}""", Compact(rows[0]));
        Assert.Equal((3, "refused"), (rows[1].GetProperty("row").GetInt32(), rows[1].GetProperty("verdict").GetString()));
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("forecast").ValueKind);
        var error = Assert.Single(rows[1].GetProperty("errors").EnumerateArray());
        Assert.Equal(["column", "code", "message"], Names(error));
        Assert.Equal(("personalNumber", "PNR-CHECKSUM"), (error.GetProperty("column").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal("PROTECTED", Assert.Single(rows[2].GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from submission"));
    }

    [Fact]
    public async Task File_that_is_refused_whole_has_its_code_and_no_rows_and_exit_code_2()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var (code, output, _) = await RunAsync(node, "%PDF-1.7 not a list"u8.ToArray(), "submit", "FILE", "--institution", "LU", "--dry-run", "--json");
        Assert.Equal(2, code);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.StartsWith("FILE-", answer.GetProperty("file").GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Empty(answer.GetProperty("rows").EnumerateArray());
        Assert.Equal(8, answer.GetProperty("totals").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("INST-001", "submit", "FILE", "--institution", "XYZ", "--dry-run")]
    [InlineData("INST-001", "submit", "FILE", "--institution", "XYZ")]
    [InlineData("CASE-001", "case", "show", "00000000-0000-0000-0000-000000000000")]
    [InlineData("CASE-001", "case", "park", "00000000-0000-0000-0000-000000000000", "--reason", "ett år utomlands")]
    [InlineData("CASE-008", "case", "withdraw", "100001", "--reason", "19640823-3234")]
    [InlineData("WORK-006", "workers", "retry")]
    [InlineData("WORK-011", "workers", "resolve", "1", "--reason", "sagt på annat sätt")]
    [InlineData("CLOCK-001", "clock", "advance", "0")]
    [InlineData("JOB-002", "workers", "run", "nonsense")]
    [InlineData("SYNC-005", "directory", "run", "00000000-0000-0000-0000-000000000000")]
    [InlineData("SYNC-005", "directory", "undo", "00000000-0000-0000-0000-000000000000")]
    [InlineData("SYNC-006", "directory", "approve", "add", "10", "--reason", "terminsstart")]
    [InlineData("SYNC-006", "directory", "approve", "move", "10", "--reason", "19640823-3234")]
    [InlineData("SYNC-006", "directory", "read-only", "on", "--reason", " ")]
    [InlineData("expected a case id", "review", "approve", "nonsense")]
    [InlineData("VER-001", "workflows", "show", "nothing")]
    [InlineData("VER-003", "workflows", "migrate", "student-path", "--map", "card")]
    public async Task What_fails_is_said_in_one_line_with_its_code_and_an_exit_code_that_is_not_0(string said, params string[] arguments)
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var (code, output, errors) = await RunAsync(node, StudentRow.Csv(Row(node)), arguments);
        Assert.NotEqual(0, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal("", output);
    }

    [Fact]
    public async Task Wrong_setting_refuses_every_verb_and_is_named()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var (code, _, errors) = await RunAsync(node, null, ["workers", "status"], ("RSCARD__Proces__GraceDays", "1"));
        Assert.NotEqual(0, code);
        Assert.Contains("CFG-001", errors, StringComparison.Ordinal);
        Assert.Contains("'Proces'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_path_goes_by_the_command_line_and_every_answer_is_JSON()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var row = Row(node);
        var submitted = await JsonAsync(node, StudentRow.Csv(row), "submit", "FILE", "--institution", "LU");
        Assert.Equal(1, submitted.GetProperty("totals").GetProperty("new").GetInt32());
        var waiting = Assert.Single((await JsonAsync(node, null, "review", "list")).EnumerateArray());
        Assert.Equal(row.FullName, waiting.GetProperty("name").GetString());
        Assert.Equal(1, (await JsonAsync(node, null, "review", "approve", "--all")).GetProperty("decided").GetInt32());
        var entry = Assert.Single((await JsonAsync(node, null, "directory", "show", row.Number.Digits)).EnumerateArray());
        var rsId = entry.GetProperty("rsId").GetString()!;
        Assert.Equal(rsId, (await JsonAsync(node, null, "case", "show", rsId)).GetProperty("case").GetProperty("rsId").GetString());
        var document = node.Today.AddYears(3).ToString("yyyy-MM-dd", null);
        Assert.True((await JsonAsync(node, null, "station", "photo", rsId, "--station", "LUND", "--valid-to", document)).GetProperty("done").GetBoolean());
        var (refused, answer, _) = await RunAsync(node, null, "station", "pickup", rsId, "--station", "MALMO", "--valid-to", document, "--json");
        Assert.Equal((1, "STATION-001"), (refused, JsonDocument.Parse(answer).RootElement.GetProperty("code").GetString()));
        await JsonAsync(node, null, "clock", "advance", "31");
        Assert.True((await JsonAsync(node, null, "station", "pickup", rsId, "--station", "LUND", "--valid-to", document)).GetProperty("done").GetBoolean());
        Assert.Single((await JsonAsync(node, null, "case", "list")).EnumerateArray());
        Assert.Equal(0, (await JsonAsync(node, null, "workers", "status")).GetProperty("incidents").GetArrayLength());
        await JsonAsync(node, null, "audit", "seal");
        Assert.True((await JsonAsync(node, null, "audit", "check")).GetProperty("whole").GetBoolean());
    }

    [Fact]
    public async Task Case_is_parked_resumed_and_withdrawn_by_the_command_line()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        await JsonAsync(node, StudentRow.Csv(Row(node)), "submit", "FILE", "--institution", "LU");
        await JsonAsync(node, null, "review", "approve", "--all");
        var id = Assert.Single((await JsonAsync(node, null, "case", "list")).EnumerateArray()).GetProperty("id").GetString()!;
        await JsonAsync(node, null, "case", "park", id, "--reason", "ett år utomlands");
        Assert.Equal("ett år utomlands", (await JsonAsync(node, null, "case", "show", id)).GetProperty("case").GetProperty("parked").GetProperty("reason").GetString());
        await JsonAsync(node, null, "case", "resume", id);
        await JsonAsync(node, null, "case", "withdraw", id, "--reason", "slutar");
        Assert.Equal("withdrawn", (await JsonAsync(node, null, "case", "show", id)).GetProperty("case").GetProperty("outcome").GetString());
        var (code, _, errors) = await RunAsync(node, null, "case", "withdraw", id, "--reason", "slutar");
        Assert.Equal(1, code);
        Assert.Contains("CASE-002", errors, StringComparison.Ordinal);
        Assert.Empty((await JsonAsync(node, null, "workers", "incidents")).GetProperty("groups").EnumerateArray());
    }

    [Fact]
    public async Task What_recurs_is_listed_and_run_by_hand_and_who_asked_is_written_down()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var before = (await JsonAsync(node, null, "workers", "jobs")).EnumerateArray().ToList();
        Assert.Equal(["check-audit", "erase-card-photos", "erase-passport-copies", "read-bounces", "remind", "seal-audit", "sync-directory-changes", "sync-directory-full", "tidy-workflow", "watch-card-activation", "watch-card-expiry", "weekly-digest"], before.Select(job => job.GetProperty("name").GetString()));
        Assert.All(before, job => Assert.Equal(JsonValueKind.Null, job.GetProperty("endedAt").ValueKind));

        var run = await JsonAsync(node, null, "workers", "run", "check-audit");
        Assert.Equal("""{"job":"check-audit","code":null,"text":"0 seals hold, 1 events not yet sealed"}""", Compact(run));
        Assert.Equal("""{"job": "check-audit"}""", await node.ScalarAsync<string>("select facts::text from audit_event where action = 'job.ordered' and actor like 'cli:%'"));
        var after = (await JsonAsync(node, null, "workers", "jobs")).EnumerateArray().Single(job => job.GetProperty("name").GetString() == "check-audit");
        Assert.Equal("0 seals hold, 1 events not yet sealed", after.GetProperty("summary").GetString());
        Assert.Equal(0, await node.ScalarAsync<long>("select count(*) from quartz.qrtz_scheduler_state"));
    }

    [Fact]
    public async Task Run_by_hand_is_refused_while_a_node_runs_the_job()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        await node.ExecuteAsync("insert into recurring_job (name, run, running_on, running_since, running_until) values ('check-audit', gen_random_uuid(), 'elsewhere', now(), now() + interval '1 hour')");
        var (code, output, _) = await RunAsync(node, null, "workers", "run", "check-audit");
        Assert.NotEqual(0, code);
        Assert.Contains("JOB-003", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_listed_compared_and_moved_and_a_plan_moves_nothing()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        await node.EnterAsync(Row(node));
        var (old, @new) = await NextVersion.WithMailAsync(node, "student-path", "card", "Done");
        Assert.Equal([(old.Version, 1L, true), (@new.Version, 0L, false)], await VersionsAsync(node));

        Assert.Equal(@new.Version, (await JsonAsync(node, null, "workflows", "show", $"student-path@{@new.Version}")).GetProperty("version").GetInt32());
        var diff = await JsonAsync(node, null, "workflows", "diff", $"student-path@{old.Version}", @new.Hash[..12]);
        Assert.Equal("""["extraMail"]""", Compact(diff.GetProperty("added")));
        Assert.False(diff.GetProperty("sameFlow").GetBoolean());

        var plan = Assert.Single((await JsonAsync(node, null, "workflows", "migrate", "student-path", "--to", $"{@new.Version}")).EnumerateArray());
        Assert.Equal((false, 1), (plan.GetProperty("applied").GetBoolean(), plan.GetProperty("moved").GetInt32()));
        Assert.Equal("""[{"from":"photo","to":"photo","waits":"child","instances":1}]""", Compact(plan.GetProperty("stands")));
        Assert.Equal("""{"photo":1}""", Compact(plan.GetProperty("children")));
        Assert.Equal([(old.Version, 1L, true), (@new.Version, 0L, false)], await VersionsAsync(node));

        var (code, output, _) = await RunAsync(node, null, "workflows", "migrate", "student-path", "--to", $"{@new.Version}", "--apply");
        Assert.Equal(0, code);
        Assert.Contains("1 of 1 instances went over", output, StringComparison.Ordinal);
        Assert.Equal([(old.Version, 0L, true), (@new.Version, 1L, false)], await VersionsAsync(node));
        Assert.Equal([old.Hash, @new.Hash], (await JsonAsync(node, null, "workflows", "list")).EnumerateArray()
            .Where(version => version.GetProperty("definitionId").GetString() == "student-path").Select(version => version.GetProperty("hash").GetString()));
    }

    [Fact]
    public async Task Directory_is_planned_synced_undone_approved_and_made_read_only_by_the_command_line()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var row = Row(node);
        await node.EnterAsync(row);
        await node.DeleteAsync(row);
        var plan = await JsonAsync(node, null, "directory", "plan", "--full", "--show");
        Assert.Equal((true, 1), (plan.GetProperty("run").GetProperty("dryRun").GetBoolean(), plan.GetProperty("run").GetProperty("planned").GetProperty("Add").GetInt32()));
        var entry = plan.GetProperty("entries").EnumerateArray().First(entry => entry.GetProperty("kind").GetString() == "Add");
        Assert.Equal(("Missing", "released"), (entry.GetProperty("situation").GetString(), entry.GetProperty("state").GetString()));
        Assert.DoesNotContain(row.Number.Digits, entry.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await node.EntriesAsync(row));

        var run = await JsonAsync(node, null, "directory", "sync");
        Assert.Equal(("done", true), (run.GetProperty("state").GetString(), run.GetProperty("inSync").GetBoolean()));
        await node.EntryAsync(row);
        var id = run.GetProperty("id").GetString()!;
        var (_, text, _) = await RunAsync(node, null, "directory", "run", id, "--show");
        Assert.Contains("In sync", text, StringComparison.Ordinal);

        Assert.Equal("Delete", Assert.Single((await JsonAsync(node, null, "directory", "undo", id)).GetProperty("writes").EnumerateArray()).GetProperty("kind").GetString());
        await node.EntryAsync(row);
        Assert.Equal(id, (await JsonAsync(node, null, "directory", "undo", id, "--apply")).GetProperty("run").GetProperty("undoes").GetString());
        Assert.Empty(await node.EntriesAsync(row));

        Assert.Equal(7, (await JsonAsync(node, null, "directory", "approve", "move", "7", "--reason", "terminsstart")).GetProperty("atMost").GetInt32());
        await JsonAsync(node, null, "directory", "read-only", "on", "--reason", "flytt av katalogen");
        var (code, held, _) = await RunAsync(node, null, "directory", "sync");
        Assert.Equal(1, code);
        Assert.Contains("HELD BACK: 1 add: BRAKE-007", held, StringComparison.Ordinal);
        var runs = await JsonAsync(node, null, "directory", "runs");
        Assert.Equal(("flytt av katalogen", 1), (runs.GetProperty("readOnly").GetProperty("reason").GetString(), runs.GetProperty("ceilings").GetArrayLength()));
        Assert.Equal(["held", "done", "done", "done"], runs.GetProperty("runs").EnumerateArray().Select(one => one.GetProperty("state").GetString()));
        await JsonAsync(node, null, "directory", "read-only", "off", "--reason", "klar");
        Assert.True((await JsonAsync(node, null, "directory", "sync")).GetProperty("inSync").GetBoolean());
    }

    [Fact]
    public async Task Directory_check_says_a_line_for_each_finding_and_answers_0_where_nothing_is_wrong()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var (code, output, errors) = await RunAsync(node, null, "directory", "check");
        Assert.Equal((0, ""), (code, errors));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[..^1], line => Assert.Matches("^(ok|warning|error) +CHK-[0-9]{3}  ", line));
        Assert.Matches("^0 errors, [0-9]+ warnings, [0-9]+ in order$", lines[^1].TrimEnd());
        Assert.Contains("CHK-080", output, StringComparison.Ordinal);

        var probed = await JsonAsync(node, null, "directory", "check", "--probe");
        var findings = probed.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(0, probed.GetProperty("errors").GetInt32());
        Assert.Contains(findings, finding => finding.GetProperty("code").GetString() == "CHK-045" && finding.GetProperty("level").GetString() == "ok");
        Assert.All(findings, finding => Assert.Equal(["code", "level", "expected", "came", "do"], Names(finding)));
    }

    [Fact]
    public async Task Directory_check_answers_1_where_something_is_wrong_and_says_what_to_do()
    {
        await using var node = await ProductNode.StartAsync(slapd, Now());
        var (code, output, _) = await RunAsync(node, null, ["directory", "check"], ("RSCARD__Directory__Sync__PasswordFile", node.Site.KeyFile));
        Assert.Equal(1, code);
        Assert.Matches("(?m)^error +CHK-010  expected Sync to sign in as .*What to do: ", output);
        Assert.Contains("1 errors, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(await File.ReadAllTextAsync(node.Site.KeyFile), output, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<(int Version, long Running, bool IsLatest)>> VersionsAsync(ProductNode node) =>
        (await JsonAsync(node, null, "workflows", "list")).EnumerateArray()
            .Where(version => version.GetProperty("definitionId").GetString() == "student-path")
            .Select(version => (version.GetProperty("version").GetInt32(), version.GetProperty("running").GetInt64(), version.GetProperty("isLatest").GetBoolean()));

    /// <summary>A process of its own has the real clock.</summary>
    internal static DateOnly Now() => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    internal static StudentRow Row(ProductNode node) => new() { FirstDay = node.Today.AddDays(-10), LastDay = node.Today.AddYears(2) };

    internal static async Task<JsonElement> JsonAsync(ProductNode node, byte[]? list, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(node, list, [.. arguments, "--json"]);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: exit code {code}: {output} {errors}");
        return JsonDocument.Parse(output).RootElement;
    }

    internal static Task<(int Code, string Output, string Errors)> RunAsync(ProductNode node, byte[]? list, params string[] arguments) =>
        RunAsync(node, list, arguments, []);

    /// <param name="list">What lies in the file that the argument FILE stands for.</param>
    private static async Task<(int Code, string Output, string Errors)> RunAsync(ProductNode node, byte[]? list, string[] arguments, params (string Name, string Value)[] more)
    {
        var file = Path.Combine(Path.GetDirectoryName(node.Site.KeyFile)!, "list.csv");
        await File.WriteAllBytesAsync(file, list ?? []);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(RsCard.Students.Web.Node).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument == "FILE" ? file : argument);
        foreach (var (name, value) in node.Site.Environment().Concat(more))
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet doesn't start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await output, await errors);
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
