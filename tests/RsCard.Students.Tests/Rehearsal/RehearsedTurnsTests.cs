using RsCard.Students.Runtime.Flowcharts;
using RsCard.Students.Tests.Definitions;
using RsCard.Students.Web.Rehearsal;

namespace RsCard.Students.Tests.Rehearsal;

/// <summary>A step that a person is waited for has somebody in the rehearsal, or the rehearsal would find it standing still for ever.</summary>
public sealed class RehearsedTurnsTests
{
    [Fact]
    public void Every_step_that_waits_for_a_person_has_one_in_the_rehearsal_and_one_alone()
    {
        var waited = ProductDefinitions.All
            .SelectMany(definition => definition.Activities)
            .Select(activity => ProductDefinitions.Catalogue.Find(activity))
            .Where(shape => shape is { IsListener: false, Waits: WaitKind.Signal })
            .Select(shape => shape!.WaitsFor!)
            .Distinct();
        var answered = RehearsedOffices.Signals.Concat(RehearsedStudents.Signals).Concat(RehearsedDesks.Signals);
        Assert.Equal(waited.Order(StringComparer.Ordinal), answered.Order(StringComparer.Ordinal));
    }
}
