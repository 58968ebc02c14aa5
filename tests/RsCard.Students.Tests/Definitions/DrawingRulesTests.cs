using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Tests.Runtime;

namespace RsCard.Students.Tests.Definitions;

/// <summary>Each activity and each line by itself; sub-workflows and loops.</summary>
public sealed class DrawingRulesTests
{
    private static readonly WorkflowDefinition Mail = new ChartBuilder("mail").Then("mail", "RsCard.SendMail", ("mail", "RsId")).Then("done", "Elsa.Finish").Build();

    [Fact]
    public void Definitions_of_the_product_pass() => Assert.Empty(ProductDefinitions.CheckAll(ProductDefinitions.All));

    [Fact]
    public void Good_small_chart_passes() => Assert.Empty(ProductDefinitions.Check(Mail));

    [Fact]
    public void Unknown_activity_is_refused() =>
        Assert.Equal(["RULE-001 chart/odd"], ProductDefinitions.Check(new ChartBuilder("chart").Then("odd", "RsCard.AwaitFullMoon").MarkedAsEnd().Build()));

    [Theory]
    [InlineData("RULE-002", "other", "")]
    [InlineData("RULE-003", "mail", "RsId", "subject", "Hello")]
    [InlineData("RULE-004", "mail", "Valentine")]
    [InlineData("RULE-004", "mail", "RsId", "unlessPast", "NextFullMoon")]
    public void Input_that_is_missing_unknown_or_wrong_is_refused(string code, string first, string value, string second = "", string more = "")
    {
        var chart = new ChartBuilder("chart").Then("mail", "RsCard.SendMail", (first, value), (second, more)).Then("done", "Elsa.Finish").Build();
        Assert.Equal([$"{code} chart/mail"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Input_that_nobody_filled_in_is_none()
    {
        var chart = new ChartBuilder("chart").Then("mail", "RsCard.SendMail", ("mail", "RsId"), ("unlessPast", ""), ("note", "")).Then("done", "Elsa.Finish").Build();
        Assert.Empty(ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Join_must_say_its_mode() =>
        Assert.Equal(["RULE-002 chart/join"], ProductDefinitions.Check(new ChartBuilder("chart").Then("join", "Elsa.FlowJoin").Then("done", "Elsa.Finish").Build()));

    [Fact]
    public void Outcome_that_leads_nowhere_is_refused_unless_it_is_marked()
    {
        ChartBuilder Chart() => new ChartBuilder("chart").Then("review", "RsCard.AwaitReview");
        Assert.Equal(
            ["RULE-005 chart/review", "RULE-005 chart/review"],
            ProductDefinitions.Check(Chart().From("review", "Approved", "done", "Elsa.Finish").Build()));
        var marked = new ChartBuilder("chart").Then("kind", "RsCard.PlacementKind").MarkedAsEnd().From("kind", "Private", "done", "Elsa.Finish").Build();
        Assert.DoesNotContain(ProductDefinitions.Check(marked), finding => finding.StartsWith("RULE-005", StringComparison.Ordinal));
    }

    [Fact]
    public void Line_from_an_outcome_that_there_is_not_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("mail", "RsCard.SendMail", ("mail", "RsId")).Then("done", "Elsa.Finish").Connect("mail", "Failed", "done").Build();
        Assert.Equal(["RULE-006 chart/mail"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Line_from_a_Finish_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("early", "Elsa.Finish").Then("late", "Elsa.Finish").Build();
        Assert.Equal(["RULE-006 chart/early"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Activity_that_no_line_leads_to_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("done", "Elsa.Finish").Add("lost", "Elsa.Finish").Build();
        Assert.Equal(["RULE-007 chart/lost"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Two_files_of_one_definition_are_refused() => Assert.Equal(["RULE-008 mail"], ProductDefinitions.Check(Mail, Mail));

    [Theory]
    [InlineData("RULE-010", "Elsa.Delay", "timeSpan", "1.00:00:00")]
    [InlineData("RULE-011", "Elsa.Event", "eventName", "Withdrawn")]
    public void Delay_and_event_are_for_conformance_alone(string code, string type, string input, string value)
    {
        var chart = new ChartBuilder("chart").Then("odd", type, (input, value)).Then("done", "Elsa.Finish").Build();
        Assert.Equal([$"{code} chart/odd"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Sub_workflow_that_there_is_not_is_refused() =>
        Assert.Equal(["RULE-020 chart/sub"], ProductDefinitions.Check(new ChartBuilder("chart").ThenRun("sub", "nowhere").Then("done", "Elsa.Finish").Build()));

    [Fact]
    public void Sub_workflows_that_come_round_are_refused()
    {
        var one = new ChartBuilder("one").ThenRun("sub", "two").Then("done", "Elsa.Finish").Build();
        var two = new ChartBuilder("two").ThenRun("sub", "one").Then("done", "Elsa.Finish").Build();
        Assert.Equal(["RULE-021 one/sub", "RULE-021 two/sub"], ProductDefinitions.Check(one, two));
    }

    [Fact]
    public void Sub_workflow_that_nobody_waits_for_is_refused()
    {
        var chart = new ChartBuilder("chart")
            .Then("sub", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", "mail"), ("waitForCompletion", "false")).Then("done", "Elsa.Finish").Build();
        Assert.Equal(["RULE-004 chart/sub"], ProductDefinitions.Check(chart, Mail));
    }

    [Fact]
    public void Line_back_to_what_not_every_path_passes_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("kind", "RsCard.PlacementKind")
            .From("kind", "Private", "answer", "RsCard.AwaitAnswer")
            .From("answer", "Answered", "review", "RsCard.AwaitReview")
            .Connect("kind", "Public", "review")
            .Connect("review", "AskedBack", "answer")
            .From("review", "Approved", "done", "Elsa.Finish")
            .Connect("review", "Rejected", "done").Connect("kind", "None", "done").Build();
        Assert.Equal(["RULE-030 chart/review"], ProductDefinitions.Check(chart, Executing("chart")));
    }

    [Fact]
    public void Loop_that_waits_for_nothing_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("ended", "RsCard.PeriodEnded").Connect("ended", "No", "ended").From("ended", "Yes", "done", "Elsa.Finish").Build();
        Assert.Equal(["RULE-031 chart/ended"], ProductDefinitions.Check(chart));
    }

    [Fact]
    public void Way_round_a_loop_past_what_waits_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("head", "RsCard.MarkCardExpected").Then("kind", "RsCard.PlacementKind")
            .From("kind", "Private", "review", "RsCard.AwaitReview")
            .Connect("review", "AskedBack", "head")
            .From("review", "Approved", "done", "Elsa.Finish").Connect("review", "Rejected", "done")
            .Connect("kind", "Public", "head").Connect("kind", "None", "done").Build();
        Assert.Equal(["RULE-031 chart/kind"], ProductDefinitions.Check(chart, Executing("chart")));
    }

    [Fact]
    public void Loop_that_waits_is_refused_where_no_other_definition_executes_it()
    {
        Assert.Equal(["RULE-032 chart/review"], ProductDefinitions.Check(ReviewLoop("chart").Build()));
        Assert.Empty(ProductDefinitions.Check(ReviewLoop("chart").Build(), Executing("chart")));
    }

    [Fact]
    public void Loop_beside_another_branch_is_refused()
    {
        var chart = ReviewLoop("chart").From("start", "Done", "mail", "RsCard.SendMail", ("mail", "RsId")).Connect("mail", "Done", "done").Build();
        Assert.Equal(["RULE-033 chart/review"], ProductDefinitions.Check(chart, Executing("chart")));
    }

    [Fact]
    public void Loop_in_a_loop_is_refused()
    {
        var chart = new ChartBuilder("chart").Then("head", "RsCard.MarkCardExpected").Then("pickup", "RsCard.AwaitPickup")
            .Connect("pickup", "Delayed", "pickup")
            .From("pickup", "HandedOver", "ended", "RsCard.PeriodEnded").Connect("ended", "No", "head").Connect("pickup", "Transferred", "ended")
            .From("ended", "Yes", "done", "Elsa.Finish").Build();
        Assert.Equal(["RULE-034 chart/pickup"], ProductDefinitions.Check(chart, Executing("chart")));
    }

    internal static WorkflowDefinition Executing(string definitionId) => new ChartBuilder("parent").ThenRun("sub", definitionId).Then("done", "Elsa.Finish").Build();

    private static ChartBuilder ReviewLoop(string id) => new ChartBuilder(id).Then("review", "RsCard.AwaitReview").Connect("review", "AskedBack", "review")
        .From("review", "Approved", "done", "Elsa.Finish").Connect("review", "Rejected", "done");
}
