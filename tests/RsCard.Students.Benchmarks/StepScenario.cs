using System.Diagnostics;
using RsCard.Students.Runtime.Definitions;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Benchmarks;

/// <summary>A step without a database: a saved state is read, resumed, and written again.</summary>
internal static class StepScenario
{
    public static Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        var saved = Run(5, "", cancellationToken);
        Run(scale.Items, saved, cancellationToken);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Run(scale.Items, saved, cancellationToken);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            Figure.Of("a step without a database: processor time", $"{cpu.TotalMicroseconds / scale.Items:0.0} µs"),
            Figure.Of("a step without a database: allocated", $"{allocated / 1024.0 / scale.Items:0.0} KiB"),
        ]);
    }

    /// <returns>The state after so many steps of one instance.</returns>
    private static string Run(int steps, string state, CancellationToken cancellationToken)
    {
        var host = new Host();
        var definitions = new DefinitionSet(new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal) { [Charts.Path.Hash] = Charts.Path }, _ => null);
        var (instance, correlation) = (Guid.NewGuid(), Guid.NewGuid());
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<CaseInstance> saved = state.Length == 0
                ? []
                : [new CaseInstance(instance, correlation, Charts.Path.Hash, Charts.Path.DefinitionId, ParentId: null, ParentExecution: null, FlowchartState.FromJson(state), Revision: 1)];
            var burst = new CaseBurst(correlation, saved, definitions, host, DateTimeOffset.UnixEpoch, Guid.CreateVersion7);
            if (saved.Count == 0)
                burst.Start(Charts.Path);
            else
                burst.Resume(instance, saved[0].State.Open[^1].Number, ["Done"]);
            state = burst.Changes[0].State.ToJson();
        }

        return state;
    }
}
