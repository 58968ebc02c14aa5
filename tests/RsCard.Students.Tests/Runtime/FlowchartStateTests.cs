using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Tests.Runtime;

public sealed class FlowchartStateTests
{
    private const string Earlier =
        """{"visits":{"start":1},"connections":{},"open":[{"n":2,"activity":"month","waits":"timer","since":"2026-11-23T11:00:00+00:00","due":"2026-12-23T07:00:00+00:00"}],"next":3}""";

    [Fact]
    public void State_saved_before_breaks_were_known_reads_as_a_wait_that_keeps_its_rest_and_is_saved_as_it_was()
    {
        var state = FlowchartState.FromJson(Earlier);

        Assert.Equal(InBreak.KeepsRest, Assert.Single(state.Open).InBreak);
        Assert.Equal(Earlier, state.ToJson());
    }

    [Fact]
    public void What_a_break_does_is_kept_where_it_is_something_else()
    {
        var since = DateTimeOffset.UnixEpoch;
        var state = FlowchartState.Empty with { Open = [OpenExecution.From(1, "wait", new Wait.Until(since.AddDays(1), InBreak.RunsOn), since)] };

        Assert.Contains("\"break\":\"runsOn\"", state.ToJson(), StringComparison.Ordinal);
        Assert.Equal(InBreak.RunsOn, Assert.Single(FlowchartState.FromJson(state.ToJson()).Open).InBreak);
    }
}
