using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Runtime;
using RsCard.Students.Testing;
using RsCard.Students.Tests.Database;
using RsCard.Students.Tests.Definitions;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.CommandLine;

/// <summary><c>workflows check</c>, and the same gate at the start of every process. Neither needs a database to refuse.</summary>
public sealed class WorkflowsCheckTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string home = Directory.CreateTempSubdirectory("rscard-check-").FullName;

    public WorkflowsCheckTests()
    {
        Directory.CreateDirectory(Path.Combine(home, "workflows"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SlapdServer.Root(), "workflows"), "*.json"))
            File.Copy(file, Path.Combine(home, "workflows", Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(home, "secret"), "");
    }

    [Fact]
    public async Task Installed_definitions_pass_with_exit_code_0()
    {
        var (code, output, _) = await RunAsync("workflows", "check");
        Assert.Equal((0, $"{Directory.GetFiles(Path.Combine(SlapdServer.Root(), "workflows"), "*.json").Length} definitions, 0 findings."), (code, output.Trim()));
    }

    [Fact]
    public async Task Bad_file_is_told_with_code_place_reason_and_a_better_drawing_and_exit_code_1()
    {
        var file = Draft(new ChartBuilder("draft").Then("delay", "Elsa.Delay", ("timeSpan", "31.00:00:00")).Then("done", "Elsa.Finish"));
        var (code, output, _) = await RunAsync("workflows", "check", file);
        Assert.Equal(1, code);
        Assert.StartsWith("RULE-010 draft/delay: ", output, StringComparison.Ordinal);
        Assert.Contains(" Better: RsCard.WaitUntil", output, StringComparison.Ordinal);

        var (again, json, _) = await RunAsync("workflows", "check", file, "--json");
        var finding = Assert.Single(JsonDocument.Parse(json).RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal((1, "RULE-010", "draft", "delay"), (again, finding.GetProperty("code").GetString(), finding.GetProperty("definition").GetString(), finding.GetProperty("activity").GetString()));
    }

    [Fact]
    public async Task File_finds_its_sub_workflows_among_the_installed_ones_and_takes_the_place_of_its_own()
    {
        var good = Draft(new ChartBuilder("card").ThenRun("pickup", "pickup").Then("done", "Elsa.Finish"));
        Assert.Equal(0, (await RunAsync("workflows", "check", good)).Code);
    }

    [Fact]
    public async Task File_that_is_no_definition_is_said_in_one_line()
    {
        var file = Path.Combine(home, "broken.json");
        await File.WriteAllTextAsync(file, "{ not JSON");
        var (code, _, errors) = await RunAsync("workflows", "check", file);
        Assert.Equal((1, "DEF-001: broken.json: expected JSON, got an error at line 1"), (code, errors.Trim()));
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("work", "--until-idle")]
    public async Task Bad_installed_definition_refuses_the_start_with_all_that_is_wrong(params string[] arguments)
    {
        Draft(new ChartBuilder("draft").Then("delay", "Elsa.Delay", ("timeSpan", "1.00:00:00")).Then("event", "Elsa.Event", ("eventName", "x")).Then("done", "Elsa.Finish"), "workflows");
        await using var database = await RuntimeDatabaseOf();
        var (code, _, errors) = await RunAsync(arguments, ("RSCARD__Database__ConnectionString", database.ConnectionString));
        Assert.Equal(1, code);
        Assert.Equal(["RULE-010", "RULE-011"], errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    private static Task<TestDatabase> RuntimeDatabaseOf() => TestDatabase.CreateAsync(
        async connectionString =>
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await Migrator.MigrateAsync(source, CancellationToken.None);
        },
        "migrated " + string.Concat(TestDatabase.ScriptsOf(typeof(WorkflowRuntimeOptions).Assembly, typeof(Migrator).Assembly)));

    private string Draft(ChartBuilder chart, string folder = "")
    {
        var file = Path.Combine(home, folder, "draft.json");
        File.WriteAllText(file, chart.ToJson());
        return file;
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    private async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(RsCard.Students.Web.Node).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var secret = Path.Combine(home, "secret");
        (string, string)[] settings =
        [
            ("RSCARD_HOME", home), ("RSCARD__Database__ConnectionString", "Host=127.0.0.1;Port=1;Database=none"), ("RSCARD__Secrets__KeyFile", secret),
            ("RSCARD__Directory__Host", "127.0.0.1"), ("RSCARD__Directory__CertificateAuthority", secret),
            .. ((string[])["Reader", "Sync", "Mover"]).SelectMany(account => new[] { ($"RSCARD__Directory__{account}__Dn", "cn=x"), ($"RSCARD__Directory__{account}__PasswordFile", secret) }),
        ];
        foreach (var (name, value) in settings.Concat(more))
            start.Environment[name] = value;

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet doesn't start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await output, await errors);
    }
}
