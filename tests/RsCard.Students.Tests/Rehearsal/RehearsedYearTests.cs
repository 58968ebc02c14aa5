using System.Text.Json;
using System.Text.Json.Nodes;
using RsCard.Students.Testing;
using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Tests.Rehearsal;

/// <summary>A small cohort, rehearsed once for the class.</summary>
public sealed class RehearsedCohort : IAsyncLifetime
{
    public const int Students = 60;
    public const int Days = 150;

    /// <summary>Enough of everything that goes otherwise than it should, in a small cohort.</summary>
    internal static string[] Changes { get; } =
    [
        "People:Rejected=0.1", "People:AskedBack=0.2", "People:Withdraws=0.1", "People:NeverComes=0.05", "People:LateCard=0.1", "People:MailRefused=0.05", "People:MailPutOff=0.05", "People:OneTerm=0.3",
        "People:DecisionsADay=5", "People:StationVisitsADay=3", "People:ListWorkingDays=4", "People:ListsAgainAfterDays=40",
    ];

    public RehearsalReport Report { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        using var site = new RehearsalSite();
        Report = await site.RehearseAsync(RehearsalSite.Plan(Students, Days, Changes));
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public sealed class RehearsedYearTests(RehearsedCohort cohort) : IClassFixture<RehearsedCohort>
{
    private readonly RehearsalReport report = cohort.Report;

    [Fact]
    public async Task Same_seed_gives_the_same_report_to_the_letter()
    {
        using var site = new RehearsalSite();
        var again = await site.RehearseAsync(RehearsalSite.Plan(RehearsedCohort.Students, RehearsedCohort.Days, RehearsedCohort.Changes));
        Assert.Equal(Json(report), Json(again));
    }

    [Fact]
    public void Every_student_has_ended_or_stands_somewhere()
    {
        Assert.Equal(0, report.Nowhere);
        Assert.Equal(2 * RehearsedCohort.Students, report.Rows.Values.Sum());
        Assert.Equal(RehearsedCohort.Students, report.Cases.Values.Sum());
        Assert.Equal(report.Cases["open"], report.Steps.Single(step => step is { Definition: "period-end", Activity: "wait" }).Standing);
        Assert.Superset(new HashSet<string> { "open", "rejected", "withdrawn" }, report.Cases.Keys.ToHashSet());
    }

    [Fact]
    public void What_goes_into_a_step_has_passed_it_left_it_or_stands_there()
    {
        Assert.Equal(report.Mails["AskedBack"], Step("review", "askMail").Passed);
        var (asked, answered) = (Step("review", "askMail"), Step("review", "answer"));
        Assert.Equal(asked.Passed, answered.Passed + answered.Left + answered.Standing);
        var (ready, pickup) = (Step("pickup", "readyMail"), Step("pickup", "pickup"));
        Assert.Equal(ready.Passed, pickup.Passed + pickup.Left + pickup.Standing);
        Assert.True(pickup.Passed > 0);
        Assert.Contains(report.Steps, step => step.Left > 0);
        Assert.All(report.Steps, step => Assert.True(step is { Left: >= 0, Overdue: >= 0 } && step.Overdue <= step.Standing, step.ToString()));
    }

    [Fact]
    public void Durations_are_those_of_the_process()
    {
        var month = Step("card", "month");
        Assert.InRange(month.Median ?? 0, 28, 31);
        Assert.InRange(month.Longest ?? 0, 28, 31);
        Assert.True(month.Passed > 20);

        // Five decisions a day for sixty students: the last of a list waits two working weeks and more.
        Assert.InRange(Step("review", "review").Longest ?? 0, 10, 60);
        Assert.Contains(report.Weeks, week => week is { InReview: > 10, OldestInReview: > 3 });
        Assert.Contains(report.Weeks, week => week.CardsMade > 0);
    }

    [Fact]
    public void Those_who_never_come_stand_at_the_photo_and_are_told_of()
    {
        var photo = Assert.Single(report.StoodStill, step => step is { Definition: "photo", Activity: "photo" });
        Assert.True(photo is { Overdue: > 0, Turn: "Student", Since: not null });
        Assert.Equal("Photo at a card station", photo.Name);
    }

    [Fact]
    public void Placements_that_began_are_counted_beside_the_forecast()
    {
        var placements = report.Placements;
        Assert.True(placements.Placed > 10);
        Assert.Equal(placements.Placed, placements.InTime + placements.LateBy.Values.Sum());
        Assert.Equal(placements.Placed, placements.Forecasts.Values.Sum(line => line.InTime + line.Late));
        Assert.InRange(placements.InTime, 1, placements.Placed);
    }

    [Fact]
    public void Refused_mail_is_an_incident_that_somebody_mends()
    {
        var refused = report.Incidents["MAIL-007"];
        Assert.True(refused.Happened > 0);
        Assert.Equal(0, refused.Unmended);
    }

    [Fact]
    public async Task Six_weeks_instead_of_a_month_are_waited_and_shown_beside_it()
    {
        using var site = new RehearsalSite();
        var now = await site.RehearseAsync(RehearsalSite.Plan(20, 100));
        var changed = await site.RehearseAsync(RehearsalSite.Plan(20, 100, ["Process:CardWait=42d"]));
        Assert.Equal((42, 42), (Find(changed, "card", "month").Median, Find(changed, "card", "month").Longest));
        var comparison = new RehearsalComparison(now, changed);
        var line = Assert.Single(comparison.Lines, line => line is { Step: "The card is being made, at least a month", What: "median, days" });
        Assert.Equal((Find(now, "card", "month").Median, 42), ((int?)line.Now, (int?)line.Changed));
        Assert.Matches(@"The card is being made, at least a month +median, days +31 +42 +\+11\n", comparison.ToText());
        Assert.Equal(Find(now, "photo", "photo"), Find(changed, "photo", "photo"));
    }

    [Fact]
    public async Task Step_that_nobody_answers_in_a_draft_is_found()
    {
        using var site = new RehearsalSite();
        var draft = Directory.CreateDirectory(Path.Combine(site.Folder, "draft")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SlapdServer.Root(), "workflows"), "*.json"))
            File.Copy(file, Path.Combine(draft, Path.GetFileName(file)));
        await PlantAsync(Path.Combine(draft, "photo.json"), Path.Combine(draft, "pickup.json"));

        var planted = await site.RehearseAsync(RehearsalSite.Plan(20, 75, ["People:Withdraws=0", "People:Rejected=0"], draft));
        var found = Assert.Single(planted.StoodStill, step => step is { Definition: "photo", Activity: "fetchFirst" });
        Assert.InRange(found.Overdue, 10, 20);
        Assert.Equal((0, "Student"), (found.Passed, found.Turn));
        Assert.InRange(found.Since ?? default, RehearsalSite.FirstDay, RehearsalSite.FirstDay.AddDays(30));
        Assert.True(planted.Refusals["STATION-003"] >= found.Overdue);
        Assert.Contains("photo/fetchFirst", RehearsalText.Write(planted)[RehearsalText.Write(planted).IndexOf("What stood still", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    /// <summary>Before the photo is taken the student has to fetch the card.</summary>
    private static async Task PlantAsync(string photo, string pickup)
    {
        var definition = JsonNode.Parse(await File.ReadAllTextAsync(photo))!;
        var waits = JsonNode.Parse(await File.ReadAllTextAsync(pickup))!["root"]!["activities"]!.AsArray().Single(activity => (string?)activity!["id"] == "pickup")!.DeepClone();
        waits["id"] = "fetchFirst";
        definition["root"]!["activities"]!.AsArray().Add(waits);
        var connections = definition["root"]!["connections"]!.AsArray();
        var needed = connections.Single(connection => (string?)connection!["target"]!["activity"] == "photo" && (string?)connection["source"]!["activity"] == "need")!;
        foreach (var port in new[] { "HandedOver", "Delayed", "Transferred" })
        {
            var onwards = needed.DeepClone();
            (onwards["source"]!["activity"], onwards["source"]!["port"]) = ("fetchFirst", port);
            connections.Add(onwards);
        }

        needed["target"]!["activity"] = "fetchFirst";
        await File.WriteAllTextAsync(photo, definition.ToJsonString());
    }

    private StepLine Step(string definition, string activity) => Find(report, definition, activity);

    private static StepLine Find(RehearsalReport report, string definition, string activity) =>
        report.Steps.Single(step => step.Definition == definition && step.Activity == activity);

    private static string Json(RehearsalReport report) => JsonSerializer.Serialize(report with { Took = TimeSpan.Zero });
}
