using RsCard.Students.Runtime;

namespace RsCard.Students.Benchmarks;

/// <summary>Work items from claim to finish, with a handler that has nothing to do.</summary>
internal static class WorkScenario
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(Scale scale, CancellationToken cancellationToken)
    {
        await using var database = await ScratchDatabase.CreateAsync(cancellationToken);
        await using var node = await Node.CreateAsync(database.Data, new WorkflowRuntimeOptions(), cancellationToken, new NoWork(Charts.WorkKind, NoWork.Most));
        Task<int> WorkAsync() => Measure.UntilAsync(scale.Items, () => node.Work.RunOnceAsync(cancellationToken));

        var alone = await Measure.RateAsync(scale.Rounds, WorkAsync, () => database.ExecuteAsync(
            $$"""
            insert into workflow.work_item (kind, key, payload)
            select '{{Charts.WorkKind}}', 'key-' || number, '{"activity":"order"}'
            from generate_series(1, {{scale.Items}}) as number
            """,
            cancellationToken));
        return [Figure.AtLeast("work items that nobody waits for, claimed, handled and finished", alone, 10_000, "/s")];
    }
}
