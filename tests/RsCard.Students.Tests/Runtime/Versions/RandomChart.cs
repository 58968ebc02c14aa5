using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Tests.Runtime.Versions;

/// <summary>
/// A chart that nobody drew: steps and gates, decisions with two outcomes, merges and joins, in a line with parallel branches;
/// all of it may lie in a loop from <c>head</c> to <c>tail</c>.
/// </summary>
internal sealed class RandomChart
{
    private static readonly string[] Kinds = ["Test.Gate", "Test.Gate", "Test.Step"];
    private static readonly string[] Modes = ["WaitAll", "WaitAllActive"];

    private readonly List<Node> nodes = [];
    private readonly List<Connection> edges = [];
    private int version = 1;

    private sealed record Node(string Id, string Type, string? Mode, bool Decides);

    public static RandomChart Create(Random random, bool loops)
    {
        var chart = new RandomChart();
        var count = random.Next(2, 9);
        if (loops)
            chart.Add(new Node("head", "Test.Gate", Mode: null, Decides: false), "start");
        for (var number = 1; number <= count; number++)
        {
            string[] before = loops && number == 1 ? ["head"] : [.. chart.nodes.Select(node => node.Id).Where(id => id != "head" || number < 3).DefaultIfEmpty("start")];
            var sources = random.GetItems(before, random.Next(1, 3)).Distinct().ToArray();
            var joins = sources.Length > 1 && random.Next(2) == 0;
            chart.Add(
                joins ? new Node($"n{number}", "Elsa.FlowJoin", random.GetItems(Modes, 1)[0], Decides: false)
                    : new Node($"n{number}", random.GetItems(Kinds, 1)[0], Mode: null, random.Next(4) == 0),
                sources,
                random);
        }

        if (loops)
        {
            string[] leaves = [.. chart.nodes.Select(node => node.Id).Where(id => chart.edges.TrueForAll(edge => edge.Source != id))];
            chart.Add(new Node("all", "Elsa.FlowJoin", "WaitAllActive", Decides: false), leaves, random);
            chart.Add(new Node("tail", "Test.Gate", Mode: null, Decides: false), "all");
            chart.edges.Add(new Connection("tail", "Again", "head"));
        }

        return chart;
    }

    public bool Decides(string id) => nodes.Exists(node => node.Id == id && node.Decides);

    public WorkflowDefinition Build()
    {
        var builder = new ChartBuilder("chart", version);
        foreach (var node in nodes)
            builder.Add(node.Id, node.Type, node.Mode is null ? [] : [("mode", node.Mode)]);
        foreach (var edge in edges)
            builder.Connect(edge.Source, edge.Port, edge.Target);
        return builder.Build();
    }

    /// <summary>A step between two that follow each other, or behind one.</summary>
    public RandomChart WithInsertion(Random random)
    {
        var chart = Copy();
        var edge = edges[random.Next(edges.Count)];
        var id = $"x{version}";
        chart.nodes.Add(new Node(id, random.GetItems(Kinds, 1)[0], Mode: null, Decides: false));
        chart.edges.Add(edge with { Target = id });
        if (random.Next(5) == 0 && !edge.Port.Equals("Again", StringComparison.Ordinal))
            return chart;
        chart.edges.Remove(edge);
        chart.edges.Add(new Connection(id, "Done", edge.Target));
        return chart;
    }

    /// <summary>A branch beside others, a new connection, or a step less.</summary>
    public RandomChart WithChange(Random random)
    {
        var chart = Copy();
        var inner = nodes.FindAll(node => node.Id is not ("head" or "tail" or "all"));
        var kind = random.Next(3);
        if (kind == 0)
        {
            var gone = inner[random.Next(inner.Count)];
            chart.nodes.Remove(gone);
            chart.edges.RemoveAll(edge => edge.Source == gone.Id || edge.Target == gone.Id);
            foreach (var into in edges.Where(edge => edge.Target == gone.Id))
                chart.edges.AddRange(edges.Where(edge => edge.Source == gone.Id).Select(edge => into with { Target = edge.Target }).Where(edge => !chart.edges.Contains(edge)));
            return chart;
        }

        var (first, second) = (random.Next(inner.Count), random.Next(inner.Count));
        if (first == second)
            return WithInsertion(random);
        var (source, target) = (inner[first], inner[second]);

        // Forward, or neither is before the other: a way back would be a loop that nobody meant.
        if (FlowGraph.Of(Build()).Ancestors(source.Id).Contains(target.Id))
            (source, target) = (target, source);
        var port = Port(source, random);
        if (kind == 1)
        {
            chart.nodes.Add(new Node($"x{version}", "Test.Gate", Mode: null, Decides: false));
            chart.edges.Add(new Connection(source.Id, port, $"x{version}"));
            chart.edges.Add(new Connection($"x{version}", "Done", target.Id));
        }
        else if (!edges.Contains(new Connection(source.Id, port, target.Id)))
        {
            chart.edges.Add(new Connection(source.Id, port, target.Id));
        }

        return chart;
    }

    private void Add(Node node, string source)
    {
        nodes.Add(node);
        edges.Add(new Connection(source, "Done", node.Id));
    }

    private void Add(Node node, string[] sources, Random random)
    {
        edges.AddRange(sources.Select(source => new Connection(source, nodes.Find(known => known.Id == source) is { } known ? Port(known, random) : "Done", node.Id)));
        nodes.Add(node);
    }

    private RandomChart Copy()
    {
        var chart = new RandomChart { version = version + 1 };
        chart.nodes.AddRange(nodes);
        chart.edges.AddRange(edges);
        return chart;
    }

    private static string Port(Node node, Random random) => node.Decides ? random.Next(2) == 0 ? "A" : "B" : "Done";
}
