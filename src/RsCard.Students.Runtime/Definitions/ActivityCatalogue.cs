using System.Text.Json;
using RsCard.Students.Runtime.Flowcharts;

namespace RsCard.Students.Runtime.Definitions;

/// <summary>The kinds of activity that a definition may use: the runtime's own, and those of the product.</summary>
/// <param name="product">By type, for example <c>RsCard.AwaitReview</c>.</param>
public sealed class ActivityCatalogue(IReadOnlyDictionary<string, ActivityShape> product)
{
    private static readonly Dictionary<string, ActivityShape> Own = new(StringComparer.Ordinal)
    {
        ["Elsa.Start"] = ActivityShape.Decides("Done"),
        [ElsaActivities.End] = ActivityShape.Decides(),
        [ElsaActivities.Finish] = ActivityShape.Decides(),

        // Elsa takes WaitAny where a join says nothing: it must be said.
        [ElsaActivities.Join] = ActivityShape.Decides("Done").With(new ActivityInput("mode", IsRequired: true, Enum.GetNames<JoinMode>())),
        [ElsaActivities.Fork] = ActivityShape.Decides("Done").With(new ActivityInput("branches", IsRequired: true)),

        // A child that nobody waits for would outlive its case.
        [ElsaActivities.ExecuteWorkflow] = ActivityShape.SubWorkflow().With(
            new ActivityInput(ElsaActivities.WorkflowDefinitionId, IsRequired: true),
            new ActivityInput("waitForCompletion", IsRequired: true, ["true"])),
        [CaseBurst.CancelChildren] = ActivityShape.Decides("Done"),
    };

    public IEnumerable<string> Types => Own.Keys.Concat(product.Keys).Order(StringComparer.Ordinal);

    /// <summary>What this activity promises, or null where its type is unknown.</summary>
    public ActivityShape? Find(Activity activity)
    {
        if (!Own.TryGetValue(activity.Type, out var shape))
            return product.GetValueOrDefault(activity.Type);
        return activity.Type == ElsaActivities.Fork && activity.Inputs.TryGetValue("branches", out var branches) && branches.ValueKind == JsonValueKind.Array
            ? ActivityShape.Decides([.. branches.EnumerateArray().Select(branch => branch.ToString())]).With(shape.Inputs)
            : shape;
    }
}
